package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.model.MetadataDefect;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads links and layouts, also those that were written by hand and have no envelope yet. */
public final class MetadataFile {
    private static final byte[] BEFORE = "{\"signatures\":[],\"signed\":".getBytes(StandardCharsets.US_ASCII);

    private MetadataFile() {}

    /**
     * Reads a file.
     *
     * @return what it holds; without signatures if it is a bare link or layout
     * @throws InTotoException if it cannot be read or is neither a link nor a layout
     */
    public static Envelope read(Path file) throws InTotoException {
        return read(LimitedFile.read(file, JsonLimits.DEFAULT.maxBytes()), file.toString());
    }

    /**
     * Reads the content of a file.
     *
     * @param source the name of the file
     * @throws InTotoException if it is neither a link nor a layout
     */
    public static Envelope read(byte[] content, String source) throws InTotoException {
        try {
            return EnvelopeReader.read(content, source, JsonLimits.DEFAULT);
        } catch (MalformedMetadataException e) {
            if (e.defect() == MetadataDefect.NO_ENVELOPE
                    && Json.parseObject(content, source, JsonLimits.DEFAULT).has("_type")) {
                return EnvelopeReader.read(enveloped(content), source, JsonLimits.DEFAULT);
            }
            throw e;
        }
    }

    /**
     * Reads a file that holds a link.
     *
     * @throws InTotoException if it cannot be read or holds none
     */
    public static Link link(Path file) throws InTotoException {
        return link(read(file));
    }

    /**
     * Reads the content of a file that holds a link.
     *
     * @param source the name of the file
     * @throws InTotoException if it holds none
     */
    public static Link link(byte[] content, String source) throws InTotoException {
        return link(read(content, source));
    }

    private static Link link(Envelope envelope) throws CommandFailedException {
        if (envelope.payload() instanceof Link link) {
            return link;
        }
        throw new CommandFailedException(envelope.source() + ": is a layout, a link is needed");
    }

    private static byte[] enveloped(byte[] bare) {
        var envelope = new ByteArrayOutputStream(bare.length + BEFORE.length + 1);
        envelope.writeBytes(BEFORE);
        envelope.writeBytes(bare);
        envelope.write('}');
        return envelope.toByteArray();
    }

    /**
     * The layout in an envelope.
     *
     * @throws CommandFailedException if it is a link
     */
    public static Layout layout(Envelope envelope) throws CommandFailedException {
        if (envelope.payload() instanceof Layout layout) {
            return layout;
        }
        throw new CommandFailedException(
                envelope.source() + ": is a " + envelope.payload().type() + ", a layout is needed");
    }
}
