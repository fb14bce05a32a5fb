package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Another build whose links take part in a verification. */
public final class LinksFrom implements Describable<LinksFrom>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final String LAST_SUCCESSFUL = "lastSuccessfulBuild";

    private final String job;
    private String build;

    /**
     * @param job the name of the job; relative to the folder of the verifying job, or from the root if it begins with a slash
     */
    @DataBoundConstructor
    public LinksFrom(String job) {
        this.job = Util.fixNull(job).trim();
    }

    /** The name of the job. */
    public String getJob() {
        return job;
    }

    /** The number of the build, or a permalink; the last successful one unless it is set. */
    public String getBuild() {
        return build == null ? LAST_SUCCESSFUL : build;
    }

    @DataBoundSetter
    public void setBuild(String build) {
        this.build = Util.fixEmptyAndTrim(build);
    }

    /** Describes the other build to forms and scripts. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<LinksFrom> implements CustomDescribableModel {
        @Override
        public String getDisplayName() {
            return Messages.LinksFrom_DisplayName();
        }

        /** Lets scripts write the number of a build as a number. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            if (!(arguments.get("build") instanceof Number number)) {
                return arguments;
            }
            var converted = new TreeMap<>(arguments);
            converted.put("build", number.toString());
            return converted;
        }
    }
}
