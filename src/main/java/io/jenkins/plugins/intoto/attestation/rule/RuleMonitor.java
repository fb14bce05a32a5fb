package io.jenkins.plugins.intoto.attestation.rule;

import hudson.Extension;
import hudson.Util;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/** Tells administrators which builds could not be attested by rules, and why, and lets them try again. */
@Extension
public final class RuleMonitor extends AdministrativeMonitor {
    @Override
    public String getDisplayName() {
        return Messages.RuleMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !RuleQueue.get().failed().isEmpty();
    }

    /** The builds that could not be attested for one reason. All text is safe to show as text. */
    public static final class Failure {
        private static final int MOST = 5;

        private final String problem;
        private final List<QueuedRun> runs;

        Failure(String problem, List<QueuedRun> runs) {
            this.problem = problem;
            this.runs = runs;
        }

        /** How many builds of how many jobs could not be attested, and why, as a sentence. */
        public String getSentence() {
            long jobs = runs.stream().map(QueuedRun::job).distinct().count();
            return Messages.RuleMonitor_Failure(runs.size(), jobs, DisplayText.of(problem));
        }

        /** The first few of the builds. */
        public List<Build> getBuilds() {
            return runs.stream()
                    .limit(MOST)
                    .map(run -> new Build(DisplayText.of(run.toString()), path(run)))
                    .toList();
        }

        private static String path(QueuedRun run) {
            return Stream.of(run.job().split("/"))
                            .map(name -> "job/" + Util.rawEncode(name) + "/")
                            .collect(Collectors.joining())
                    + run.number() + "/";
        }

        /** How many builds are not among these. */
        public int getMore() {
            return Math.max(0, runs.size() - MOST);
        }
    }

    /** A build. */
    public static final class Build {
        private final String name;
        private final String path;

        Build(String name, String path) {
            this.name = name;
            this.path = path;
        }

        /** What people call it. */
        public String getName() {
            return name;
        }

        /** The path of its page below the root of this Jenkins. */
        public String getPath() {
            return path;
        }
    }

    /** What failed, by the reasons for it, those first that are known longest. */
    public List<Failure> getFailures() {
        var reasons = new LinkedHashMap<String, List<QueuedRun>>();
        for (var run : RuleQueue.get().failed()) {
            reasons.computeIfAbsent(run.problem(), reason -> new ArrayList<>()).add(run);
        }
        return reasons.entrySet().stream()
                .map(reason -> new Failure(reason.getKey(), reason.getValue()))
                .toList();
    }

    /** Has all of them attested once more. */
    @POST
    public HttpResponse doRetry() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RuleQueue.get().retry();
        return HttpResponses.forwardToPreviousPage();
    }

    /** Leaves all of them without the attestations that they lack. */
    @POST
    public HttpResponse doGiveUp() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        RuleQueue.get().giveUp();
        return HttpResponses.forwardToPreviousPage();
    }
}
