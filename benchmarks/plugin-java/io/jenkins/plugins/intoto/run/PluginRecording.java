package io.jenkins.plugins.intoto.run;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import hudson.util.Secret;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel;
import io.jenkins.plugins.intoto.recording.RecordStep;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.record.AntFileSelection;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.record.ArtifactRecorder;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Recording through the step, with the agent behind a channel that serialises what goes through.
 *
 * <p>{@code speed TREE FOLDER}: the step with an empty body against the engine alone, both in a warm virtual machine. {@code
 * answer TREE FILE}: keeps what an agent answers for a tree. {@code memory FILE FOLDER}: a step whose agent answers that, in
 * whatever heap the virtual machine has.
 */
public final class PluginRecording {
    private static final int WARM_UP = 4;
    private static final int ROUNDS = 9;
    private static final AntPatterns EVERYTHING =
            new AntPatterns(List.of(), List.of("**/*.link", "**/*.link-unfinished"), true, true);
    private static final SigningKey KEY = KeyGenerator.ecdsa(EcCurve.P256);
    private static final TaskListener SILENT = new StreamTaskListener(OutputStream.nullOutputStream());

    private PluginRecording() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "speed" -> speed(Path.of(arguments[1]), Path.of(arguments[2]));
            case "answer" -> answer(Path.of(arguments[1]), Path.of(arguments[2]));
            case "memory" -> memory(Path.of(arguments[1]), Path.of(arguments[2]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void speed(Path tree, Path folder) throws Exception {
        var channel = new SerialisingChannel();
        var hashing = new ArrayList<Double>();
        var engine = new ArrayList<Double>();
        var step = new ArrayList<Double>();
        int files = 0;
        try (var build = build(folder)) {
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                files = engine(tree).size();
                double alone = seconds(() -> engine(tree).size() + engine(tree).size());
                double link = seconds(() -> link(tree, folder.resolve("alone.link")));
                long before = channel.answered();
                int number = round;
                double whole = seconds(() -> step(build, new FilePath(channel, tree.toString()), "step" + number));
                if (round >= WARM_UP) {
                    hashing.add(alone);
                    engine.add(link);
                    step.add(whole);
                }
                if (round == WARM_UP + ROUNDS - 1) {
                    System.out.printf(
                            Locale.ROOT,
                            "%,d files; hashing alone, twice: %.3f s; engine alone, to a signed link: %.3f s; step: %.3f s; ratio to"
                                    + " the engine %.2f, to hashing %.2f; %.1f bytes a file%n",
                            files,
                            median(hashing),
                            median(engine),
                            median(step),
                            median(step) / median(engine),
                            median(step) / median(hashing),
                            (channel.answered() - before) / (2.0 * files));
                }
            }
        }
    }

    private static Artifacts engine(Path tree) throws Exception {
        return ArtifactRecorder.builder().build().record(new AntFileSelection(tree, EVERYTHING));
    }

    /** What the engine does for a step without Jenkins: records twice, signs, and writes the link. */
    private static int link(Path tree, Path file) throws Exception {
        var link = new Link("alone", List.of(), engine(tree), engine(tree), Map.of(), Map.of());
        var envelope = UnsignedEnvelope.of(link, EnvelopeFormat.METABLOCK);
        var signatures = envelope.sign(KEY);
        AtomicFile.<IOException>write(file, out -> envelope.writeTo(out, signatures));
        return link.products().size();
    }

    private static BuildWithSteps build(Path folder) throws IOException {
        var build = new BuildWithSteps(Files.createDirectories(folder));
        var pem = KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new InTotoSigningKey(
                        CredentialsScope.GLOBAL,
                        "ecdsa",
                        "",
                        Secret.fromString(new String(pem, StandardCharsets.US_ASCII)),
                        null,
                        null));
        return build;
    }

    /** A whole step with nothing in its body. */
    private static int step(BuildWithSteps build, FilePath directory, String name) throws Exception {
        var context = build.context().with(FilePath.class, directory).running(() -> null);
        new RecordStep(name, "ecdsa").start((StepContext) context).start();
        context.result();
        return 0;
    }

    private static double seconds(java.util.concurrent.Callable<Integer> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void answer(Path tree, Path file) throws Exception {
        var channel = new Keeping(file);
        var request = new SnapshotRequest(EVERYTHING, List.of(DigestAlgorithm.SHA256), false, 192L << 20);
        var artifacts = WorkspaceSnapshots.take(new FilePath(channel, tree.toString()), request, SILENT);
        System.out.printf(
                Locale.ROOT,
                "%,d files; an answer of %.1f bytes a file%n",
                artifacts.size(),
                Files.size(file) / (double) artifacts.size());
    }

    private static void memory(Path answer, Path folder) throws Exception {
        try (var build = build(folder)) {
            // A link of a million files is larger than what a Jenkins takes unless told otherwise.
            InTotoConfiguration.get().setLinkLimit(1024);
            double seconds = seconds(() -> step(build, new FilePath(new Answering(answer), "/agent"), "million"));
            System.out.printf(
                    Locale.ROOT,
                    "recorded, signed and archived in %.1f s in a heap of %d MiB%n",
                    seconds,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
    }

    /** Keeps the last answer in a file. */
    private record Keeping(Path file) implements VirtualChannel {
        @Override
        public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T {
            V answer = callable.call();
            Files.write(file, SerialisingChannel.bytes(answer));
            return answer;
        }
    }

    /** Answers everything with what is in a file. */
    private record Answering(Path file) implements VirtualChannel {
        @Override
        @SuppressWarnings("unchecked")
        public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException {
            try (var in = new ObjectInputStream(Files.newInputStream(file))) {
                return (V) in.readObject();
            } catch (ClassNotFoundException e) {
                throw new IOException(e);
            }
        }
    }
}
