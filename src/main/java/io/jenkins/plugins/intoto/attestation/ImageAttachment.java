package io.jenkins.plugins.intoto.attestation;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.Choice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps attestations of images beside them in their registry, after they were archived. Which images a line is of stands in the
 * line, so that it can be done again after Jenkins was restarted, and what is there already is not there twice.
 */
public final class ImageAttachment {
    private static final JsonLimits LIMITS = BundleReader.limits(2047);

    private final Attachment how;
    private final Registries registries;
    private final TaskListener listener;

    /** How the registries of images are asked. */
    public interface Registries {
        /**
         * Attaches a line to an image.
         *
         * @throws InTotoException if its registry does not take it, or is not asked
         */
        void attach(OciImage image, byte[] line, Attachment how) throws InTotoException, InterruptedException;
    }

    /**
     * An image to which a line could not be attached.
     *
     * @param image the image
     * @param reason why
     */
    public record Failure(OciImage image, InTotoException reason) {}

    /**
     * @param how where in registries attestations are kept
     * @param registries how these are asked
     * @param listener is told what was attached
     */
    public ImageAttachment(Attachment how, Registries registries, TaskListener listener) {
        this.how = how;
        this.registries = registries;
        this.listener = listener;
    }

    /**
     * Where in the registries of images their attestations are kept.
     *
     * @param attach what somebody chose; blank for what the global configuration says
     * @throws AbortException if it is none of the choices
     */
    public static Attachment chosen(@CheckForNull String attach) throws AbortException {
        var own = Util.fixEmptyAndTrim(attach);
        return Choice.of(
                Attachment.class,
                "attach",
                own == null ? AttestationConfiguration.get().getAttach() : own);
    }

    /** Whether anything is kept there. */
    boolean isWanted() {
        return how != Attachment.NONE;
    }

    /**
     * Attaches lines of bundles to the images that they are of, and goes on if one cannot be attached.
     *
     * @param lines envelopes or Sigstore bundles, which are archived
     * @param meant the images that they may be attached to
     * @return what could not be attached
     * @throws IOException if a line cannot be read
     */
    public List<Failure> attach(Collection<byte[]> lines, Predicate<OciImage> meant)
            throws IOException, InterruptedException {
        var failures = new ArrayList<Failure>();
        if (isWanted()) {
            for (byte[] line : lines) {
                for (var image : images(line).stream().filter(meant).toList()) {
                    try {
                        registries.attach(image, line, how);
                        Console.println(listener, Messages.ImageAttachment_Attached(DisplayText.of(image.toString())));
                    } catch (InTotoException e) {
                        failures.add(new Failure(image, e));
                    }
                }
            }
        }
        return failures;
    }

    private static List<OciImage> images(byte[] line) throws IOException {
        try {
            var images = new ArrayList<OciImage>();
            for (var subject : Statement.read(payload(line), "line", LIMITS).subjects()) {
                images.add(OciImage.of(
                        subject.name().orElse(""),
                        "sha256:" + subject.digest().value("sha256").orElse("")));
            }
            return images;
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
        return read.get(0).envelope().orElseThrow().payload();
    }

    private static IOException unreadable(InTotoException e) {
        return new IOException("what was signed here cannot be read: " + e.getMessage(), e);
    }
}
