package io.jenkins.plugins.intoto.page;

import hudson.Extension;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.config.LayoutDrafts;
import io.jenkins.plugins.intoto.config.NamedLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Opens the form of the global configuration with a layout that was proposed from the links of a run. */
@Extension
public final class ProposedDrafts implements LayoutDrafts {
    /** What names a run in the address of the form: the full name of its job, and its number. */
    static String id(Run<?, ?> run) {
        return run.getParent().getFullName() + "#" + run.getNumber();
    }

    @Override
    public Optional<NamedLayout> draft(String id, List<String> signers) {
        int end = id.lastIndexOf('#');
        if (end < 0 || !id.substring(end + 1).matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        var job = Jenkins.get().getItemByFullName(id.substring(0, end), Job.class);
        Run<?, ?> run = job == null ? null : job.getBuildByNumber(Integer.parseInt(id.substring(end + 1)));
        var action = run == null ? null : run.getAction(InTotoAction.class);
        if (action == null || !RunArchive.isReadable(run)) {
            return Optional.empty();
        }
        var proposal = ((RunPage) action.getTarget()).getProposal();
        var file = proposal.file(new ReadingBudget(), signers.toArray(String[]::new));
        return Optional.of(new NamedLayout(proposal.getName(), new String(file, StandardCharsets.UTF_8)));
    }
}
