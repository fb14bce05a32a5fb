package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.Serializable;
import org.kohsuke.stapler.DataBoundConstructor;

/** A value for a parameter of a layout (in-toto specification 1.0, section 4.3.4). */
public final class LayoutParameter implements Describable<LayoutParameter>, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;

    /**
     * @param name the name that stands in braces in the layout
     * @param value what takes its place
     */
    @DataBoundConstructor
    public LayoutParameter(String name, String value) {
        this.name = Util.fixNull(name).trim();
        this.value = Util.fixNull(value);
    }

    /** The name that stands in braces in the layout. */
    public String getName() {
        return name;
    }

    /** What takes its place. */
    public String getValue() {
        return value;
    }

    /** Describes the parameter to forms and scripts. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<LayoutParameter> {
        @Override
        public String getDisplayName() {
            return Messages.LayoutParameter_DisplayName();
        }
    }
}
