package io.jenkins.plugins.intoto.run;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.page.ArchivedReport;
import java.io.IOException;

/** Puts the reports of verifications beside the links of a run. */
final class ReportArchive {
    private final RunArchive archive;
    private final TaskListener listener;

    ReportArchive(Run<?, ?> run, TaskListener listener) {
        this.archive = new RunArchive(run);
        this.listener = listener;
    }

    /**
     * Archives a report under a name that is made from that of its layout, and numbered if the run has one of that name.
     *
     * @param layout what people call the layout
     * @param json the report for programs
     * @param picture the picture of the chain
     * @return where it is
     */
    ArchivedReport put(String layout, byte[] json, byte[] picture) throws IOException, InterruptedException {
        var name = unusedName(ArchivedReport.nameFor(layout));
        archive.put(ArchivedReport.jsonFile(name), out -> out.write(json), listener);
        archive.put(ArchivedReport.pictureFile(name), out -> out.write(picture), listener);
        return new ArchivedReport(name, json, picture);
    }

    private String unusedName(String wanted) throws IOException {
        var name = wanted;
        for (int i = 2; archive.has(ArchivedReport.jsonFile(name)); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
