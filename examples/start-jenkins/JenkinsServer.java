import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The process of Jenkins, on a free port of this machine that no other machine reaches. */
final class JenkinsServer {
    static final String USER = "demo";

    /** Nothing else of the environment gets into Jenkins and its builds. */
    private static final List<String> ENVIRONMENT = List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ");

    private static final Duration TO_START = Duration.ofMinutes(10);
    private static final Duration TO_BUILD = Duration.ofMinutes(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(60);
    private static final long PAUSE = 300;

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .proxy(ProxySelector.of(null))
            .build();
    private final String password;
    private final Path war;
    private final Path folder;
    private final JenkinsHome home;
    private Process process;
    private URI address;
    private String version = "Jenkins";

    /**
     * @param war Jenkins
     * @param folder where its home, its log and its temporary files are
     */
    JenkinsServer(Path war, Path folder, JenkinsHome home) {
        this.war = war;
        this.folder = folder;
        this.home = home;
        var random = new byte[15];
        new SecureRandom().nextBytes(random);
        password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    Path log() {
        return folder.resolve("log");
    }

    URI address() {
        return address;
    }

    String password() {
        return password;
    }

    String version() {
        return version;
    }

    /**
     * Starts it, and returns when it is up.
     *
     * @throws Refusal if it does not come up
     */
    void start() throws IOException, InterruptedException, Refusal {
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port + "/");
        home.configure(address);
        var temporary = Files.createDirectories(folder.resolve("tmp"));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                // It starts sooner so, and does not live long.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-Djava.util.prefs.userRoot=" + temporary,
                "-Djenkins.install.runSetupWizard=false",
                "-Dhudson.model.UpdateCenter.never=true",
                "-Dhudson.model.DownloadService.never=true",
                "-Dhudson.model.UsageStatistics.disabled=true",
                "-Djenkins.model.Jenkins.slaveAgentPort=-1"));
        command.addAll(opened());
        command.addAll(List.of(
                "-jar",
                war.toString(),
                "--webroot=" + folder.resolve("war"),
                "--httpListenAddress=127.0.0.1",
                "--httpPort=" + port));
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().put("JENKINS_HOME", home.folder().toString());
        builder.environment().put("DEMO_PASSWORD", password);
        process = builder.start();
        Files.write(
                pids(folder),
                List.of(address.toString(), line(process.toHandle())));
        awaitUp();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What java -jar takes from the manifest, for Javas that want to be told. */
    private List<String> opened() throws IOException, Refusal {
        return Pattern.compile("\\s+")
                .splitAsStream(JarManifest.attribute(war, "Add-Opens"))
                .filter(each -> !each.isEmpty())
                .map(each -> "--add-opens=" + each + "=ALL-UNNAMED")
                .toList();
    }

    private void awaitUp() throws IOException, InterruptedException, Refusal {
        var end = Instant.now().plus(TO_START);
        while (!Files.readString(log()).contains("Jenkins is fully up and running")) {
            if (!process.isAlive() || Files.readString(log()).contains("BootFailure") || Instant.now().isAfter(end)) {
                throw new Refusal("Jenkins does not start; the end of its log:\n" + endOfLog());
            }
            Thread.sleep(PAUSE);
        }
        var answer = get("login");
        version = "Jenkins " + answer.headers().firstValue("X-Jenkins").orElse("");
    }

    private String endOfLog() throws IOException {
        var lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private HttpRequest.Builder request(String path) {
        var login = Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(TO_ANSWER)
                .header("Authorization", "Basic " + login);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    /** The value of a member of a flat JSON object. */
    private static Optional<String> member(String json, String name) {
        var value = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        return value.find() ? Optional.of(value.group(1)) : Optional.empty();
    }

    /**
     * What the last build of a job ended with; the job is built if it never was.
     *
     * @throws Refusal if it cannot be built, or does not end
     */
    String resultOf(String job) throws IOException, InterruptedException, Refusal {
        var last = "job/" + job + "/lastBuild/api/json?tree=building,result";
        var answer = get(last);
        if (answer.statusCode() == 404) {
            var crumb = get("crumbIssuer/api/json").body();
            var built = client.send(
                    request("job/" + job + "/build?delay=0sec")
                            .header(
                                    member(crumb, "crumbRequestField").orElse("X-No-Crumb"),
                                    member(crumb, "crumb").orElse("none"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            if (built.statusCode() >= 400) {
                throw new Refusal("Jenkins answers " + built.statusCode() + " when the job " + job + " is to be built");
            }
        }
        var end = Instant.now().plus(TO_BUILD);
        while (answer.statusCode() != 200 || member(answer.body(), "building").orElse("true").equals("true")) {
            if (Instant.now().isAfter(end)) {
                throw new Refusal("the build of " + job + " does not end");
            }
            Thread.sleep(PAUSE);
            answer = get(last);
        }
        return member(answer.body(), "result").orElse("");
    }

    /** Waits until Jenkins has ended. */
    void waitFor() throws InterruptedException {
        process.waitFor();
    }

    /** Ends Jenkins, and returns when it has ended. */
    void stop() throws IOException {
        if (process != null) {
            end(process.toHandle());
            Files.deleteIfExists(pids(folder));
        }
    }

    /** Ends a process, and returns when it has ended. */
    private static void end(ProcessHandle handle) {
        handle.destroy();
        try {
            handle.onExit().get(TO_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            handle.destroyForcibly();
            handle.onExit().join();
        }
    }

    private static Path pids(Path folder) {
        return folder.resolve("processes");
    }

    /** A number of a process can be another's later; not with the same time of start. */
    static String line(ProcessHandle handle) {
        return handle.pid() + " " + handle.info().startInstant().map(Instant::toString).orElse("");
    }

    private static Optional<ProcessHandle> process(String line) {
        int end = line.indexOf(' ');
        return end < 0
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(line.substring(0, end))).filter(handle -> line(handle).equals(line));
    }

    /** The address of the Jenkins that a former start has left running. */
    static Optional<String> running(Path folder) throws IOException {
        if (!Files.exists(pids(folder))) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(pids(folder));
        return process(lines.get(1)).map(handle -> lines.get(0));
    }

    /** Ends the Jenkins that a former start has left running; returns whether there was one. */
    static boolean stopWhatRuns(Path folder) throws IOException {
        return Files.exists(pids(folder)) && end(Files.readAllLines(pids(folder)).get(1));
    }

    /** Ends the process that a line names, if it still runs; returns whether it did. */
    static boolean end(String line) {
        var handle = process(line);
        handle.ifPresent(JenkinsServer::end);
        return handle.isPresent();
    }
}
