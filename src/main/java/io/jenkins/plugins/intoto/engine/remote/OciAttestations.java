package io.jenkins.plugins.intoto.engine.remote;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** The attestations that a registry keeps beside an image; unchecked. */
public final class OciAttestations {
    private final List<byte[]> lines;
    private final List<String> problems;

    OciAttestations(List<byte[]> lines, List<String> problems) {
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
    }

    /** The envelopes and Sigstore bundles, each on one line without its end; copies. */
    public List<byte[]> lines() {
        return lines.stream().map(byte[]::clone).toList();
    }

    /** The same as the content of a bundle. */
    public byte[] bundle() {
        var bundle = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            bundle.writeBytes(line);
            bundle.write('\n');
        }
        return bundle.toByteArray();
    }

    /** What could not be read though the registry lists it, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
