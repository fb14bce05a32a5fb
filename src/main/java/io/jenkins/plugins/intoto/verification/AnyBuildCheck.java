package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.attestation.provenance.SelfCheck;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import java.util.List;
import jenkins.model.Jenkins;

/** Jobs whose last build took links of any build, so that those of another one would pass for its own. */
@Extension
public final class AnyBuildCheck implements SelfCheck.Check {
    @Override
    public List<Weakness> weaknesses() {
        return Weakness.of(
                        Weakness.Severity.MEDIUM,
                        Messages.AnyBuildCheck_Weakness(),
                        Messages.AnyBuildCheck_Remedy(),
                        Jenkins.get().getAllItems(Job.class).stream()
                                .filter(AnyBuildCheck::tookAny)
                                .map(job -> new Weakness.Place(job.getFullName(), job.getUrl())))
                .stream()
                .toList();
    }

    private static boolean tookAny(Job<?, ?> job) {
        var last = job.getLastCompletedBuild();
        var state = last == null ? null : last.getAction(RunState.class);
        return state != null && state.verifications().newestFirst().stream().anyMatch(PastVerification::isAnyBuild);
    }
}
