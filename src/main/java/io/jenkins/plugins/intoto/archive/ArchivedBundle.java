package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import jenkins.util.VirtualFile;

/** A bundle of attestations among the archived artifacts of a run, on whatever storage. */
public final class ArchivedBundle {
    private static final long MOST_BYTES = 256L << 20;

    private final Run<?, ?> run;
    private final String path;

    /**
     * @param run the run whose artifact it is
     * @param path its path among the artifacts; trusted to be one
     */
    public ArchivedBundle(Run<?, ?> run, String path) {
        this.run = run;
        this.path = path;
    }

    /**
     * Adds a line at the end; the bundle is made if it is not there. Callers see to it that only one does so at a time.
     *
     * @param line an envelope or a Sigstore bundle on one line, without a line end
     * @param listener where the artifact manager may write to
     * @throws IOException if it cannot be read or archived; then it is as it was
     * @throws InterruptedException if the build is aborted
     */
    public void append(byte[] line, TaskListener listener) throws IOException, InterruptedException {
        var file = run.getArtifactManager().root().child(path);
        boolean exists = file.isFile();
        if (exists && file.length() > MOST_BYTES) {
            throw new IOException("[in-toto] " + path + " is larger than " + MOST_BYTES + " bytes, which is the limit");
        }
        new RunArchive(run)
                .<IOException>archive(
                        path,
                        out -> {
                            if (exists) {
                                copy(file, out);
                            }
                            out.write(line);
                            out.write('\n');
                        },
                        listener);
    }

    /** What is there may come from a build: a line without an end would swallow the one that is added. */
    private static void copy(VirtualFile file, OutputStream out) throws IOException {
        int last = '\n';
        try (var in = file.open()) {
            var buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                last = count > 0 ? buffer[count - 1] : last;
            }
        }
        if (last != '\n') {
            out.write('\n');
        }
    }
}
