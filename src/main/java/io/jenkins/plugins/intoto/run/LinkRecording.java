package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.MaterialsFile;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.key.Signer;
import io.jenkins.plugins.intoto.key.SigningException;
import io.jenkins.plugins.intoto.model.ItemNames;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.LinkFileNames;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * Records one step of a run: a snapshot of the agent's files before, another after, and from both a link that the
 * controller signs and archives. Used by the Pipeline step and the post-build action alike.
 */
public final class LinkRecording {
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final String step;
    private final String credentialsId;
    private final RecordingOptions options;
    private final StepSnapshots snapshots;

    /**
     * @param run the run that the step is part of
     * @param listener its console
     * @param step the name of the step
     * @param credentialsId the id of the credential that signs
     * @param options how to record
     */
    public LinkRecording(
            Run<?, ?> run, TaskListener listener, String step, String credentialsId, RecordingOptions options) {
        this.run = run;
        this.listener = listener;
        this.step = step;
        this.credentialsId = credentialsId;
        this.options = options;
        this.snapshots = new StepSnapshots(step, listener);
    }

    /**
     * Records the materials. What would make the link fail later fails here, before the body runs.
     *
     * @param directory what is recorded
     * @param id tells the steps of the run apart
     * @throws AbortException if name, key or a file is not fit for it
     */
    public void recordMaterials(FilePath directory, UUID id) throws IOException, InterruptedException {
        options.check();
        if (!ItemNames.isSafe(step)) {
            throw new AbortException(
                    "[in-toto] \"" + step + "\" cannot name a step: the name becomes part of a file name");
        }
        requireUnrecorded(fileName(signer()));
        var materials = snapshots.take(directory, options.materialsRequest(), "material");
        MaterialsFile.of(run, id).write(materials);
    }

    /**
     * Records the products, then signs and archives the link.
     *
     * @param directory what is recorded
     * @param variables the environment of the step
     * @param byproducts what else to put into the link
     * @param id as for the materials
     * @throws AbortException if key or a file is not fit for it, or the build has such a link
     */
    public void recordProducts(FilePath directory, EnvVars variables, Map<String, Object> byproducts, UUID id)
            throws IOException, InterruptedException {
        var signer = signer();
        var products = snapshots.take(directory, options.productsRequest(), "product");
        if (products.isEmpty() && options.getProducts() != null && !options.isAllowEmpty()) {
            throw new AbortException("[in-toto] no link of step '" + step + "': no file matches "
                    + DisplayText.of(options.getProducts()) + "; allowEmpty: true (Allow no products) permits that");
        }
        var link = new Link(
                step,
                options.commandWords(),
                MaterialsFile.of(run, id).read(),
                products,
                byproducts,
                LinkEnvironment.of(run, directory, variables, options.environmentNames()));
        var envelope = UnsignedEnvelope.of(link, options.envelopeFormat());
        try {
            var signatures = envelope.sign(signer);
            var file = fileName(signer);
            var name = SigningCredentials.name(run, credentialsId);
            var signedBy = name.inFullWith(signer.publicKey().keyId());
            if (options.isArchive()) {
                var action = InTotoAction.of(run);
                // Parallel branches may record one step twice; the second must see the first.
                synchronized (action) {
                    requireUnrecorded(file);
                    new RunArchive(run).put(file, out -> envelope.writeTo(out, signatures), listener);
                    action.linkRecorded(file, signer.publicKey(), name);
                }
                log("archived " + RunArchive.FOLDER + "/" + file + ", signed by " + signedBy);
            } else {
                directory.child(file).copyFrom(new ByteArrayInputStream(envelope.toByteArray(signatures)));
                log("wrote " + file + ", signed by " + signedBy);
            }
        } catch (SigningException e) {
            throw new AbortException("[in-toto] no link of step '" + step + "': " + e.getMessage());
        }
    }

    /** Forgets the materials; to be called whatever came of the step. */
    public void discard(UUID id) throws IOException {
        MaterialsFile.of(run, id).delete();
    }

    private Signer signer() throws IOException, InterruptedException {
        return SigningCredentials.find(run, credentialsId, step);
    }

    private String fileName(Signer signer) throws AbortException {
        var rule = options.keyIdRule().orElseGet(() -> InTotoConfiguration.get().keyIdRule());
        KeyId id = signer.publicKey().idUnder(rule);
        return LinkFileNames.link(step, id);
    }

    private void requireUnrecorded(String file) throws IOException {
        if (options.isArchive() && !options.isReplace() && new RunArchive(run).has(file)) {
            throw new AbortException("[in-toto] this build has a link of step '" + step + "' by this key already ("
                    + RunArchive.FOLDER + "/" + file + "); use another step name, or replace: true");
        }
    }

    private void log(String line) {
        listener.getLogger().println("[in-toto] " + line);
    }
}
