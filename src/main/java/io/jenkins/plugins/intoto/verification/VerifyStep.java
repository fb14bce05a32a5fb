package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.archive.Question;
import io.jenkins.plugins.intoto.attestation.ImageForm;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.CredentialsDropDown;
import io.jenkins.plugins.intoto.engine.report.ReportSummary;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.Consequence;
import io.jenkins.plugins.intoto.run.GivenParameters;
import io.jenkins.plugins.intoto.run.JobForm;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code inTotoVerify(layout: …)} or {@code inTotoVerify(policy: …)}: verifies a supply chain, or artifacts; returns a map with
 * {@code passed}, {@code summary}, {@code failures}. It holds its parameters and nothing of a run; one that a script or a job
 * leaves out is null and stands for its default.
 */
public final class VerifyStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private String layout;
    private String layoutFile;
    private String layoutArtifact;
    private List<String> layoutKeys;
    private List<LayoutParameter> parameters;
    private String allowSublayouts;
    private List<String> stepsOutsideJenkins;
    private List<LinksFrom> linksFrom;
    private String linksDir;
    private boolean anyBuild;
    private String products;
    private boolean strictCommands;
    private boolean inspections;
    private String policy;
    private String policyFile;
    private List<String> policyKeys;
    private String subjects;
    private boolean archived;
    private String bundleFile;
    private String image;
    private String imageFile;
    private String registryCredentialsId;
    private String summaryCredentialsId;
    private String onFailure;

    /** All parameters are optional as such; which go together is checked when the step runs. */
    @DataBoundConstructor
    public VerifyStep() {}

    /** The name of a layout in the global configuration; null for none. */
    public String getLayout() {
        return layout;
    }

    @DataBoundSetter
    public void setLayout(String layout) {
        this.layout = Util.fixEmptyAndTrim(layout);
    }

    /** The path of a layout below the current directory; null for none. */
    public String getLayoutFile() {
        return layoutFile;
    }

    @DataBoundSetter
    public void setLayoutFile(String layoutFile) {
        this.layoutFile = Util.fixEmptyAndTrim(layoutFile);
    }

    /** The path of a layout among the artifacts of this build; null for none. */
    public String getLayoutArtifact() {
        return layoutArtifact;
    }

    @DataBoundSetter
    public void setLayoutArtifact(String layoutArtifact) {
        this.layoutArtifact = Util.fixEmptyAndTrim(layoutArtifact);
    }

    /**
     * The keys that must have signed the layout, all of them: names of trusted layout keys of the global configuration, or
     * ids of credentials. Empty for those of the named layout. An element may list several, separated by commas.
     */
    public List<String> getLayoutKeys() {
        return layoutKeys == null ? List.of() : List.copyOf(layoutKeys);
    }

    @DataBoundSetter
    public void setLayoutKeys(List<String> layoutKeys) {
        this.layoutKeys = new ArrayList<>(ListText.entries(layoutKeys));
    }

    /** The same as one text, for the form. */
    public String getLayoutKeysText() {
        return String.join(", ", getLayoutKeys());
    }

    /** Values for the parameters of the layout; if there are none, braces in it are plain text. */
    public List<LayoutParameter> getParameters() {
        return parameters == null ? List.of() : List.copyOf(parameters);
    }

    @DataBoundSetter
    public void setParameters(List<LayoutParameter> parameters) {
        this.parameters = parameters == null ? null : new ArrayList<>(parameters);
    }

    /**
     * The steps for which a sublayout counts as a link, if the layout comes from the workspace or the artifacts: a layout of
     * the global configuration says so itself. Null for none.
     */
    public String getAllowSublayouts() {
        return allowSublayouts;
    }

    @DataBoundSetter
    public void setAllowSublayouts(String allowSublayouts) {
        this.allowSublayouts = Util.fixEmptyAndTrim(allowSublayouts);
    }

    /**
     * Steps that are carried out outside of Jenkins, beside those that the configuration lists for the layout: only of these do
     * links count that name no build. Empty for none. An element may list several, separated by commas.
     */
    public List<String> getStepsOutsideJenkins() {
        return stepsOutsideJenkins == null ? List.of() : List.copyOf(stepsOutsideJenkins);
    }

    @DataBoundSetter
    public void setStepsOutsideJenkins(List<String> stepsOutsideJenkins) {
        this.stepsOutsideJenkins = new ArrayList<>(ListText.entries(stepsOutsideJenkins));
    }

    /** The same as one text, for the form. */
    public String getStepsOutsideJenkinsText() {
        return String.join(", ", getStepsOutsideJenkins());
    }

    /** Other builds whose archived links count beside those of this build; empty for none. */
    public List<LinksFrom> getLinksFrom() {
        return linksFrom == null ? List.of() : List.copyOf(linksFrom);
    }

    @DataBoundSetter
    public void setLinksFrom(List<LinksFrom> linksFrom) {
        this.linksFrom = linksFrom == null ? null : new ArrayList<>(linksFrom);
    }

    /** A directory below the current one whose links count instead of archived ones; null for none. */
    public String getLinksDir() {
        return linksDir;
    }

    @DataBoundSetter
    public void setLinksDir(String linksDir) {
        this.linksDir = Util.fixEmptyAndTrim(linksDir);
    }

    /** Whether links count whatever build they name. */
    public boolean isAnyBuild() {
        return anyBuild;
    }

    @DataBoundSetter
    public void setAnyBuild(boolean anyBuild) {
        this.anyBuild = anyBuild;
    }

    /** Ant patterns of the files below the current directory that must be the chain's final products; null for no check. */
    public String getProducts() {
        return products;
    }

    @DataBoundSetter
    public void setProducts(String products) {
        this.products = Util.fixEmptyAndTrim(products);
    }

    /** Whether a command other than the expected one fails the verification instead of a warning. */
    public boolean isStrictCommands() {
        return strictCommands;
    }

    @DataBoundSetter
    public void setStrictCommands(boolean strictCommands) {
        this.strictCommands = strictCommands;
    }

    /** Whether the layout's inspections are run in the current directory. */
    public boolean isInspections() {
        return inspections;
    }

    @DataBoundSetter
    public void setInspections(boolean inspections) {
        this.inspections = inspections;
    }

    /** The name of a policy of the global configuration; null for none. */
    public String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    /** The path of a signed policy below the current directory; null for none. */
    public String getPolicyFile() {
        return policyFile;
    }

    @DataBoundSetter
    public void setPolicyFile(String policyFile) {
        this.policyFile = Util.fixEmptyAndTrim(policyFile);
    }

    /**
     * The keys that must have signed the policy: ids of credentials or names of trusted keys. An element may list several,
     * separated by commas.
     */
    public List<String> getPolicyKeys() {
        return policyKeys == null ? List.of() : List.copyOf(policyKeys);
    }

    @DataBoundSetter
    public void setPolicyKeys(List<String> policyKeys) {
        this.policyKeys = new ArrayList<>(ListText.entries(policyKeys));
    }

    /** The same as one text, for the form. */
    public String getPolicyKeysText() {
        return String.join(", ", getPolicyKeys());
    }

    /** Ant patterns of the artifacts to verify against a policy. */
    public String getSubjects() {
        return subjects;
    }

    @DataBoundSetter
    public void setSubjects(String subjects) {
        this.subjects = Util.fixEmptyAndTrim(subjects);
    }

    /** Whether those artifacts are among the archived ones of this build instead of in the workspace. */
    public boolean isArchived() {
        return archived;
    }

    @DataBoundSetter
    public void setArchived(boolean archived) {
        this.archived = archived;
    }

    /** A bundle in the workspace whose attestations count beside the archived ones; null for none. */
    public String getBundleFile() {
        return bundleFile;
    }

    @DataBoundSetter
    public void setBundleFile(String bundleFile) {
        this.bundleFile = Util.fixEmptyAndTrim(bundleFile);
    }

    /** The images in registries to verify, by their digests, or the repository of that of the file; null for none. */
    public String getImage() {
        return image;
    }

    @DataBoundSetter
    public void setImage(String image) {
        this.image = Util.fixEmptyAndTrim(image);
    }

    /** The file of the workspace in which a build tool names the images; null for none. */
    public String getImageFile() {
        return imageFile;
    }

    @DataBoundSetter
    public void setImageFile(String imageFile) {
        this.imageFile = Util.fixEmptyAndTrim(imageFile);
    }

    /** The id of the user name and password for the registry; null for none. */
    public String getRegistryCredentialsId() {
        return registryCredentialsId;
    }

    @DataBoundSetter
    public void setRegistryCredentialsId(String registryCredentialsId) {
        this.registryCredentialsId = Util.fixEmptyAndTrim(registryCredentialsId);
    }

    /** The id of the credential that signs a summary of the verification; null for no summary. */
    public String getSummaryCredentialsId() {
        return summaryCredentialsId;
    }

    @DataBoundSetter
    public void setSummaryCredentialsId(String summaryCredentialsId) {
        this.summaryCredentialsId = Util.fixEmptyAndTrim(summaryCredentialsId);
    }

    /** What to do if the verification fails: {@code fail}, {@code unstable} or {@code report}. */
    public String getOnFailure() {
        return onFailure == null ? Choice.word(Consequence.FAIL) : onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = onFailure;
    }

    private boolean hasLayout() {
        return layout != null || layoutFile != null || layoutArtifact != null;
    }

    /** Whether a policy is given, so that artifacts are verified and not a chain of steps. */
    private boolean hasPolicy() {
        return policy != null || policyFile != null;
    }

    List<String> productPatterns() {
        return ListText.entries(products);
    }

    /** Whether there are images to verify. */
    boolean namesImages() {
        return image != null || imageFile != null;
    }

    /**
     * Lets a verification that did not pass have its consequence.
     *
     * @throws AbortException if the step is to fail
     */
    void impose(Run<?, ?> run, TaskListener listener, ReportSummary result) throws AbortException {
        if (!result.passed()) {
            consequence().impose(run, listener, result.summary(), Messages.VerifyStep_Reported());
        }
    }

    Consequence consequence() throws AbortException {
        return Choice.of(Consequence.class, "onFailure", getOnFailure());
    }

    /**
     * The values of the layout's parameters by name; empty if there are none.
     *
     * @throws AbortException if a value has no name, or one name two values
     */
    Optional<Map<String, String>> parameterValues() throws AbortException {
        var values = new TreeMap<String, String>();
        for (var parameter : getParameters()) {
            if (parameter.getName().isEmpty()) {
                throw Console.abort(Messages.VerifyStep_NoName());
            }
            if (values.put(parameter.getName(), parameter.getValue()) != null) {
                throw Console.abort(Messages.VerifyStep_TwoValues(DisplayText.of(parameter.getName())));
            }
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /**
     * Refuses values that are none of a parameter's, and parameters that mean nothing together.
     *
     * @throws AbortException with a sentence that names them
     */
    public void check() throws AbortException {
        consequence();
        parameterValues();
        new GivenParameters()
                .with("layout", layout != null)
                .with("layoutFile", layoutFile != null)
                .with("layoutArtifact", layoutArtifact != null)
                .with("layoutKeys", !getLayoutKeys().isEmpty())
                .with("allowSublayouts", allowSublayouts != null)
                .with("stepsOutsideJenkins", !getStepsOutsideJenkins().isEmpty())
                .with("parameters", !getParameters().isEmpty())
                .with("linksDir", linksDir != null)
                .with("anyBuild", anyBuild)
                .list("products", products)
                .with("strictCommands", strictCommands)
                .with("inspections", inspections)
                .with("policy", policy != null)
                .with("policyFile", policyFile != null)
                .with("policyKeys", !getPolicyKeys().isEmpty())
                .list("subjects", subjects)
                .with("archived", archived)
                .with("bundleFile", bundleFile != null)
                .list("image", image)
                .with("imageFile", imageFile != null)
                .with("registryCredentialsId", registryCredentialsId != null)
                .with("summaryCredentialsId", summaryCredentialsId != null)
                .exactlyOne(
                        Messages.VerifyStep_ToVerifyAgainst(),
                        "layout",
                        "layoutFile",
                        "layoutArtifact",
                        "policy",
                        "policyFile")
                .onlyWith(
                        hasLayout(),
                        Messages.VerifyStep_Layout(),
                        "layoutKeys",
                        "parameters",
                        "allowSublayouts",
                        "stepsOutsideJenkins",
                        "linksDir",
                        "anyBuild",
                        "products",
                        "strictCommands",
                        "inspections")
                .notWith(layout != null, Messages.VerifyStep_NamedLayout(), "allowSublayouts")
                .onlyWith(
                        hasPolicy(),
                        Messages.VerifyStep_Policy(),
                        "policyKeys",
                        "subjects",
                        "archived",
                        "bundleFile",
                        "image",
                        "imageFile")
                .onlyWith(namesImages(), "image or imageFile", "registryCredentialsId")
                .onlyWith(layout == null, Messages.VerifyStep_LayoutFile(), "layoutKeys")
                .onlyWith(policy == null, Messages.VerifyStep_PolicyFile(), "policyKeys")
                .onlyWith(policy != null, Messages.VerifyStep_NamedPolicy(), "summaryCredentialsId");
    }

    /**
     * What is asked by these parameters.
     *
     * @param place where in the run: files of another directory are another question
     */
    Question question(BuildPlace place) {
        var remarks = new ArrayList<String>();
        boolean named = policy != null || layout != null;
        if (!named) {
            remarks.add(
                    layoutArtifact != null ? Messages.VerifyStep_ArtifactOfBuild() : Messages.VerifyStep_FileOfBuild());
        }
        if (anyBuild) {
            remarks.add(Messages.VerifyStep_LinksOfAnyBuild());
        }
        var terms = new ArrayList<String>();
        getLinksFrom().forEach(other -> terms.add("links from " + other.getJob() + " " + other.getBuild()));
        getLayoutKeys().forEach(key -> terms.add("layout key " + key));
        getPolicyKeys().forEach(key -> terms.add("policy key " + key));
        getStepsOutsideJenkins().forEach(step -> terms.add("outside " + step));
        getParameters().forEach(parameter -> terms.add(parameter.getName() + "=" + parameter.getValue()));
        terms.addAll(List.of(
                "links " + linksDir,
                "products " + products,
                "commands " + strictCommands,
                "inspections " + inspections,
                "subjects " + subjects,
                "archived " + archived,
                "bundle " + bundleFile,
                "image " + image,
                "image file " + imageFile));
        place.directory().ifPresent(directory -> terms.add("in " + directory.getRemote()));
        var name = Stream.of(policy, policyFile, layout, layoutFile, layoutArtifact)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return new Question(hasPolicy(), name, !named, anyBuild, remarks, terms);
    }

    /** Verifies what the parameters ask for, artifacts or a chain of steps. */
    ReportSummary verify(Run<?, ?> run, TaskListener listener, BuildPlace place)
            throws IOException, InterruptedException {
        return hasPolicy()
                ? new ArtifactVerification(run, listener, this).verify(place)
                : new ChainVerification(run, listener, this).verify(place);
    }

    @Override
    public StepExecution start(StepContext context) throws InterruptedException {
        return new VerifyStepExecution(context, this);
    }

    /** Describes the step and its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements ImageForm, CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "inTotoVerify";
        }

        @Override
        public String getDisplayName() {
            return Messages.VerifyStep_DisplayName();
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, JobForm.withoutBlocks(form, "against"));
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            for (var source : new String[] {"layout", "layoutFile", "layoutArtifact", "policy", "policyFile"}) {
                if (namedArgs.get(source) instanceof String name) {
                    return name;
                }
            }
            return null;
        }

        /** Lets scripts write parameters of the layout as a map from names to values. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            if (!(arguments.get("parameters") instanceof Map<?, ?> values)) {
                return arguments;
            }
            var converted = new TreeMap<>(arguments);
            converted.put(
                    "parameters",
                    values.entrySet().stream()
                            .map(value -> Map.of(
                                    "name", String.valueOf(value.getKey()),
                                    "value", String.valueOf(value.getValue())))
                            .toList());
            return converted;
        }

        /** The layouts of the global configuration, for those who configure a job. */
        @POST
        public ListBoxModel doFillLayoutItems(@AncestorInPath Item item, @QueryParameter String layout) {
            return JobForm.names(
                    item, InTotoConfiguration.get().getLayouts().stream().map(NamedLayout::getName), layout);
        }

        /** The policies of the global configuration, for those who configure a job. */
        @POST
        public ListBoxModel doFillPolicyItems(@AncestorInPath Item item, @QueryParameter String policy) {
            return JobForm.names(
                    item, AttestationConfiguration.get().getPolicies().stream().map(NamedPolicy::getName), policy);
        }

        /** The credentials to sign a summary with. */
        @POST
        public ListBoxModel doFillSummaryCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String summaryCredentialsId) {
            return CredentialsDropDown.items(item, summaryCredentialsId);
        }

        /** The choices of {@code onFailure}. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return Consequence.choices("fail");
        }
    }
}
