package io.jenkins.plugins.intoto.archive;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.Jenkins;

/**
 * The {@code environment} of a link (in-toto specification 1.0, section 4.4): which run it is of, as Jenkins itself knows
 * it. Environment variables are not asked for that, since a build can set them at will.
 */
public final class LinkEnvironment {
    private static final String JENKINS = "jenkins";
    private static final String JOB = "job";
    private static final String BUILD = "build";
    private static final String RUN = "run";
    private static final String INSTANCE = "instance";

    private LinkEnvironment() {}

    /**
     * @param run the run that records the link
     * @param directory where it records
     * @param variables the environment of the step
     * @param patterns which files are recorded, as {@link RecordedPatterns} has it
     * @param names the names of the variables to record
     */
    public static Map<String, Object> of(
            Run<?, ?> run, FilePath directory, EnvVars variables, Map<String, Object> patterns, List<String> names) {
        var jenkins = new TreeMap<String, Object>();
        jenkins.put(JOB, run.getParent().getFullName());
        jenkins.put(BUILD, (long) run.getNumber());
        jenkins.put(RUN, RunState.of(run).id());
        jenkins.put(INSTANCE, instance());
        var root = Jenkins.get().getRootUrl();
        jenkins.put("url", root == null ? run.getUrl() : root + run.getUrl());
        jenkins.put("node", node(directory));
        var environment = new TreeMap<String, Object>();
        environment.put(JENKINS, jenkins);
        environment.put(RecordedPatterns.MEMBER, patterns);
        var recorded = new TreeMap<String, Object>();
        for (var name : names) {
            if (variables.containsKey(name)) {
                recorded.put(name, variables.get(name));
            }
        }
        if (!recorded.isEmpty()) {
            environment.put("variables", recorded);
        }
        return environment;
    }

    /**
     * Whether a link's environment names just this run, so that it is not a link of another one: by the id of the run, since a job
     * can be renamed or moved and one that was deleted and made anew counts its builds from one, and by this controller, which
     * others can imitate.
     */
    public static boolean isOf(Run<?, ?> run, Map<String, Object> environment) {
        var state = run.getAction(RunState.class);
        return state != null
                && environment.get(JENKINS) instanceof Map<?, ?> jenkins
                && state.id().equals(jenkins.get(RUN))
                && instance().equals(jenkins.get(INSTANCE));
    }

    /** Whether a link's environment has the name and number of this run, be it this run or another one. */
    public static boolean isNamed(Run<?, ?> run, Map<String, Object> environment) {
        return environment.get(JENKINS) instanceof Map<?, ?> jenkins
                && run.getParent().getFullName().equals(jenkins.get(JOB))
                && Long.valueOf(run.getNumber()).equals(jenkins.get(BUILD));
    }

    /** The identity of this controller: the digest of its instance ID. */
    private static String instance() {
        var id = Jenkins.get().getLegacyInstanceId().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(id));
    }

    /** Which run a link's environment names, as {@code job #number}; empty if it names none. */
    public static Optional<String> runOf(Map<String, Object> environment) {
        return environment.get(JENKINS) instanceof Map<?, ?> jenkins
                ? Optional.of(jenkins.get(JOB) + " #" + jenkins.get(BUILD))
                : Optional.empty();
    }

    /** The name of the node that a directory is on; agents cannot choose it. */
    public static String node(FilePath directory) {
        var computer = directory.toComputer();
        var name = computer == null ? "" : computer.getName();
        return name.isEmpty() ? "built-in" : name;
    }
}
