package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.credentials.SigningCredentialForm;
import io.jenkins.plugins.intoto.credentials.TokenCredentials;
import io.jenkins.plugins.intoto.engine.predicate.ReportFormat;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.Consequence;
import io.jenkins.plugins.intoto.run.GivenParameters;
import io.jenkins.plugins.intoto.run.JobForm;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * {@code inTotoAttest(subjects: …, credentialsId: …)}: signs what is said of artifacts; returns the paths of the bundles. It
 * holds its parameters and nothing of a run; one that a script or a job leaves out is null and stands for its default.
 */
public final class AttestStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String IMAGES = "image or imageFile";

    private String credentialsId;
    private String predicate;
    private String predicateType;
    private String predicateFile;
    private String predicateFormat;
    private String predicateJson;
    private String subjects;
    private String excludes;
    private String checksumsFile;
    private boolean archived;
    private String image;
    private String imageFile;
    private boolean platforms;
    private String attach;
    private String registryCredentialsId;
    private String onAttachFailure;
    private String bundle;
    private String format;
    private boolean keyless;
    private String tokenCredentialsId;

    /** All parameters are optional as such; which go together is checked when the step runs. */
    @DataBoundConstructor
    public AttestStep() {}

    /** The id of the credential that signs; blank if it is done without a key. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).trim();
    }

    /**
     * What is said: {@code provenance}, {@code test-result}, {@code sbom}, {@code vulns} or {@code other}; null for what the
     * other parameters make of it.
     */
    public String getPredicate() {
        return predicate;
    }

    @DataBoundSetter
    public void setPredicate(String predicate) {
        this.predicate = Util.fixEmptyAndTrim(predicate);
    }

    /** The type of another predicate, a URI; null for the shorthands. */
    public String getPredicateType() {
        return predicateType;
    }

    @DataBoundSetter
    public void setPredicateType(String predicateType) {
        this.predicateType = Util.fixEmptyAndTrim(predicateType);
    }

    /** The file of the workspace with the predicate or report, for reports of tests Ant patterns; null for none. */
    public String getPredicateFile() {
        return predicateFile;
    }

    @DataBoundSetter
    public void setPredicateFile(String predicateFile) {
        this.predicateFile = Util.fixEmptyAndTrim(predicateFile);
    }

    /**
     * The format of the report that the predicate is made of: {@code trivy}, {@code grype}, {@code osv-scanner}, {@code sarif} or
     * {@code junit}; null if it is a predicate, or recognised.
     */
    public String getPredicateFormat() {
        return predicateFormat;
    }

    @DataBoundSetter
    public void setPredicateFormat(String predicateFormat) {
        this.predicateFormat = Util.fixEmptyAndTrim(predicateFormat);
    }

    /** The predicate itself as JSON; null for none. */
    public String getPredicateJson() {
        return predicateJson;
    }

    @DataBoundSetter
    public void setPredicateJson(String predicateJson) {
        this.predicateJson = Util.fixEmptyAndTrim(predicateJson);
    }

    /** Ant patterns of the artifacts that it is about, and names with digests of what is not a file, separated by commas. */
    public String getSubjects() {
        return subjects;
    }

    @DataBoundSetter
    public void setSubjects(String subjects) {
        this.subjects = Util.fixEmptyAndTrim(subjects);
    }

    /** Ant patterns of files that are left out, separated by commas; null for none. */
    public String getExcludes() {
        return excludes;
    }

    @DataBoundSetter
    public void setExcludes(String excludes) {
        this.excludes = Util.fixEmptyAndTrim(excludes);
    }

    /** The file of the workspace that lists subjects by their checksums; null for none. */
    public String getChecksumsFile() {
        return checksumsFile;
    }

    @DataBoundSetter
    public void setChecksumsFile(String checksumsFile) {
        this.checksumsFile = Util.fixEmptyAndTrim(checksumsFile);
    }

    /** Whether the subjects are among the archived artifacts of the build instead of in the workspace. */
    public boolean isArchived() {
        return archived;
    }

    @DataBoundSetter
    public void setArchived(boolean archived) {
        this.archived = archived;
    }

    /** The images in registries that it is about, by their digests, or the repository of that of the file; null for none. */
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

    /** Whether of an image for several platforms the image of each is a subject as well. */
    public boolean isPlatforms() {
        return platforms;
    }

    @DataBoundSetter
    public void setPlatforms(boolean platforms) {
        this.platforms = platforms;
    }

    /**
     * How attestations of images are kept in their registry: {@code referrers}, {@code cosign} or {@code none}; null for what the
     * global configuration says.
     */
    public String getAttach() {
        return attach;
    }

    @DataBoundSetter
    public void setAttach(String attach) {
        this.attach = Util.fixEmptyAndTrim(attach);
    }

    /** The id of the user name and password for the registry; null for none. */
    public String getRegistryCredentialsId() {
        return registryCredentialsId;
    }

    @DataBoundSetter
    public void setRegistryCredentialsId(String registryCredentialsId) {
        this.registryCredentialsId = Util.fixEmptyAndTrim(registryCredentialsId);
    }

    /** What to do if an attestation cannot be attached: {@code fail}, {@code unstable} or {@code report}; null to fail. */
    public String getOnAttachFailure() {
        return onAttachFailure;
    }

    @DataBoundSetter
    public void setOnAttachFailure(String onAttachFailure) {
        this.onAttachFailure = Util.fixEmptyAndTrim(onAttachFailure);
    }

    /** The archived file for one attestation of all subjects; null for one of each beside it. */
    public String getBundle() {
        return bundle;
    }

    @DataBoundSetter
    public void setBundle(String bundle) {
        this.bundle = Util.fixEmptyAndTrim(bundle);
    }

    /** What the attestation is wrapped in: {@code dsse} or {@code sigstore}; null for the usual one. */
    public String getFormat() {
        return format;
    }

    @DataBoundSetter
    public void setFormat(String format) {
        this.format = Util.fixEmptyAndTrim(format);
    }

    /** Whether the key is made for this attestation alone and certified by Fulcio, instead of one of a credential. */
    public boolean isKeyless() {
        return keyless;
    }

    @DataBoundSetter
    public void setKeyless(boolean keyless) {
        this.keyless = keyless;
    }

    /** The id of the secret text with the token that says who signs without a key; null for none. */
    public String getTokenCredentialsId() {
        return tokenCredentialsId;
    }

    @DataBoundSetter
    public void setTokenCredentialsId(String tokenCredentialsId) {
        this.tokenCredentialsId = Util.fixEmptyAndTrim(tokenCredentialsId);
    }

    /**
     * What is said, as the parameters have it: a format makes it what is made of its reports, a type another predicate, and a
     * predicate without a type a bill of materials, which tells itself what it is.
     *
     * @throws AbortException if {@code predicate} or {@code predicateFormat} is none of its choices
     */
    PredicateKind kind() throws AbortException {
        if (predicate != null) {
            return Choice.of(PredicateKind.class, "predicate", predicate);
        }
        if (predicateFormat != null) {
            return format(predicateFormat) == ReportFormat.JUNIT ? PredicateKind.TEST_RESULT : PredicateKind.VULNS;
        }
        if (predicateType != null) {
            return PredicateKind.OTHER;
        }
        return predicateFile != null || predicateJson != null ? PredicateKind.SBOM : PredicateKind.PROVENANCE;
    }

    private static ReportFormat format(String word) throws AbortException {
        return Choice.of(ReportFormat.class, "predicateFormat", word);
    }

    /** The format of the report that the predicate is made of, if it is said. */
    Optional<ReportFormat> reportFormat() throws AbortException {
        return predicateFormat == null ? Optional.empty() : Optional.of(format(predicateFormat));
    }

    /** The word for what is said, given or made of the other parameters; for the form. */
    public String getChosenPredicate() {
        try {
            return Choice.word(kind());
        } catch (AbortException e) {
            return predicate;
        }
    }

    /** Whether it was left to the parameters what is said. */
    boolean isInferred() {
        return predicate == null && predicateFormat == null;
    }

    /**
     * What a signature by a key is wrapped in; without a key it is a Sigstore bundle, and so it is where only such a bundle can
     * refer to its image.
     */
    EnvelopeKind envelope() throws AbortException {
        return EnvelopeKind.of(format, attachment());
    }

    /** Whether the subjects are images in registries. */
    boolean namesImages() {
        return image != null || imageFile != null;
    }

    /** Where in the registries of images their attestations are kept. */
    Attachment attachment() throws AbortException {
        if (!namesImages()) {
            return Attachment.NONE;
        }
        return ImageAttachment.chosen(attach);
    }

    /** What happens to the build if an attestation cannot be attached. */
    Consequence attachConsequence() throws AbortException {
        return onAttachFailure == null
                ? Consequence.FAIL
                : Choice.of(Consequence.class, "onAttachFailure", onAttachFailure);
    }

    /** Whether it is signed without a key, which a token alone stands for too. */
    boolean signsKeyless() {
        return keyless || (tokenCredentialsId != null && getCredentialsId().isEmpty());
    }

    /**
     * Refuses values that are none of a parameter's, and parameters that mean nothing together.
     *
     * @throws AbortException with a sentence that names them
     */
    public void check() throws AbortException {
        InlinePredicate.check(predicateJson);
        var kind = kind();
        boolean scan = kind == PredicateKind.VULNS;
        boolean tests = kind == PredicateKind.TEST_RESULT;
        var report = reportFormat();
        boolean junit = report.isPresent() && report.get() == ReportFormat.JUNIT;
        var choice = "predicate: '" + Choice.word(kind) + "'";
        new GivenParameters()
                .with("predicateType", predicateType != null)
                .with("predicateFile", predicateFile != null)
                .with("predicateFormat", predicateFormat != null)
                .with("predicateFormat: '" + predicateFormat + "'", report.isPresent() && junit != tests)
                .with("predicateJson", predicateJson != null)
                .list("subjects", subjects)
                .list("excludes", excludes)
                .with("checksumsFile", checksumsFile != null)
                .with("archived", archived)
                .list("image", image)
                .with("platforms", platforms)
                .with("attach", attach != null)
                .with("registryCredentialsId", registryCredentialsId != null)
                .with("onAttachFailure", onAttachFailure != null)
                .with("credentialsId", !getCredentialsId().isEmpty())
                .with("tokenCredentialsId", tokenCredentialsId != null)
                .with("format: 'dsse'", envelope() == EnvelopeKind.DSSE && format != null)
                .notWith(kind == PredicateKind.PROVENANCE, choice, "predicateType", "predicateFile", "predicateJson")
                .notWith(tests, choice, "predicateType", "predicateJson")
                .onlyWith(scan || tests, "predicate: 'vulns' or 'test-result'", "predicateFormat")
                .notWith(true, choice, "predicateFormat: '" + predicateFormat + "'")
                .notWith(report.isPresent(), "predicateFormat", "predicateType")
                .notWith(kind == PredicateKind.SBOM, Messages.AttestStep_OwnType(choice), "predicateType")
                .atMostOne("predicateFile", "predicateJson")
                .notWith(signsKeyless(), "keyless: true", "credentialsId", "format: 'dsse'")
                .onlyWith(signsKeyless(), "keyless: true", "tokenCredentialsId")
                .notWith(namesImages(), IMAGES, "subjects", "excludes", "checksumsFile", "archived")
                .onlyWith(namesImages(), IMAGES, "platforms", "attach", "registryCredentialsId", "onAttachFailure")
                .notWith(attachment() == Attachment.REFERRERS, "attach: 'referrers'", "format: 'dsse'");
        attachConsequence();
    }

    @Override
    public StepExecution start(StepContext context) throws InterruptedException {
        return new AttestStepExecution(context, this);
    }

    /** Describes the step and its form. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor
            implements SigningCredentialForm, ImageForm, AttachmentForm, CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return "inTotoAttest";
        }

        @Override
        public String getDisplayName() {
            return Messages.AttestStep_DisplayName();
        }

        @Override
        public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            JobForm.withoutBlocks(form, "predicate", "keyless");
            // What a script need not say is not in the snippet.
            if ("provenance".equals(form.opt("predicate"))) {
                form.remove("predicate");
            }
            if ("dsse".equals(form.opt("format"))) {
                form.remove("format");
            }
            return super.newInstance(request, form);
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, FlowNode.class);
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            for (var named : new String[] {"subjects", "image", "imageFile"}) {
                if (namedArgs.get(named) instanceof String subjects) {
                    return subjects;
                }
            }
            return null;
        }

        /** Lets scripts write a predicate as a map. */
        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return InlinePredicate.asJson(arguments);
        }

        /** The formats of reports of scanners; those of tests have a field of their own. */
        @POST
        public ListBoxModel doFillPredicateFormatItems() {
            return JobForm.choices(
                    Messages.AttestStep_FormatRecognised(),
                    "",
                    "Trivy",
                    ReportFormat.TRIVY.word(),
                    "Grype",
                    ReportFormat.GRYPE.word(),
                    "OSV-Scanner",
                    ReportFormat.OSV_SCANNER.word(),
                    "SARIF",
                    ReportFormat.SARIF.word());
        }

        /** The choices of {@code format}. */
        @POST
        public ListBoxModel doFillFormatItems() {
            return JobForm.choices(
                    Messages.AttestStep_FormatDsse(), "dsse", Messages.AttestStep_FormatSigstore(), "sigstore");
        }

        /** The choices of {@code onAttachFailure}. */
        @POST
        public ListBoxModel doFillOnAttachFailureItems() {
            return Consequence.choices("");
        }

        /** The credentials with a token. */
        @POST
        public ListBoxModel doFillTokenCredentialsIdItems(
                @AncestorInPath Item item, @QueryParameter String tokenCredentialsId) {
            return TokenCredentials.items(item, tokenCredentialsId);
        }
    }
}
