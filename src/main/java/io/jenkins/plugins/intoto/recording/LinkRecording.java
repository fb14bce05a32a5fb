package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.LinkEnvironment;
import io.jenkins.plugins.intoto.archive.MaterialsFile;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.archive.SignedFile;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.credentials.SigningCredentials.NamedSigner;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Records one step of a run: a snapshot of the agent's files before, another after, and from both a link that the
 * controller signs and archives. Used by the Pipeline step and the post-build action alike.
 */
public final class LinkRecording {
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final RecordStep step;
    private final Origin origin;
    private final StepSnapshots snapshots;

    /**
     * @param run the run that the step is part of
     * @param listener its console
     * @param step what to record, and how
     * @param origin tells the steps of the run apart
     */
    public LinkRecording(Run<?, ?> run, TaskListener listener, RecordStep step, Origin origin) {
        this.run = run;
        this.listener = listener;
        this.step = step;
        this.origin = origin;
        this.snapshots = new StepSnapshots(step.getStepName(), listener);
    }

    /**
     * Reserves the link's place among the artifacts, and records the materials. What would make the link fail later fails
     * here, before the body runs. Materials that were recorded before Jenkins was restarted are kept: the body may have begun.
     *
     * @param directory what is recorded
     * @return the path that was reserved; empty if the link is not archived
     * @throws AbortException if name, key or a file is not fit for it, or another step of the run records such a link
     */
    public Optional<String> recordMaterials(FilePath directory) throws IOException, InterruptedException {
        step.check();
        if (!ItemNames.isSafe(step.getStepName())) {
            throw Console.abort(Messages.LinkRecording_UnsafeName(step.getStepName()));
        }
        String path;
        try (var signer = signer()) {
            path = RunArchive.FOLDER + "/" + fileName(signer.key());
        }
        if (step.isArchive()) {
            reserve(path);
        }
        var materials = MaterialsFile.of(run, origin);
        if (!materials.exists()) {
            materials.write(snapshots.take(directory, step.materialsRequest(), StepSnapshots.Kind.MATERIAL));
        }
        return step.isArchive() ? Optional.of(path) : Optional.empty();
    }

    /**
     * Reserves the link's place among the artifacts, also again after Jenkins was restarted.
     *
     * @param path its path
     * @throws AbortException if the build has a link there already, or another of its steps is recording one
     */
    public void reserve(String path) throws IOException {
        var state = RunState.of(run);
        boolean free = state.reserve(path, origin);
        // What is there and was not put there by a step of the run has been archived by the build in another way.
        boolean foreign = free && !state.knows(path) && new RunArchive(run).has(path.substring(path.indexOf('/') + 1));
        if ((!free || foreign) && !step.isReplace()) {
            throw Console.abort(Messages.LinkRecording_LinkExists(step.getStepName(), path));
        }
    }

    /**
     * Records the products, then signs and archives the link. If the step had done so when Jenkins was restarted, that link
     * is kept.
     *
     * @param directory what is recorded
     * @param variables the environment of the step
     * @param byproducts what else to put into the link
     * @throws AbortException if key or a file is not fit for it, or the build has such a link
     */
    public void recordProducts(FilePath directory, EnvVars variables, Map<String, Object> byproducts)
            throws IOException, InterruptedException {
        var archive = new ArchiveWriter(run);
        var kind = step.isArchive() ? SignedFile.Kind.LINK : SignedFile.Kind.WORKSPACE_LINK;
        var signed = archive.carryOn(origin, kind, Optional.of(directory), listener);
        if (!signed.isEmpty()) {
            for (var link : signed) {
                log(link, recordedSigner(link));
            }
            return;
        }
        try (var signer = signer()) {
            var link = new Link(
                    step.getStepName(),
                    step.commandWords(),
                    MaterialsFile.of(run, origin).read(),
                    products(directory),
                    byproducts,
                    LinkEnvironment.of(run, directory, variables, step.patterns(), step.environmentNames()));
            var envelope = UnsignedEnvelope.of(link, step.envelopeFormat());
            requireFitting(envelope);
            var key = signer.key();
            var signatures = envelope.sign(key);
            AtomicFile.Content<IOException> content = out -> envelope.writeTo(out, signatures);
            var file = fileName(key);
            var written = step.isArchive()
                    ? archive.putLink(
                            origin,
                            file,
                            step.getStepName(),
                            key.publicKey(),
                            signer.name(),
                            step.isReplace(),
                            content,
                            listener)
                    : archive.putIntoWorkspace(
                            directory, file, origin, step.getStepName(), key.publicKey(), signer.name(), content);
            log(written, signer.name().inFullWith(key.publicKey().keyId()));
        } catch (SigningException e) {
            throw noLink(e.getMessage());
        }
    }

    private Artifacts products(FilePath directory) throws IOException, InterruptedException {
        var products = snapshots.take(directory, step.productsRequest(), StepSnapshots.Kind.PRODUCT);
        if (products.isEmpty() && step.getProducts() != null && !step.isAllowEmpty()) {
            throw noLink(Messages.LinkRecording_NothingMatches(DisplayText.of(step.getProducts())));
        }
        return products;
    }

    /** What could never be read again, neither by this Jenkins, is not signed. */
    private void requireFitting(UnsignedEnvelope envelope) throws IOException {
        var configuration = InTotoConfiguration.get();
        if (envelope.isLargerThan(configuration.linkBytes())) {
            throw noLink(Messages.LinkRecording_TooLarge(configuration.getLinkLimit()));
        }
    }

    private AbortException noLink(String why) {
        return Console.abort(Messages.LinkRecording_NoLink(step.getStepName(), why));
    }

    /** Forgets the materials and gives the reserved place back; to be called whatever came of the step. */
    public void discard() throws IOException {
        RunState.of(run).release(origin);
        MaterialsFile.of(run, origin).delete();
    }

    /** Who signed a link, as the run has noted it: the credential may be gone since. */
    private String recordedSigner(SignedFile link) throws AbortException {
        try {
            var id = new KeyId(link.signer());
            var names = RunState.of(run).keyNames();
            return names.find(id).map(name -> name.inFullWith(id)).orElseGet(() -> names.of(id));
        } catch (UnreadableFileException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
    }

    private NamedSigner signer() throws AbortException {
        return SigningCredentials.find(run, step.getCredentialsId(), step.getStepName());
    }

    private String fileName(Signer signer) throws AbortException {
        var rule = step.keyIdRule().orElseGet(() -> InTotoConfiguration.get().keyIdRule());
        KeyId id = signer.publicKey().idUnder(rule);
        return LinkFileNames.link(step.getStepName(), id);
    }

    private void log(SignedFile link, String signer) {
        Console.println(
                listener,
                step.isArchive()
                        ? Messages.LinkRecording_Archived(link.path(), signer)
                        : Messages.LinkRecording_Wrote(link.path(), signer));
    }
}
