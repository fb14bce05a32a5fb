package io.jenkins.plugins.intoto.engine.remote;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The attestations that a registry keeps beside an image; unchecked. */
public final class OciAttestations {
    private static final byte[] LINE_END = {'\n'};

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

    /** The same as the content of a bundle, of which no further copy is made. */
    public InputStream open() {
        return new SequenceInputStream(Collections.enumeration(lines.stream()
                .flatMap(line -> Stream.of(line, LINE_END))
                .map(ByteArrayInputStream::new)
                .toList()));
    }

    /** What could not be read though the registry lists it, a sentence each. */
    public List<String> problems() {
        return problems;
    }
}
