package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.bundle.BundleFile;
import io.jenkins.plugins.intoto.file.AtomicFile;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import jenkins.util.VirtualFile;

/** The bundles of attestations among the archived artifacts of a run, on whatever storage. */
public final class ArchivedBundles {
    private static final long MOST_BYTES = 256L << 20;

    private final Run<?, ?> run;

    /**
     * @param run the run whose artifacts they are
     */
    public ArchivedBundles(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Adds a line to the end of each bundle; those that are not there are made. All are archived in one go. Callers see to it
     * that only one does so at a time.
     *
     * @param lines the path of each bundle among the artifacts, trusted to be one, and an envelope or a Sigstore bundle on
     *     one line, without a line end
     * @param listener where the artifact manager may write to
     * @throws IOException if one cannot be read or archived
     * @throws InterruptedException if the build is aborted
     */
    public void append(Map<String, byte[]> lines, TaskListener listener) throws IOException, InterruptedException {
        var root = run.getArtifactManager().root();
        var contents = new TreeMap<String, AtomicFile.Content<IOException>>();
        for (var entry : lines.entrySet()) {
            contents.put(entry.getKey(), appended(root.child(entry.getKey()), entry.getKey(), entry.getValue()));
        }
        new RunArchive(run).archive(contents, listener);
    }

    private static AtomicFile.Content<IOException> appended(VirtualFile file, String path, byte[] line)
            throws IOException {
        boolean exists = file.isFile();
        if (exists && file.length() > MOST_BYTES) {
            throw new IOException("[in-toto] " + path + " is larger than " + MOST_BYTES + " bytes, which is the limit");
        }
        return out -> {
            if (exists) {
                // It may come from the build.
                try (var in = file.open()) {
                    BundleFile.copy(in, out);
                }
            }
            out.write(line);
            out.write('\n');
        };
    }
}
