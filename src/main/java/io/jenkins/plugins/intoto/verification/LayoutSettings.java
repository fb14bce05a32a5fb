package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.GivenParameters;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundSetter;

/** Which layout to verify against, and whose signatures make it hold. */
public abstract class LayoutSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    private String layout;
    private String layoutFile;
    private String layoutArtifact;
    private List<String> layoutKeys = new ArrayList<>();
    private List<LayoutParameter> parameters = new ArrayList<>();
    private String allowSublayouts;
    private List<String> stepsOutsideJenkins = new ArrayList<>();

    /** What was saved by hand, or before a setting was there, lacks it. */
    protected Object readResolve() {
        layoutKeys = layoutKeys == null ? new ArrayList<>() : layoutKeys;
        stepsOutsideJenkins = stepsOutsideJenkins == null ? new ArrayList<>() : stepsOutsideJenkins;
        parameters = parameters == null ? new ArrayList<>() : parameters;
        return this;
    }

    /** The name of a layout in the global configuration; null for none. */
    public String getLayout() {
        return layout;
    }

    /** See {@link #getLayout()}. */
    @DataBoundSetter
    public void setLayout(String layout) {
        this.layout = Util.fixEmptyAndTrim(layout);
    }

    /** The path of a layout below the current directory; null for none. */
    public String getLayoutFile() {
        return layoutFile;
    }

    /** See {@link #getLayoutFile()}. */
    @DataBoundSetter
    public void setLayoutFile(String layoutFile) {
        this.layoutFile = Util.fixEmptyAndTrim(layoutFile);
    }

    /** The path of a layout among the artifacts of this build; null for none. */
    public String getLayoutArtifact() {
        return layoutArtifact;
    }

    /** See {@link #getLayoutArtifact()}. */
    @DataBoundSetter
    public void setLayoutArtifact(String layoutArtifact) {
        this.layoutArtifact = Util.fixEmptyAndTrim(layoutArtifact);
    }

    /** Whether a layout is given. */
    public boolean hasLayout() {
        return layout != null || layoutFile != null || layoutArtifact != null;
    }

    /**
     * The keys that must have signed the layout, all of them: names of trusted layout keys of the global configuration, or
     * ids of credentials. Empty for those of the named layout.
     */
    public List<String> getLayoutKeys() {
        return List.copyOf(layoutKeys);
    }

    /** See {@link #getLayoutKeys()}. An element may list several, separated by commas. */
    @DataBoundSetter
    public void setLayoutKeys(List<String> layoutKeys) {
        var keys = new ArrayList<String>();
        if (layoutKeys != null) {
            layoutKeys.forEach(key -> keys.addAll(ListText.entries(key)));
        }
        this.layoutKeys = keys;
    }

    /** The same keys as one text, for forms. */
    public String getLayoutKeysText() {
        return String.join(", ", layoutKeys);
    }

    /** Values for the parameters of the layout; if there are none, braces in it are plain text. */
    public List<LayoutParameter> getParameters() {
        return List.copyOf(parameters);
    }

    /** See {@link #getParameters()}. */
    @DataBoundSetter
    public void setParameters(List<LayoutParameter> parameters) {
        this.parameters = parameters == null ? new ArrayList<>() : new ArrayList<>(parameters);
    }

    /**
     * The steps for which a sublayout counts as a link, if the layout comes from the workspace or the artifacts: a layout of
     * the global configuration says so itself. Null for none.
     */
    public String getAllowSublayouts() {
        return allowSublayouts;
    }

    /** See {@link #getAllowSublayouts()}. */
    @DataBoundSetter
    public void setAllowSublayouts(String allowSublayouts) {
        this.allowSublayouts = Util.fixEmptyAndTrim(allowSublayouts);
    }

    /**
     * Steps that are carried out outside of Jenkins, beside those that the configuration lists for the layout: only of these do
     * links count that name no build. Empty for none.
     */
    public List<String> getStepsOutsideJenkins() {
        return List.copyOf(stepsOutsideJenkins);
    }

    /** See {@link #getStepsOutsideJenkins()}. An element may list several, separated by commas. */
    @DataBoundSetter
    public void setStepsOutsideJenkins(List<String> stepsOutsideJenkins) {
        var steps = new ArrayList<String>();
        if (stepsOutsideJenkins != null) {
            stepsOutsideJenkins.forEach(step -> steps.addAll(ListText.entries(step)));
        }
        this.stepsOutsideJenkins = steps;
    }

    /** The same steps as one text, for forms. */
    public String getStepsOutsideJenkinsText() {
        return String.join(", ", stepsOutsideJenkins);
    }

    final void giveTo(GivenParameters given) {
        given.with("layout", layout != null)
                .with("layoutFile", layoutFile != null)
                .with("layoutArtifact", layoutArtifact != null)
                .with("layoutKeys", !layoutKeys.isEmpty())
                .with("allowSublayouts", allowSublayouts != null)
                .with("stepsOutsideJenkins", !stepsOutsideJenkins.isEmpty())
                .with("parameters", !parameters.isEmpty());
    }

    /**
     * The values by name; empty if there are none.
     *
     * @throws AbortException if a value has no name, or one name two values
     */
    Optional<Map<String, String>> parameterValues() throws AbortException {
        if (parameters.isEmpty()) {
            return Optional.empty();
        }
        var values = new TreeMap<String, String>();
        for (var parameter : parameters) {
            if (parameter.getName().isEmpty()) {
                throw new AbortException("[in-toto] parameters holds a value without a name");
            }
            if (values.put(parameter.getName(), parameter.getValue()) != null) {
                throw new AbortException(
                        "[in-toto] parameters holds two values for '" + DisplayText.of(parameter.getName()) + "'");
            }
        }
        return Optional.of(values);
    }
}
