package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The step and the pages in a real Jenkins: {@code WAR PLUGINS HPI} starts one. What {@code inTotoRecord} adds to {@code sh
 * 'true'} in an empty workspace, beside what {@code withEnv} adds; and the pages of builds with 20 links to 20,000 files each,
 * materials and products, beside a page that Jenkins itself has of such a build.
 */
public final class StepsAndPages {
    private static final String KEY = "benchmark";
    private static final int WARM_UP = 10;
    private static final int ROUNDS = 25;
    private static final int LINKS = 20;
    private static final int BUILDS = 5;
    private static final int VIEWS = 9;
    private static final Pattern TIME = Pattern.compile("TIME (.+): ([0-9]+)");
    private static final Pattern LINK = Pattern.compile("in-toto/([^\"]+\\.link)");

    private static final String STEPS = """
            node {
              deleteDir()
              for (int round = 0; round < %d; round++) {
                def name = 'step' + round
                def times = [:]
                long begin = new Date().time
                sh 'true'
                times['sh'] = new Date().time - begin
                begin = new Date().time
                withEnv(['A=b']) { sh 'true' }
                times['withEnv around sh'] = new Date().time - begin
                begin = new Date().time
                inTotoRecord(stepName: name, credentialsId: '%s') { sh 'true' }
                times['inTotoRecord around sh'] = new Date().time - begin
                begin = new Date().time
                withEnv(['A=b']) { }
                times['withEnv'] = new Date().time - begin
                begin = new Date().time
                inTotoRecord(stepName: name + 'a', credentialsId: '%<s') { }
                times['inTotoRecord'] = new Date().time - begin
                def text = ''
                for (entry in times) { text += 'TIME ' + entry.key + ': ' + entry.value + '\\n' }
                echo text
              }
            }
            """;

    /** Counts what each part of the work of {@code inTotoRecord} is found at, until it is told to stop. */
    private static final String SAMPLER = """
            def parts = [
              'snapshots of the agent': ['WorkspaceSnapshots.take'],
              'key and signature': ['SigningCredentials.find', 'UnsignedEnvelope.sign'],
              'saving the build': ['Run.save'],
              'files of the build': ['ArchiveWriter.', 'MaterialsFile.', 'RunState.', 'RunArchive.'],
              'environment of the link': ['LinkEnvironment.'],
              'lines of the console': ['Console.println'],
            ]
            System.setProperty('benchmark.sampling', 'true')
            Thread.startDaemon {
              def found = [:].withDefault { 0 }
              while (Boolean.getBoolean('benchmark.sampling')) {
                for (stack in Thread.allStackTraces.values()) {
                  def frames = stack.collect { it.className.tokenize('.').last() + '.' + it.methodName }
                  if (frames.any { it == 'RecordStepExecution.work' }) {
                    def part = frames.findResult { frame ->
                      parts.find { name, marks -> marks.any { frame.startsWith(it) } }?.key
                    }
                    found[part ?: 'the rest']++
                  }
                }
                Thread.sleep(2)
              }
              def all = Math.max(1, found.values().sum() ?: 0)
              def shares = found.sort { -it.value }.collect { name, count ->
                name + ' ' + Math.round(100 * count / all) + ' %'
              }
              System.setProperty('benchmark.shares', shares.join(', '))
            }
            """;

    private static final String SHARES = """
            System.setProperty('benchmark.sampling', 'false')
            while (System.getProperty('benchmark.shares') == null) { Thread.sleep(10) }
            print(System.getProperty('benchmark.shares'))
            """;

    private static final String LINKED = """
            node {
              deleteDir()
              sh '''#!/bin/sh
                for m in $(seq 200); do
                  mkdir -p src/main/java/org/example/module$m && cd src/main/java/org/example/module$m
                  for f in $(seq 100); do echo $m $f > Component$f.java; done
                  cd ../../../../../..
                done'''
              for (int i = 0; i < %d; i++) {
                inTotoRecord(stepName: 'step' + i, credentialsId: '%s') { }
              }
              deleteDir()
            }
            """;

    private final RemoteJenkins jenkins;

    private StepsAndPages(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    public static void main(String[] arguments) throws Exception {
        var process = JenkinsProcess.start(
                Path.of(arguments[0]), Optional.of(Path.of(arguments[1])), Path.of(arguments[2]));
        try (var jenkins = process.client()) {
            System.out.println(jenkins.versions());
            var pem = KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256));
            jenkins.signingKey(KEY, new String(pem, StandardCharsets.US_ASCII));
            var measured = new StepsAndPages(jenkins);
            measured.steps();
            measured.pages();
        }
    }

    private void steps() throws IOException {
        var build = run(jenkins.pipeline("steps", STEPS.formatted(WARM_UP + ROUNDS, KEY)));
        var times = new LinkedHashMap<String, List<Double>>();
        TIME.matcher(build.log()).results().forEach(found -> times.computeIfAbsent(
                        found.group(1), unused -> new ArrayList<>())
                .add(Double.parseDouble(found.group(2))));
        times.replaceAll((name, all) -> all.subList(WARM_UP, all.size()));
        print(times, "sh");
        jenkins.script(SAMPLER);
        run(jenkins.pipeline("shares", STEPS.formatted(WARM_UP + ROUNDS, KEY)));
        System.out.println("the own work of inTotoRecord: " + jenkins.script(SHARES));
    }

    /** Prints medians, and their ratio to that of a peer. */
    private static void print(Map<String, List<Double>> times, String peer) {
        double least = median(times.get(peer));
        times.forEach((name, all) -> System.out.printf(
                Locale.ROOT, "%s: %.0f ms, %.2f times %s%n", name, median(all), median(all) / least, peer));
    }

    private static Job.Build run(Job job) throws IOException {
        var build = job.start();
        build.awaitEnd(900);
        if (!build.result().equals("SUCCESS")) {
            throw new IOException(build.log());
        }
        return build;
    }

    private void pages() throws IOException {
        var job = jenkins.pipeline("pages", LINKED.formatted(LINKS, KEY));
        var builds = new ArrayList<Job.Build>();
        for (int i = 0; i < BUILDS; i++) {
            builds.add(run(job));
        }
        long before = used();
        var times = new LinkedHashMap<String, List<Double>>();
        for (var build : builds) {
            var link = links(build).get(0);
            view(times, "page of the build", build.path() + "in-toto/");
            view(times, "page of a link", build.path() + "in-toto/link/" + link + "/");
            view(times, "changes of the build", build.path() + "changes");
        }
        for (var build : builds) {
            for (var link : links(build)) {
                jenkins.get(build.path() + "in-toto/link/" + link + "/");
            }
        }
        print(times, "changes of the build, later");
        System.out.printf(
                Locale.ROOT,
                "memory that the pages of %d builds and of their %d links keep: %d MiB%n",
                BUILDS,
                BUILDS * LINKS,
                used() - before >> 20);
    }

    private static void note(Map<String, List<Double>> times, String name, double time) {
        times.computeIfAbsent(name, unused -> new ArrayList<>()).add(time);
    }

    /** The first view lasts until nothing is left to another request. */
    private void view(Map<String, List<Double>> times, String name, String path) throws IOException {
        long begin = System.nanoTime();
        int requests = 1;
        while (jenkins.get(path).text().contains("Not read yet")) {
            requests++;
        }
        note(times, name + ", first view", (System.nanoTime() - begin) / 1e6);
        if (requests > 1) {
            System.out.println(name + ": " + requests + " requests");
        }
        for (int i = 0; i < VIEWS; i++) {
            begin = System.nanoTime();
            jenkins.get(path);
            note(times, name + ", later", (System.nanoTime() - begin) / 1e6);
        }
    }

    private List<String> links(Job.Build build) throws IOException {
        return LINK.matcher(build.artifacts()).results().map(found -> found.group(1)).toList();
    }

    /** The memory that is left when all garbage is collected, in bytes. */
    private long used() throws IOException {
        return Long.parseLong(jenkins.script(
                "3.times { System.gc() }; print(Runtime.runtime.totalMemory() - Runtime.runtime.freeMemory())"));
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
