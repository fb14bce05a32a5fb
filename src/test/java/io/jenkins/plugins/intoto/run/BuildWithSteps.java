package io.jenkins.plugins.intoto.run;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.util.Secret;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.jenkinsapi.LocalStepContext;
import io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.recording.RecordStep;
import io.jenkins.plugins.intoto.verification.VerifyStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import jenkins.model.LocalJenkins;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * A build of a small supply chain on an agent behind a serialising channel: {@code source} makes {@code src/App.java},
 * {@code package} makes {@code app.jar} of it, each signed with a key of its own; an owner signs the layout.
 */
public final class BuildWithSteps implements AutoCloseable {
    public static final SigningKey OWNER = KeyGenerator.ed25519();
    public static final SigningKey ALICE = KeyGenerator.ed25519();
    public static final SigningKey BOB = KeyGenerator.ed25519();

    public final LocalJenkins jenkins;
    public final InTotoConfiguration configuration = new InTotoConfiguration();
    public final Path workspace;
    public FlowNode node;
    private int nodes;
    private final SerialisingChannel channel = new SerialisingChannel();
    private final Console log = new Console();
    public final LocalJob job;
    public LocalRun run;

    public BuildWithSteps(Path folder) throws IOException {
        job = new LocalJob("app");
        jenkins = new LocalJenkins(folder.resolve("home"))
                .with(configuration)
                .with(new InTotoAction.Factory())
                .with(new Agent(channel));
        workspace = Files.createDirectory(folder.resolve("workspace"));
        jenkins.with(job);
        run = job.build();
        credential("alice", ALICE);
        credential("bob", BOB);
        name("release", layout(), OWNER);
    }

    public static void credential(String id, SigningKey key) {
        var pem = new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new InTotoSigningKey(CredentialsScope.GLOBAL, id, "", Secret.fromString(pem), null, null));
    }

    public static String publicPem(SigningKey key) {
        return new String(KeyFileWriter.publicPem(key.publicKey()), StandardCharsets.US_ASCII);
    }

    /** Enters a layout into the global configuration. */
    public void name(String name, Layout layout, SigningKey signer) throws IOException {
        var named = new NamedLayout(name, signed(layout, signer));
        named.setLayoutKeys(List.of(new TrustedKey("owner", publicPem(OWNER))));
        var all = new ArrayList<>(configuration.getLayouts());
        all.add(named);
        configuration.setLayouts(all);
    }

    public static String signed(Layout layout, SigningKey signer) throws IOException {
        var unsigned = UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK);
        try {
            return new String(unsigned.toByteArray(unsigned.sign(signer)), StandardCharsets.UTF_8);
        } catch (io.jenkins.plugins.intoto.engine.key.SigningException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Layout layout(Inspection... inspections) {
        return layout("app.jar", inspections);
    }

    public static Layout layout(String jar, Inspection... inspections) {
        var alice = ALICE.publicKey().keyId();
        var bob = BOB.publicKey().keyId();
        return new Layout(
                Instant.now().plusSeconds(3600),
                "",
                Map.of(alice, ALICE.publicKey(), bob, BOB.publicKey()),
                List.of(
                        new Step("source", 1, List.of(), rules("CREATE src/*"), List.of(alice), List.of(), List.of()),
                        new Step(
                                "package",
                                1,
                                rules("MATCH * WITH PRODUCTS FROM source", "DISALLOW *"),
                                rules("CREATE " + jar, "ALLOW src/*", "DISALLOW *"),
                                List.of(bob),
                                List.of(),
                                List.of())),
                List.of(inspections),
                Map.of(),
                Map.of());
    }

    public static List<ArtifactRule> rules(String... rules) {
        var parsed = new ArrayList<ArtifactRule>();
        for (var rule : rules) {
            try {
                parsed.add(ArtifactRule.parse(List.of(rule.split(" "))));
            } catch (io.jenkins.plugins.intoto.engine.model.MalformedRuleException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return parsed;
    }

    /** The surroundings of a step within a node of the Pipeline. */
    public LocalStepContext context() {
        return context(new TestNode(++nodes));
    }

    /** The surroundings of the step that a node stands for. */
    public LocalStepContext context(FlowNode of) {
        node = of;
        return new LocalStepContext()
                .with(Run.class, run)
                .with(TaskListener.class, listener())
                .with(FlowNode.class, node)
                .with(EnvVars.class, new EnvVars())
                .with(FilePath.class, directory())
                .with(Launcher.class, new Launcher.LocalLauncher(listener()));
    }

    public TaskListener listener() {
        return new StreamTaskListener(log);
    }

    /** The workspace as the controller sees it. */
    public FilePath directory() {
        return new FilePath(channel, workspace.toString());
    }

    /** The console of all builds so far. */
    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Waits until something stands on the console. */
    public void awaitLog(String text) throws InterruptedException {
        log.await(text);
    }

    public RecordStep recordStep(String name, String credential) {
        return new RecordStep(name, credential);
    }

    public void record(RecordStep step, Callable<?> block) throws Exception {
        var context = context().running(block);
        step.start(context).start();
        context.result();
    }

    public void write(String path, String content) throws IOException {
        var file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Records both steps of the chain. */
    public BuildWithSteps recordChain() throws Exception {
        record(recordStep("source", "alice"), () -> {
            write("src/App.java", "class App {}");
            return null;
        });
        record(recordStep("package", "bob"), () -> {
            write("app.jar", "jar of App");
            return null;
        });
        return this;
    }

    /** Begins another build in an empty workspace. */
    public void beginAnotherBuild() throws Exception {
        directory().deleteRecursive();
        Files.createDirectory(workspace);
        run = job.build();
    }

    public static VerifyStep verifyStep() {
        var step = new VerifyStep();
        step.setLayout("release");
        return step;
    }

    public Map<String, Object> verify(VerifyStep step) throws Exception {
        return verify(step, context());
    }

    @SuppressWarnings("unchecked")
    public Map<String, Object> verify(VerifyStep step, LocalStepContext context) throws Exception {
        step.start(context).start();
        return (Map<String, Object>) context.result();
    }

    /** Verifies by the layout of the global configuration, and goes on whatever comes of it. */
    public void verifyAndReport() throws Exception {
        var step = verifyStep();
        step.setOnFailure("report");
        verify(step);
    }

    public InTotoAction action() {
        return run.getAction(InTotoAction.class);
    }

    /** Forgets what is only in memory, as when Jenkins is restarted. */
    public void restart() {
        run.getActions().removeIf(RunState.class::isInstance);
    }

    /** All files in the folder of the build. */
    public List<String> files() throws IOException {
        var folder = run.getRootDir().toPath();
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    /** The folder of archived links and reports. */
    public Path archive() {
        return run.getRootDir().toPath().resolve("archive/in-toto");
    }

    @Override
    public void close() {
        jenkins.close();
    }

    private static final class Console extends ByteArrayOutputStream {
        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            notifyAll();
        }

        synchronized void await(String text) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!toString(StandardCharsets.UTF_8).contains(text)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("the console does not say: " + text);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    private static final class TestNode extends FlowNode {
        TestNode(int id) {
            super(null, Integer.toString(id), List.of());
        }

        @Override
        protected String getTypeDisplayName() {
            return "node";
        }
    }

    private static final class Agent extends Computer {
        private final VirtualChannel channel;

        Agent(VirtualChannel channel) {
            super(new Node() {
                @Override
                public String getNodeName() {
                    return "agent-1";
                }

                @Override
                public int getNumExecutors() {
                    return 1;
                }
            });
            this.channel = channel;
        }

        @Override
        public VirtualChannel getChannel() {
            return channel;
        }
    }
}
