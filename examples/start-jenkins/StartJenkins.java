import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./demo --jenkins} without an address: starts a Jenkins with the plugin, runs three jobs in it, says where to look, and
 * stays until it is stopped. Everything is below one folder.
 */
public final class StartJenkins {
    private static final String USAGE = "usage: ./demo --jenkins [[--war FILE --plugins DIR] [--keep] | --stop]";

    private final Path project;
    private final Path folder;
    private final Path run;

    /** Locked as long as somebody starts or runs a Jenkins here, and says who. */
    private final Path lock;

    private Optional<Path> war = Optional.empty();
    private Optional<Path> plugins = Optional.empty();
    private boolean keep;
    private boolean stop;
    private volatile boolean failed;

    private StartJenkins(Path project) {
        this.project = project;
        this.folder = project.resolve("target/jenkins");
        this.run = folder.resolve("run");
        this.lock = folder.resolve("lock");
    }

    /** Arguments: the folder of the project, then those of the user. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            var it = new StartJenkins(Path.of(arguments[0]));
            if (!it.understand(List.of(arguments).subList(1, arguments.length))) {
                System.err.println(USAGE);
                System.exit(2);
            }
            if (it.stop) {
                it.stop();
            } else {
                it.start();
            }
        } catch (Refusal e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    private boolean understand(List<String> arguments) {
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var option = rest.next();
            boolean takesPath = option.equals("--war") || option.equals("--plugins");
            if (takesPath && !rest.hasNext()) {
                return false;
            }
            switch (option) {
                case "--war" -> war = Optional.of(Path.of(rest.next()).toAbsolutePath());
                case "--plugins" -> plugins = Optional.of(Path.of(rest.next()).toAbsolutePath());
                case "--keep" -> keep = true;
                case "--stop" -> stop = true;
                default -> {
                    return false;
                }
            }
        }
        return war.isPresent() == plugins.isPresent() && !(stop && (keep || war.isPresent()));
    }

    private void stop() throws IOException, InterruptedException {
        // Whoever waits for Jenkins ends it.
        boolean ran = Files.exists(lock) && JenkinsServer.end(Files.readString(lock));
        ran |= JenkinsServer.stopWhatRuns(run);
        boolean left = Files.exists(folder);
        delete(folder);
        System.out.println(ran ? "Jenkins is stopped, and what it left is deleted." : left
                ? "No Jenkins of the demo runs; what one had left is deleted."
                : "No Jenkins of the demo runs, and none has left anything.");
    }

    private void start() throws IOException, InterruptedException, Refusal {
        Files.createDirectories(folder);
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            boolean alone = channel.tryLock() != null;
            var running = JenkinsServer.running(run);
            if (!alone || running.isPresent()) {
                throw new Refusal("a Jenkins is " + running.map(address -> "already running at " + address).orElse("being started")
                        + "; ./demo --jenkins --stop stops it");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(JenkinsServer.line(ProcessHandle.current()).getBytes(StandardCharsets.UTF_8)));
            startAlone();
        }
    }

    private void startAlone() throws IOException, InterruptedException, Refusal {
        var jenkins = distribution();
        if (!keep) {
            delete(run);
        }
        var home = new JenkinsHome(project, run);
        home.prepare(jenkins.plugins());
        var server = new JenkinsServer(jenkins.war(), run, home);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
        System.out.println("\nJenkins starts (its log: " + project.relativize(server.log()) + ").");
        failed = true;
        server.start();
        System.out.println("\n" + server.version() + " runs at " + server.address() + "\n  user      " + JenkinsServer.USER
                + "\n  password  " + server.password() + "\n\nThree jobs, and what came of them:");
        boolean asDesigned = run(server);
        if (!asDesigned) {
            throw new Refusal("a build did not end as it should; see " + project.relativize(server.log()));
        }
        failed = false;
        System.out.println("\nCtrl-C stops it" + (keep ? ", and --keep starts it again as it is." : " and deletes its home.")
                + "\n./demo --jenkins --stop stops it and deletes everything, downloads included.");
        server.waitFor();
    }

    /** A war and, by short names, the plugins to put into its home. */
    private record Distribution(Path war, Map<String, Path> plugins) {}

    private Distribution distribution() throws IOException, InterruptedException, Refusal {
        var hpi = project.resolve("target/in-toto-attestation.hpi");
        if (!Files.exists(hpi)) {
            throw new Refusal(hpi + " is missing; mvn -B verify builds it");
        }
        if (war.isPresent()) {
            if (!Files.isRegularFile(war.get())) {
                throw new Refusal(war.get() + " is not a file");
            }
            if (JarManifest.attribute(war.get(), "Jenkins-Version").isEmpty()) {
                throw new Refusal(war.get() + " is not the war of a Jenkins");
            }
            checkSignature(war.get());
            return new Distribution(war.get(), PluginFolder.closure(hpi, PluginFolder.list(plugins.get()), plugins.get()));
        }
        var pins = pins();
        var downloads = folder.resolve("downloads");
        var download = new Download(pins, System.getenv().getOrDefault("JENKINS_MIRROR", ""), downloads);
        System.out.println("Jenkins " + pins.war().version() + " and its plugins are downloaded into "
                + project.relativize(downloads) + " unless they are there:");
        download.run();
        return new Distribution(
                download.warFile(), PluginFolder.closure(hpi, download.plugins(), downloads.resolve("plugins")));
    }

    private Pins pins() throws IOException, Refusal {
        return Pins.read(project.resolve("examples/start-jenkins/versions.txt"));
    }

    /** A war that somebody has built carries no signature; one that carries a signature must be what was signed. */
    private void checkSignature(Path file) throws IOException, Refusal {
        if (WarSignature.isIn(file)) {
            WarSignature.check(file, pins().signer());
        } else {
            System.out.println(file + " is not signed, and is used unchecked.");
        }
    }

    private static boolean run(JenkinsServer server) throws IOException, InterruptedException, Refusal {
        boolean asDesigned = true;
        for (var job : JenkinsHome.JOBS) {
            var result = server.resultOf(job.name());
            System.out.printf("  %-9s %s%n            %sjob/%s/lastBuild/in-toto/%n", result, job.description(), server.address(),
                    job.name());
            asDesigned &= result.equals(job.expected());
        }
        return asDesigned;
    }

    private void end(JenkinsServer server) {
        try {
            server.stop();
            // The log of what has failed is worth a look.
            if (!keep && !failed) {
                delete(run);
            }
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            System.err.println("demo: " + e.getMessage());
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
