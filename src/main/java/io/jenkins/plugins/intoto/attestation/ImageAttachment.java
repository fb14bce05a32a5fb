package io.jenkins.plugins.intoto.attestation;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.Consequence;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Keeps attestations of images beside them in their registry, after they were archived. Which images a line is of stands in the
 * line, so that it can be done again after Jenkins was restarted, and what is there already is not there twice.
 */
final class ImageAttachment {
    private static final JsonLimits LIMITS = BundleReader.limits(2047);

    private final AttestedImages images;
    private final Attachment how;
    private final Consequence consequence;
    private final TaskListener listener;

    ImageAttachment(AttestedImages images, Attachment how, Consequence consequence, TaskListener listener) {
        this.images = images;
        this.how = how;
        this.consequence = consequence;
        this.listener = listener;
    }

    /** Whether anything is kept there. */
    boolean isWanted() {
        return how != Attachment.NONE;
    }

    /**
     * Attaches lines of bundles to all images that they are of, and goes on if one cannot be attached.
     *
     * @param lines envelopes or Sigstore bundles, which are archived
     * @return what failed, if that is to be shown and did not fail the step
     */
    Optional<String> attach(Run<?, ?> run, Collection<byte[]> lines) throws IOException, InterruptedException {
        if (!isWanted()) {
            return Optional.empty();
        }
        var failures = new ArrayList<String>();
        for (byte[] line : lines) {
            for (var subject : subjects(line)) {
                try {
                    var image = image(subject);
                    images.registry(image).attach(line, how);
                    Console.println(listener, Messages.ImageAttachment_Attached(DisplayText.of(image.toString())));
                } catch (InTotoException e) {
                    failures.add(DisplayText.of(e.getMessage()));
                }
            }
        }
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        var sentence = Messages.ImageAttachment_NotAttached(String.join("; ", failures));
        if (consequence != Consequence.FAIL) {
            Console.println(listener, sentence);
        }
        consequence.impose(run, listener, sentence, Messages.ImageAttachment_Reported());
        return Optional.of(sentence);
    }

    private static OciImage image(ResourceDescriptor subject) throws InTotoException {
        return OciImage.of(
                subject.name().orElse(""),
                "sha256:" + subject.digest().value("sha256").orElse(""));
    }

    private static List<ResourceDescriptor> subjects(byte[] line) throws IOException {
        try {
            return Statement.read(payload(line), "line", LIMITS).subjects();
        } catch (InTotoException e) {
            throw unreadable(e);
        }
    }

    /** What was signed in a line that was signed here. */
    static byte[] payload(byte[] line) throws IOException {
        var read = new ArrayList<BundleLine>();
        try {
            BundleReader.<RuntimeException>forEachLine(new ByteArrayInputStream(line), "line", LIMITS, read::add);
        } catch (InTotoException e) {
            throw unreadable(e);
        }
        return read.get(0).message().orElseThrow().payload();
    }

    private static IOException unreadable(InTotoException e) {
        return new IOException("what was signed here cannot be read: " + e.getMessage(), e);
    }
}
