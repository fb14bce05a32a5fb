import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The home of the demo's Jenkins: plugins, jobs and configuration. Keys are made on this machine; of the owner's only the public
 * one gets into Jenkins.
 */
final class JenkinsHome {
    /**
     * A job.
     *
     * @param expected what its build must end with
     */
    record Job(String name, String description, String expected) {}

    static final List<Job> JOBS = List.of(
            new Job("chain", "two steps, recorded and verified against a signed layout", "SUCCESS"),
            new Job("chain-tampered", "the same, with a line slipped into a file between the steps", "UNSTABLE"),
            new Job("release-gate", "provenance, a bill of materials and a scan, demanded by a policy", "SUCCESS"));

    private static final long DAYS_OF_POLICY = 90;

    private final Path project;
    private final Path folder;
    private final Path keys;

    /**
     * @param project the folder of the project
     * @param folder where the home is, and the keys beside it
     */
    JenkinsHome(Path project, Path folder) {
        this.project = project;
        this.folder = folder.resolve("home");
        this.keys = folder.resolve("keys");
    }

    Path folder() {
        return folder;
    }

    private Path examples() {
        return project.resolve("examples");
    }

    /**
     * Puts in what is not there yet.
     *
     * @param plugins all plugins, by their short names
     * @throws Refusal if keys or a layout cannot be made
     */
    void prepare(Map<String, Path> plugins) throws IOException, InterruptedException, Refusal {
        var installed = Files.createDirectories(folder.resolve("plugins"));
        for (var plugin : plugins.entrySet()) {
            var file = installed.resolve(plugin.getKey() + ".jpi");
            Files.copy(plugin.getValue(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (var job : JOBS) {
            var config = folder.resolve("jobs/" + job.name() + "/config.xml");
            Files.createDirectories(config.getParent());
            Files.writeString(config, config(job));
        }
        if (!Files.exists(keys)) {
            makeKeys();
        }
    }

    /**
     * Says to Jenkins who may log in, what signs, and what is verified against.
     *
     * @param address where it will be
     */
    void configure(URI address) throws IOException {
        var script = folder.resolve("init.groovy.d/demo.groovy");
        var code = folder.resolve("jenkins.yaml");
        boolean hasPlugin = Files.exists(folder.resolve("plugins/configuration-as-code.jpi"));
        Files.createDirectories(script.getParent());
        Files.deleteIfExists(hasPlugin ? script : code);
        var template = examples().resolve("start-jenkins/" + (hasPlugin ? "demo.yaml" : "demo.groovy"));
        Files.writeString(
                hasPlugin ? code : script,
                Files.readString(template).replace("@ADDRESS@", address.toString()).replace("@KEYS@", keys.toString()));
    }

    private String config(Job job) throws IOException {
        return """
                <flow-definition plugin="workflow-job">
                  <description>The demo of in-toto: %s</description>
                  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition" plugin="workflow-cps">
                    <script>%s</script>
                    <sandbox>true</sandbox>
                  </definition>
                </flow-definition>
                """.formatted(escape(job.description()), escape(script(job)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private String script(Job job) throws IOException {
        if (job.name().equals("release-gate")) {
            return Files.readString(examples().resolve("start-jenkins/Jenkinsfile.release-gate"));
        }
        var checkedOut = replace(
                Files.readString(examples().resolve("Jenkinsfile.declarative")),
                "checkout scm",
                "deleteDir()\n                writeFile(file: 'src/a.txt', text: 'one\\n')"
                        + "\n                writeFile(file: 'src/b.txt', text: 'two\\n')");
        var packaging = "inTotoRecord(stepName: 'package'";
        return job.name().equals("chain")
                ? checkedOut
                : replace(checkedOut, packaging, "sh 'echo slipped in >> app.txt'\n                " + packaging);
    }

    private static String replace(String text, String old, String fresh) {
        if (!text.contains(old)) {
            throw new IllegalStateException("no '" + old + "' in the example");
        }
        return text.replace(old, fresh);
    }

    /** Keys, a layout made of steps that are carried out here once, and a policy; both signed by the owner. */
    private void makeKeys() throws IOException, InterruptedException, Refusal {
        var fresh = keys.resolveSibling("keys.new");
        StartJenkins.delete(fresh); // of a start that was interrupted
        Files.createDirectory(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var work = Files.createDirectories(fresh.resolve("steps/src")).getParent();
        System.out.println("\nA key that signs the steps and one of the owner are made; the owner signs a layout and a policy.");
        for (var name : List.of("build", "owner")) {
            inToto(fresh, "keygen", "-q", "-t", "ecdsa", name);
        }
        Files.writeString(work.resolve("src/a.txt"), "one\n");
        Files.writeString(work.resolve("src/b.txt"), "two\n");
        record(work, "build", "src", "app.txt", "sh", "-c", "cat src/*.txt > app.txt");
        record(work, "package", "app.txt", "app.tar", "tar", "-cf", "app.tar", "app.txt");
        inToto(fresh, "layout", "new", "-q", "-o", "release.layout", "--functionary", "build.pub", "build", "package");
        inToto(fresh, "sign", "-q", "-f", "release.layout", "-k", "owner");
        Files.writeString(
                fresh.resolve("release-gate.yaml"),
                Files.readString(examples().resolve("start-jenkins/release-gate.yaml"))
                        .replace("@EXPIRES@", Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(DAYS_OF_POLICY, ChronoUnit.DAYS)
                                .toString())
                        .replace("@KEY@\n", Files.readString(fresh.resolve("build.pub")).indent(8)));
        inToto(fresh, "policy", "sign", "-q", "-k", "owner", "-o", "release-gate.policy", "release-gate.yaml");
        StartJenkins.delete(work);
        Files.delete(fresh.resolve("owner"));
        Files.move(fresh, keys, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A step as it is recorded in Jenkins: the link, and so the layout, does not tell how it was carried out. */
    private void record(Path work, String name, String material, String product, String... command)
            throws IOException, InterruptedException, Refusal {
        inToto(work, "record", "start", "-q", "-n", name, "--signing-key", "../build", "-m", material);
        execute(work, List.of(command));
        inToto(work, "record", "stop", "-q", "-n", name, "--signing-key", "../build", "-d", "..", "-p", product);
    }

    private void inToto(Path directory, String... arguments) throws IOException, InterruptedException, Refusal {
        var command = new ArrayList<String>(List.of(project.resolve("bin/in-toto").toString()));
        command.addAll(List.of(arguments));
        execute(directory, command);
    }

    private static void execute(Path directory, List<String> command) throws IOException, InterruptedException, Refusal {
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Refusal(String.join(" ", command) + ": " + output.strip());
        }
    }
}
