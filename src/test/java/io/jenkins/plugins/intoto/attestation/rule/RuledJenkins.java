package io.jenkins.plugins.intoto.attestation.rule;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.LocalStores;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.attestation.provenance.JUnitTests;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import io.jenkins.plugins.intoto.page.InTotoAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.jenkinsci.plugins.workflow.cps.LocalPipeline;

/** A Jenkins with rules, jobs of which builds end, and the queue. */
final class RuledJenkins implements AutoCloseable {
    final LocalJenkins jenkins;
    final Path home;
    final AttestationRules rules = new AttestationRules();
    /** How registries are called by a queue that is started from now on. */
    Supplier<RemoteCalls> calls = () -> RemoteCalls.direct().within(Duration.ofSeconds(20), 1, Duration.ZERO);

    private final RuleQueue.Runs listener = new RuleQueue.Runs();
    private CountingPool pool;
    private RuleQueue queue;

    RuledJenkins(Path home) {
        this.home = home;
        jenkins = new LocalJenkins(home)
                .with(
                        new InTotoConfiguration(),
                        new AttestationConfiguration(),
                        new InTotoAction.Factory(),
                        new JUnitTests(),
                        new FolderRules.DescriptorImpl(),
                        rules);
        start();
    }

    /** Begins with what is on disk, as Jenkins does. */
    RuleQueue start() {
        jenkins.without(queue);
        pool = new CountingPool();
        queue = new RuleQueue(pool, new RegistryPatience(calls));
        jenkins.with(queue);
        queue.onLoaded();
        return queue;
    }

    RuleQueue queue() {
        return queue;
    }

    @Override
    public void close() {
        queue.onBeforeShutdown();
        jenkins.close();
    }

    static InTotoSigningKey credential(CredentialsScope scope, String id, SigningKey key, String uses) {
        var pem = new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII);
        var credential = new InTotoSigningKey(scope, id, "", Secret.fromString(pem), null, null);
        credential.setUses(uses);
        return credential;
    }

    static void add(InTotoSigningKey credential) {
        SystemCredentialsProvider.getInstance().getCredentials().add(credential);
    }

    static AttestationRule rule(String name, String jobs, String artifacts) {
        var rule = new AttestationRule();
        rule.setName(name);
        rule.setJobs(jobs);
        rule.setArtifacts(artifacts);
        return rule;
    }

    /** A folder with rules and a key of its own. */
    Folder folder(ItemGroup<?> parent, String name, AttestationRule... its) throws IOException {
        var folder = new Folder(parent, name);
        jenkins.with((Item) folder);
        folder.getProperties().add(new FolderRules(List.of(its)));
        return folder;
    }

    static void giveKey(Folder folder, InTotoSigningKey credential) {
        LocalStores.put(folder, credential);
    }

    @SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
    static final class Folder extends AbstractFolder<TopLevelItem> {
        Folder(ItemGroup<?> parent, String name) {
            super(parent, name);
        }
    }

    LocalJob job(String name) {
        return job(Jenkins.get(), name);
    }

    LocalJob job(ItemGroup<?> parent, String name) {
        var job = new LocalJob(parent, name);
        jenkins.with(job);
        return job;
    }

    /** A build that has archived files, each with its name for content, and goes on. */
    static LocalRun build(LocalJob job, String... archived) throws IOException {
        var run = job.build();
        run.begin(new LocalPipeline("echo 'hello'", "agent-1"));
        for (var path : archived) {
            var file = run.getRootDir().toPath().resolve("archive").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "content of " + path);
        }
        return run;
    }

    /** Has a build end; Jenkins goes down before it could tell that it has. */
    void complete(LocalRun run, Result result) {
        run.setResult(result);
        listener.onCompleted(run, TaskListener.NULL);
    }

    /** Has a build end, and awaits what is done then. */
    void end(LocalRun run, Result result) {
        complete(run, result);
        listener.onFinalized(run);
        await();
    }

    void end(LocalRun run) {
        end(run, Result.SUCCESS);
    }

    void delete(LocalRun run) {
        listener.onDeleted(run);
    }

    /** Awaits that there is nothing left to be done. */
    void await() {
        await(() -> pool.open.get() == 0);
    }

    /** Knows how much it was given to do and has not done. */
    private static final class CountingPool extends ThreadPoolExecutor {
        private final AtomicInteger open = new AtomicInteger();

        CountingPool() {
            super(RuleQueue.WORKERS, RuleQueue.WORKERS, 1, TimeUnit.SECONDS, new PriorityBlockingQueue<>());
        }

        @Override
        public void execute(Runnable work) {
            open.incrementAndGet();
            super.execute(work);
        }

        @Override
        protected void afterExecute(Runnable work, Throwable failure) {
            open.decrementAndGet();
        }
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("is not so after a minute");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** What is on disk of the queue. */
    List<Path> queued() throws IOException {
        var folder = home.resolve("in-toto/rules");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** What Jenkins forgets of a build when it ends. */
    static void forget(Run<?, ?> run) {
        run.getActions().removeIf(RunState.class::isInstance);
    }

    /** The statements of a bundle, all of which a key has signed. */
    static List<Statement> statements(Run<?, ?> run, String bundle, SigningKey key) throws Exception {
        var statements = new ArrayList<Statement>();
        var file = run.getRootDir().toPath().resolve("archive").resolve(bundle);
        if (Files.exists(file)) {
            BundleReader.<Exception>forEachLine(file, JsonLimits.DEFAULT, line -> {
                var message = line.envelope().orElseThrow();
                if (!key.publicKey()
                        .verifiesAttestation(
                                message.signatures().get(0).value(),
                                message.preAuthenticationEncoding(),
                                Instant.now())) {
                    throw new AssertionError("another key has signed " + bundle);
                }
                statements.add(Statement.read(message.payload(), "line", JsonLimits.DEFAULT));
            });
        }
        return statements;
    }
}
