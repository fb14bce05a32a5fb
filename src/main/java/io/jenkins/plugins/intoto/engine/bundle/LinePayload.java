package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonReader;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes out of a line of a bundle what was signed, without holding either in memory, however large they are. */
public final class LinePayload {
    private LinePayload() {}

    /**
     * Writes the payload of an envelope, be it within a Sigstore bundle, to a file.
     *
     * @param line a file of this one line
     * @param name what messages call it
     * @param limits how much is accepted
     * @param target receives the payload; replaced if it is there
     * @throws UnreadableFileException if the line cannot be read
     * @throws MalformedJsonException if it has no payload in base64
     * @throws IOException if the payload cannot be written
     */
    public static void write(Path line, String name, JsonLimits limits, Path target)
            throws UnreadableFileException, MalformedJsonException, IOException {
        // DSSE leaves the alphabet to whoever writes.
        if (!write(line, name, limits, target, false) && !write(line, name, limits, target, true)) {
            throw new MalformedJsonException(name, "", "has no payload in base64");
        }
    }

    private static boolean write(Path line, String name, JsonLimits limits, Path target, boolean urlSafe)
            throws UnreadableFileException, MalformedJsonException, IOException {
        var written = new AtomicInteger();
        try (var out = new BufferedOutputStream(Files.newOutputStream(target));
                var json = JsonReader.strict(LimitedFile.open(line), name, limits, limits.maxBytes())) {
            json.<MalformedJsonException>stream((member, value) -> {
                if (member.equals("dsseEnvelope") && value.isObject()) {
                    value.<MalformedJsonException>stream(
                            (inner, content) -> member(inner, content, out, urlSafe, written));
                } else {
                    member(member, value, out, urlSafe, written);
                }
            });
            json.end();
        }
        return written.get() == 1;
    }

    private static void member(
            String name, JsonReader value, BufferedOutputStream out, boolean urlSafe, AtomicInteger written)
            throws MalformedJsonException {
        if (!name.equals("payload") || !value.isString()) {
            value.skip();
        } else if (value.base64(out, urlSafe)) {
            written.incrementAndGet();
        }
    }
}
