package io.jenkins.plugins.intoto.run;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.page.ArchivedReport;
import java.io.IOException;

/** Puts the reports of verifications beside the links of a run. */
public final class ReportArchive {
    private final RunArchive archive;
    private final TaskListener listener;

    /**
     * @param run the run that verifies
     * @param listener its console
     */
    public ReportArchive(Run<?, ?> run, TaskListener listener) {
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
    public ArchivedReport put(String layout, byte[] json, byte[] picture) throws IOException, InterruptedException {
        var name = unusedName(ArchivedReport.nameFor(layout));
        archive.put(ArchivedReport.jsonFile(name), out -> out.write(json), listener);
        archive.put(ArchivedReport.pictureFile(name), out -> out.write(picture), listener);
        return new ArchivedReport(name, json, picture);
    }

    /**
     * Archives a report without a picture, in the same way.
     *
     * @param policy what people call the policy
     * @param json the report for programs
     * @return where it is
     */
    public ArchivedReport put(String policy, byte[] json) throws IOException, InterruptedException {
        var name = unusedName(ArchivedReport.nameFor(policy));
        archive.put(ArchivedReport.jsonFile(name), out -> out.write(json), listener);
        return new ArchivedReport(name, json);
    }

    private String unusedName(String wanted) throws IOException {
        var name = wanted;
        for (int i = 2; archive.has(ArchivedReport.jsonFile(name)); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
