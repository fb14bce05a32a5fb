package io.jenkins.plugins.intoto.attestation.rule;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.page.RunPage;
import io.jenkins.plugins.intoto.page.ShownAttestation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What the pages of a Jenkins with its home in {@code FOLDER} are made of, while 1,000 builds that ended at once are attested by a
 * rule, and while nothing is to be done: the attestations of a build, and what every page asks for administrators. There is no
 * web server, whose work would hide the difference.
 */
public final class PagesBesideRules {
    private static final int JOBS = 20;
    private static final int BUILDS = 1_000;
    private static final int ARTIFACTS = 200;
    private static final int ARTIFACT_BYTES = 1 << 20;
    private static final int WARM_UP = 300;
    private static final int PAGES = 500;

    private PagesBesideRules() {}

    public static void main(String[] arguments) throws Exception {
        try (var jenkins = new RuledJenkins(Path.of(arguments[0]))) {
            RuledJenkins.add(
                    RuledJenkins.credential(CredentialsScope.SYSTEM, "key", KeyGenerator.ecdsa(EcCurve.P256), ""));
            var rule = RuledJenkins.rule("jars", "", "**/*.jar");
            rule.setCredentialsId("key");
            jenkins.rules.setRules(List.of(rule));
            var shown = shown(jenkins);
            var waiting = waiting(jenkins);
            page(jenkins, shown, WARM_UP);

            var idle = new ArrayList<Long>(page(jenkins, shown, PAGES));
            var begin = System.nanoTime();
            waiting.forEach(run -> jenkins.complete(run, Result.SUCCESS));
            long queued = System.nanoTime();
            jenkins.start();
            var busy = new ArrayList<Long>();
            while (!jenkins.queued().isEmpty()) {
                busy.addAll(page(jenkins, shown, 10));
            }
            long done = System.nanoTime();
            idle.addAll(page(jenkins, shown, PAGES));

            System.out.printf(
                    Locale.ROOT,
                    "%,d builds queued in %.2f s and attested in %.1f s, %.0f a second, while %,d pages were made%n",
                    BUILDS,
                    (queued - begin) / 1e9,
                    (done - queued) / 1e9,
                    BUILDS / ((done - queued) / 1e9),
                    busy.size());
            print("median", idle, busy, 50);
            print("95th percentile", idle, busy, 95);
        }
        System.exit(0); // a thread of Jenkins' timer is left
    }

    private static void print(String what, List<Long> idle, List<Long> busy, int percent) {
        double before = percentile(idle, percent) / 1e6;
        double beside = percentile(busy, percent) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "page, %s: idle %.2f ms; beside rules %.2f ms; ratio %.2f%n",
                what,
                before,
                beside,
                beside / before);
    }

    private static long percentile(List<Long> times, int percent) {
        return times.stream()
                .sorted()
                .skip((long) times.size() * percent / 100)
                .findFirst()
                .orElseThrow();
    }

    /** A build with attestations to show. */
    private static LocalRun shown(RuledJenkins jenkins) throws Exception {
        var names = new String[ARTIFACTS];
        for (int i = 0; i < ARTIFACTS; i++) {
            names[i] = "target/part" + i + ".jar";
        }
        var run = RuledJenkins.build(jenkins.job("shown"), names);
        jenkins.end(run);
        return run;
    }

    /** Builds that have archived something, and are about to end. */
    private static List<LocalRun> waiting(RuledJenkins jenkins) throws Exception {
        var content = new byte[ARTIFACT_BYTES];
        new Random(1).nextBytes(content);
        var jobs = new ArrayList<LocalJob>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(jenkins.job("job" + i));
        }
        var runs = new ArrayList<LocalRun>();
        for (int i = 0; i < BUILDS; i++) {
            var run = RuledJenkins.build(jobs.get(i % JOBS), "app.jar");
            Files.write(run.getRootDir().toPath().resolve("archive/app.jar"), content);
            runs.add(run);
        }
        return runs;
    }

    /** Makes pages one after the other; how many nanoseconds each takes. */
    private static List<Long> page(RuledJenkins jenkins, Run<?, ?> run, int count) {
        var times = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            var monitor = new RuleMonitor();
            var page = (RunPage) run.getAction(InTotoAction.class).getTarget();
            int attestations = page.getAttestations().getFirst().stream()
                    .map(ShownAttestation::getBundle)
                    .toList()
                    .size();
            boolean isMade = attestations == ARTIFACTS
                    && page.getRules().size() == 1
                    && !page.isBeingAttested()
                    && !monitor.isActivated();
            times.add(System.nanoTime() - begin);
            if (!isMade) {
                throw new IllegalStateException("the page is not what it should be: " + attestations);
            }
        }
        return times;
    }
}
