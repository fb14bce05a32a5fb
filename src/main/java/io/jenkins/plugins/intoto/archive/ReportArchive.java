package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts the reports of verifications beside the links of a run, and takes note of what they say. */
public final class ReportArchive {
    private final RunState state;
    private final ArchiveWriter archive;
    private final TaskListener listener;

    /**
     * @param run the run that verifies
     * @param listener its console
     */
    public ReportArchive(Run<?, ?> run, TaskListener listener) {
        this.state = RunState.of(run);
        this.archive = new ArchiveWriter(run);
        this.listener = listener;
    }

    /**
     * Archives a report under a name that is made from that of its layout or policy, and numbered if the run has one of that
     * name. What the same step had come to before it was interrupted is replaced.
     *
     * @param origin the step of the run that verifies
     * @param label what people call the layout or policy
     * @param json the report for programs
     * @param picture the picture of the chain, if there is one
     * @param summary what the run shall remember, of where the report is
     * @throws IOException if it cannot be archived
     * @throws InterruptedException if the build is aborted
     */
    public void put(
            Origin origin,
            String label,
            byte[] json,
            Optional<byte[]> picture,
            Function<ArchivedReport, PastVerification> summary)
            throws IOException, InterruptedException {
        var name = reserveName(ArchivedReport.nameFor(label), origin);
        try {
            var files = new TreeMap<String, byte[]>();
            files.put(ArchivedReport.jsonFile(name), json);
            picture.ifPresent(content -> files.put(ArchivedReport.pictureFile(name), content));
            archive.putReports(origin, files, listener);
            state.verified(
                    origin,
                    summary.apply(
                            picture.isPresent()
                                    ? new ArchivedReport(name, json, picture.get())
                                    : new ArchivedReport(name, json)));
        } finally {
            state.release(List.of(path(name)));
        }
    }

    /** Parallel branches may verify by one layout; each finds a name of its own for the report. */
    private String reserveName(String wanted, Origin origin) throws IOException {
        var name = wanted;
        for (int i = 2; !isFree(name, origin); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private boolean isFree(String name, Origin origin) throws IOException {
        if (!state.reserveOwn(path(name), origin)) {
            return false;
        }
        if (state.knows(path(name)) || !new RunArchive(state.run()).has(ArchivedReport.jsonFile(name))) {
            return true;
        }
        state.release(List.of(path(name)));
        return false;
    }

    private static String path(String name) {
        return RunArchive.FOLDER + "/" + ArchivedReport.jsonFile(name);
    }
}
