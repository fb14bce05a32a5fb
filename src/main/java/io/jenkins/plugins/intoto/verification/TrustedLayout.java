package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.ArchivedLinks;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.run.ArtifactPath;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A layout and the keys that must have signed it. The layout may come from anywhere; the keys come from the configuration of
 * Jenkins and its credentials, and never from what a build can write to.
 *
 * @param envelope the layout with its signatures, not checked yet
 * @param keys the keys, at least one
 * @param names what they are called
 * @param sublayouts the steps for which a sublayout counts as a link
 * @param outside the steps that are carried out outside of Jenkins, as whoever entered the layout says
 */
record TrustedLayout(
        Envelope envelope, List<VerificationKey> keys, KeyNames names, List<String> sublayouts, List<String> outside) {
    /** A layout is written by people and names some keys: this is plenty. */
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 64);

    /** Copies the lists. */
    TrustedLayout {
        keys = List.copyOf(keys);
        sublayouts = List.copyOf(sublayouts);
        outside = List.copyOf(outside);
    }

    /**
     * Finds what a step asks for.
     *
     * @param label what people call the layout
     * @throws AbortException with a sentence that says what to do if there is no such layout or no key
     */
    static TrustedLayout find(Run<?, ?> run, VerifyStep step, String label, BuildPlace place)
            throws IOException, InterruptedException {
        try {
            if (step.getLayout() != null) {
                return named(step, label);
            }
            if (step.getLayoutFile() != null) {
                var file = step.getLayoutFile();
                byte[] content = WorkspaceFiles.read(place.requireDirectory("layoutFile"), file, LIMITS.maxBytes());
                return signedBy(run, step, read(content, label));
            }
            var artifact = step.getLayoutArtifact();
            return signedBy(run, step, read(artifact(run, artifact), label));
        } catch (MalformedMetadataException e) {
            throw Console.abort(Messages.TrustedLayout_NoLayout(DisplayText.of(e.getMessage())));
        } catch (UnreadableFileException | UnreadableKeyException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
    }

    private static TrustedLayout named(VerifyStep step, String label)
            throws AbortException, MalformedMetadataException, UnreadableKeyException {
        var name = step.getLayout();
        NamedLayout layout = InTotoConfiguration.get()
                .layout(name)
                .orElseThrow(() -> Console.abort(Messages.TrustedLayout_Unknown(DisplayText.of(name))));
        var envelope = read(layout.getLayout().getBytes(StandardCharsets.UTF_8), label);
        var keys = layout.verificationKeys();
        if (keys.isEmpty()) {
            throw Console.abort(Messages.TrustedLayout_NoKeys(DisplayText.of(name)));
        }
        var names = KeyNames.NONE;
        for (int i = 0; i < keys.size(); i++) {
            names = names.with(keys.get(i), layout.getLayoutKeys().get(i).keyName());
        }
        return new TrustedLayout(
                envelope,
                keys,
                names,
                ListText.entries(layout.getAllowSublayouts()),
                ListText.entries(layout.getStepsOutsideJenkins()));
    }

    private static TrustedLayout signedBy(Run<?, ?> run, VerifyStep step, Envelope envelope)
            throws IOException, InterruptedException {
        if (step.getLayoutKeys().isEmpty()) {
            throw Console.abort(Messages.TrustedLayout_SetKeys());
        }
        var trusted = SigningCredentials.publicKeys(run, step.getLayoutKeys());
        return new TrustedLayout(
                envelope, trusted.keys(), trusted.names(), ListText.entries(step.getAllowSublayouts()), List.of());
    }

    private static byte[] artifact(Run<?, ?> run, String path) throws UnreadableFileException {
        if (!ArtifactPath.isSafe(path)) {
            throw new UnreadableFileException(path, "is not the path of an artifact");
        }
        var root = run.getArtifactManager().root();
        return new ArchivedLinks(root, run.getFullDisplayName() + ": ").read(path, LIMITS.maxBytes());
    }

    private static Envelope read(byte[] content, String source) throws MalformedMetadataException {
        return EnvelopeReader.read(content, source, LIMITS);
    }
}
