package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;

/** A bundle of attestations among the archived artifacts of a run, on whatever storage. */
public final class ArchivedBundle {
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
        new RunArchive(run)
                .<IOException>archive(
                        path,
                        out -> {
                            if (exists) {
                                try (var in = file.open()) {
                                    in.transferTo(out);
                                }
                            }
                            out.write(line);
                            out.write('\n');
                        },
                        listener);
    }
}
