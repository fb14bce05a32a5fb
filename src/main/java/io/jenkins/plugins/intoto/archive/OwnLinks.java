package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.SignedFile.Stage;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.verify.LinkSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The links among the archived artifacts of a run, of which those that the run has signed, or has from the run that it was
 * restarted from, must be byte by byte what was signed: a build can put anything into their places, also an earlier link of
 * its own.
 */
public final class OwnLinks implements LinkSource {
    private final Optional<RunState> state;
    private final LinkSource links;

    /**
     * @param run the run whose artifacts they are among
     */
    public OwnLinks(Run<?, ?> run) {
        this.state = Optional.ofNullable(run.getAction(RunState.class));
        this.links = new RunArchive(run).links();
    }

    @Override
    public Set<String> fileNames() throws UnreadableFileException {
        return links.fileNames();
    }

    @Override
    public long size(String fileName) throws UnreadableFileException {
        return links.size(fileName);
    }

    @Override
    public InputStream open(String fileName) throws UnreadableFileException {
        var signed = signed(fileName);
        return signed.isPresent()
                ? new Checked(links.open(fileName), signed.get().sha256())
                : links.open(fileName);
    }

    private Optional<SignedFile> signed(String fileName) throws UnreadableFileException {
        return state.isEmpty()
                ? Optional.empty()
                : state.get().links().stream()
                        .filter(link -> link.fileName().equals(fileName))
                        .findFirst();
    }

    /** Those that a run which was restarted from a stage has from the original, which they name. */
    @Override
    public boolean vouchesFor(String fileName) throws UnreadableFileException {
        return signed(fileName).filter(link -> link.stage() == Stage.COPIED).isPresent();
    }

    /** What is below is of sublayouts, of which a run signs none. */
    @Override
    public LinkSource directory(String name) {
        return links.directory(name);
    }

    @Override
    public String describe(String fileName) {
        return links.describe(fileName);
    }

    @Override
    public String origin(String fileName) {
        return links.origin(fileName);
    }

    /** Fails at its end if it was not what it was to be. */
    private static final class Checked extends FilterInputStream {
        private final MessageDigest digest = DigestAlgorithm.SHA256.newDigest();
        private final String sha256;
        private boolean ended;

        Checked(InputStream in, String sha256) {
            super(in);
            this.sha256 = sha256;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            if (read > 0) {
                digest.update(buffer, offset, read);
            } else if (read < 0 && !ended) {
                ended = true;
                if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                    throw new IOException("it is not the link that the build has signed; it was replaced");
                }
            }
            return read;
        }

        /** Nothing goes by unread. */
        @Override
        public long skip(long count) throws IOException {
            return Math.max(0, read(new byte[(int) Math.min(count, 1 << 16)]));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
