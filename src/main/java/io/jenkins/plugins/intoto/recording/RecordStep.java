package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.archive.RecordedPatterns;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.credentials.SigningCredentialForm;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.GivenParameters;
import io.jenkins.plugins.intoto.run.JobForm;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.MissingContextVariableException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code inTotoRecord(stepName: …, credentialsId: …) { … }}: records what its body does to files as a signed link. It holds
 * its parameters and nothing of a run; one that a script or a job leaves out is null and stands for its default.
 */
public final class RecordStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where Jenkins keeps what a running step needs: next to its directory, which is within the workspace in {@code dir}. */
    private static final String TEMPORARY_FILES =
            "**/*" + SystemProperties.getString("hudson.slaves.WorkspaceList", "@") + "tmp/**";

    /** The envelope of a link: a Metablock, or a DSSE envelope. */
    private enum Format {
        LINK,
        DSSE
    }

    /** What to do when the body failed: write no link, or one that says so. */
    private enum OnFailure {
        SKIP,
        RECORD
    }

    private final String stepName;
    private final String credentialsId;
    private String materials;
    private String products;
    private String excludes;
    private Boolean defaultExcludes;
    private Boolean followSymlinks;
    private boolean normalizeLineEndings;
    private String hashAlgorithms;
    private String command;
    private String environment;
    private boolean recordCommands;
    private String format;
    private String keyIds;
    private Boolean archive;
    private String onFailure;
    private boolean replace;
    private boolean allowEmpty;

    /**
     * @param stepName the name of the step in the layout
     * @param credentialsId the id of the credential that signs
     */
    @DataBoundConstructor
    public RecordStep(String stepName, String credentialsId) {
        this.stepName = Util.fixNull(stepName).trim();
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /** The name of the step in the layout. */
    public String getStepName() {
        return Util.fixNull(stepName);
    }

    /** The id of the credential that signs. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    /** Ant patterns of the files that go in, separated by commas; null for everything. */
    public String getMaterials() {
        return materials;
    }

    @DataBoundSetter
    public void setMaterials(String materials) {
        this.materials = Util.fixEmptyAndTrim(materials);
    }

    /** Ant patterns of the files that come out, separated by commas; null for everything. */
    public String getProducts() {
        return products;
    }

    @DataBoundSetter
    public void setProducts(String products) {
        this.products = Util.fixEmptyAndTrim(products);
    }

    /** Ant patterns of files that are left out of both, separated by commas; null for none. */
    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    /** Whether {@code .git} and the like, links, and what Jenkins keeps in {@code *@tmp} are left out. */
    public boolean isDefaultExcludes() {
        return !Boolean.FALSE.equals(defaultExcludes);
    }

    @DataBoundSetter
    public void setDefaultExcludes(boolean defaultExcludes) {
        this.defaultExcludes = defaultExcludes;
    }

    /** Whether symbolic links that stay in the directory count as what they lead to. */
    public boolean isFollowSymlinks() {
        return !Boolean.FALSE.equals(followSymlinks);
    }

    @DataBoundSetter
    public void setFollowSymlinks(boolean followSymlinks) {
        this.followSymlinks = followSymlinks;
    }

    /** Whether line ends count as the same on every operating system. */
    public boolean isNormalizeLineEndings() {
        return normalizeLineEndings;
    }

    @DataBoundSetter
    public void setNormalizeLineEndings(boolean normalizeLineEndings) {
        this.normalizeLineEndings = normalizeLineEndings;
    }

    /** Names of digest algorithms, separated by commas; null for sha256. */
    public String getHashAlgorithms() {
        return hashAlgorithms;
    }

    @DataBoundSetter
    public void setHashAlgorithms(String hashAlgorithms) {
        this.hashAlgorithms = Util.fixEmptyAndTrim(hashAlgorithms);
    }

    /** The command that the link names, as on a command line; null for none. */
    public String getCommand() {
        return command;
    }

    @DataBoundSetter
    public void setCommand(String command) {
        this.command = Util.fixEmptyAndTrim(command);
    }

    /** Names of environment variables to record, separated by commas; null for none. */
    public String getEnvironment() {
        return environment;
    }

    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** Whether the shell steps that ran inside are listed in the byproducts. */
    public boolean isRecordCommands() {
        return recordCommands;
    }

    @DataBoundSetter
    public void setRecordCommands(boolean recordCommands) {
        this.recordCommands = recordCommands;
    }

    /** The envelope of the link: {@code link} or {@code dsse}. */
    public String getFormat() {
        return format == null ? Choice.word(Format.LINK) : format;
    }

    @DataBoundSetter
    public void setFormat(String format) {
        this.format = format;
    }

    /** Which key id names the file: {@code legacy} or {@code current}; null for the global default. */
    public String getKeyIds() {
        return keyIds;
    }

    @DataBoundSetter
    public void setKeyIds(String keyIds) {
        this.keyIds = Util.fixEmptyAndTrim(keyIds);
    }

    /** Whether the link becomes an artifact of the build; if not, it is put into the directory. */
    public boolean isArchive() {
        return !Boolean.FALSE.equals(archive);
    }

    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    /** What to do if the body fails: {@code skip} writes no link, {@code record} one that says so. */
    public String getOnFailure() {
        return onFailure == null ? Choice.word(OnFailure.SKIP) : onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = onFailure;
    }

    /** Whether a link of this step and key that the build has already may be replaced. */
    public boolean isReplace() {
        return replace;
    }

    @DataBoundSetter
    public void setReplace(boolean replace) {
        this.replace = replace;
    }

    /** Whether the products may be none although patterns for them were given. */
    public boolean isAllowEmpty() {
        return allowEmpty;
    }

    @DataBoundSetter
    public void setAllowEmpty(boolean allowEmpty) {
        this.allowEmpty = allowEmpty;
    }

    /** The patterns of both sides, for the link. */
    Map<String, Object> patterns() {
        return RecordedPatterns.toMap(ListText.entries(materials), ListText.entries(products));
    }

    SnapshotRequest materialsRequest() throws AbortException {
        return request(materials);
    }

    SnapshotRequest productsRequest() throws AbortException {
        return request(products);
    }

    private SnapshotRequest request(String includes) throws AbortException {
        var configuration = InTotoConfiguration.get();
        var excluded = new ArrayList<>(ListText.entries(excludes));
        if (isDefaultExcludes()) {
            excluded.addAll(SnapshotRequest.LINKS);
            excluded.add(TEMPORARY_FILES);
            excluded.addAll(configuration.defaultExcludePatterns());
        }
        return new SnapshotRequest(
                new AntPatterns(ListText.entries(includes), excluded, isDefaultExcludes(), isFollowSymlinks()),
                algorithms(),
                normalizeLineEndings,
                configuration.linkBytes());
    }

    private List<DigestAlgorithm> algorithms() throws AbortException {
        var algorithms = new ArrayList<DigestAlgorithm>();
        for (var name : ListText.entries(hashAlgorithms)) {
            algorithms.add(Choice.of(DigestAlgorithm.class, "hashAlgorithms", name));
        }
        return algorithms.isEmpty() ? List.of(DigestAlgorithm.SHA256) : algorithms;
    }

    List<String> commandWords() {
        return command == null ? List.of() : List.of(Util.tokenize(command));
    }

    List<String> environmentNames() {
        return ListText.entries(environment);
    }

    EnvelopeFormat envelopeFormat() throws AbortException {
        return switch (Choice.of(Format.class, "format", getFormat())) {
            case LINK -> EnvelopeFormat.METABLOCK;
            case DSSE -> EnvelopeFormat.DSSE;
        };
    }

    Optional<KeyIdRule> keyIdRule() throws AbortException {
        return keyIds == null ? Optional.empty() : Optional.of(Choice.of(KeyIdRule.class, "keyIds", keyIds));
    }

    boolean recordsFailures() throws AbortException {
        return Choice.of(OnFailure.class, "onFailure", getOnFailure()) == OnFailure.RECORD;
    }

    /**
     * Refuses values that are none of a parameter's, and parameters that mean nothing together.
     *
     * @throws AbortException with a sentence that names them
     */
    public void check() throws AbortException {
        envelopeFormat();
        keyIdRule();
        recordsFailures();
        algorithms();
        new GivenParameters()
                .list("hashAlgorithms", hashAlgorithms)
                .list("materials", materials)
                .list("products", products)
                .list("excludes", excludes)
                .list("environment", environment)
                .with("replace", replace)
                .with("allowEmpty", allowEmpty)
                .onlyWith(isArchive(), "archive: true", "replace")
                .onlyWith(products != null, "products", "allowEmpty");
    }

    @Override
    public StepExecution start(StepContext context) throws InterruptedException, MissingContextVariableException {
        return new RecordStepExecution(context, this);
    }

    /** Describes the step and its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements SigningCredentialForm {
        @Override
        public String getFunctionName() {
            return "inTotoRecord";
        }

        @Override
        public String getDisplayName() {
            return Messages.RecordStep_DisplayName();
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            // Not the directory, although the step must be within a node: it would fail where an agent has just been
            // lost.
            return Set.of(Run.class, TaskListener.class, EnvVars.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            return namedArgs.get("stepName") instanceof String name ? name : null;
        }

        /** Whether the name can be that of a step. */
        @POST
        public FormValidation doCheckStepName(@AncestorInPath Item item, @QueryParameter String value) {
            var name = Util.fixNull(value).trim();
            return !JobForm.isConfiguring(item) || name.isEmpty() || ItemNames.isSafe(name)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.RecordStep_NoStepName());
        }

        /** Whether the names are those of hash algorithms. */
        @POST
        public FormValidation doCheckHashAlgorithms(@AncestorInPath Item item, @QueryParameter String value) {
            boolean known = ListText.entries(value).stream()
                    .allMatch(name -> DigestAlgorithm.named(name).isPresent());
            return !JobForm.isConfiguring(item) || known
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.RecordStep_NoHashAlgorithm());
        }

        /** The choices of {@code format}. */
        @POST
        public ListBoxModel doFillFormatItems() {
            return JobForm.choices(Messages.RecordStep_FormatLink(), "link", Messages.RecordStep_FormatDsse(), "dsse");
        }

        /** The choices of {@code keyIds}. */
        @POST
        public ListBoxModel doFillKeyIdsItems() {
            return JobForm.choices(
                    Messages.RecordStep_KeyIdsDefault(),
                    "",
                    Messages.RecordStep_KeyIdsLegacy(),
                    "legacy",
                    Messages.RecordStep_KeyIdsCurrent(),
                    "current");
        }

        /** The choices of {@code onFailure}. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            return JobForm.choices(
                    Messages.RecordStep_OnFailureSkip(), "skip", Messages.RecordStep_OnFailureRecord(), "record");
        }
    }
}
