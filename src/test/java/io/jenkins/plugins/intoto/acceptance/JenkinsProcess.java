package io.jenkins.plugins.intoto.acceptance;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.jenkins.plugins.intoto.InteropTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;

/** A Jenkins that the tests have started for themselves on a free port of this machine, with a home of its own. */
final class JenkinsProcess implements AutoCloseable {
    private static final String USER = "admin";

    /** Pages are dark where the browser asks for it, if the plugins for that are there. */
    private static final String THEME = """
            def theme = jenkins.model.Jenkins.get().pluginManager.getPlugin('dark-theme')
            if (theme != null) {
              def load = { jenkins.model.Jenkins.get().pluginManager.uberClassLoader.loadClass('io.jenkins.plugins.' + it) }
              load('thememanager.ThemeManagerPageDecorator').get()
                .setTheme(load('darktheme.DarkThemeSystemManagerFactory').getDeclaredConstructor().newInstance())
            }
            """;

    /** Somebody who may do everything, and nobody else. */
    private static final String SECURITY = """
            import hudson.security.*
            import jenkins.model.*
            def jenkins = Jenkins.get()
            def realm = new HudsonPrivateSecurityRealm(false, false, null)
            realm.createAccount('%s', System.getenv('ACCEPTANCE_PASSWORD'))
            def strategy = new FullControlOnceLoggedInAuthorizationStrategy()
            strategy.allowAnonymousRead = false
            jenkins.securityRealm = realm
            jenkins.authorizationStrategy = strategy
            jenkins.numExecutors = 2
            jenkins.save()
            """.formatted(USER);

    /** What Jenkins ends with where a filter asks for its secret key before it has read it: a race of its own start. */
    private static final String KEY_NOT_YET_READ = "key cannot be empty or null";

    private final Path war;
    private final Path folder;
    private final String password = UUID.randomUUID().toString();
    private final Thread killer = new Thread(() -> stop(true));
    private int port;
    private Process process;
    private RemoteJenkins client;

    private JenkinsProcess(Path war, Path folder) {
        this.war = war;
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @param war Jenkins
     * @param plugins the folder of the plugins that the tested one needs
     * @param hpi the plugin to be tested
     * @throws IOException if it does not start; its log is told
     */
    static JenkinsProcess start(Path war, Optional<Path> plugins, Path hpi) throws IOException {
        var jenkins = new JenkinsProcess(war.toAbsolutePath(), Files.createTempDirectory("jenkins"));
        Runtime.getRuntime().addShutdownHook(jenkins.killer);
        var installed = Files.createDirectories(jenkins.home().resolve("plugins"));
        if (plugins.isPresent()) {
            try (var all = Files.newDirectoryStream(plugins.get(), "*.[jh]pi")) {
                for (var plugin : all) {
                    Files.copy(plugin, installed.resolve(plugin.getFileName()));
                }
            }
        }
        Files.copy(hpi, installed.resolve("in-toto-attestation.jpi"));
        Files.writeString(
                Files.createDirectories(jenkins.home().resolve("init.groovy.d")).resolve("security.groovy"), SECURITY);
        jenkins.begin();
        jenkins.client = new RemoteJenkins(
                URI.create("http://127.0.0.1:" + jenkins.port + "/"), Optional.of(USER), Optional.of(jenkins.password));
        jenkins.client.startedBy(jenkins);
        jenkins.client.script(THEME);
        jenkins.client.script("def location = jenkins.model.JenkinsLocationConfiguration.get()\n" + "location.url = '"
                + jenkins.client.address("") + "'; location.save()");
        return jenkins;
    }

    /** A way to talk to it. */
    RemoteJenkins client() {
        return client;
    }

    /** Where it keeps everything. */
    Path home() {
        return folder.resolve("home");
    }

    /** Stops it as an administrator would, and starts it again with the same home and port. */
    void restart() throws IOException {
        stop(false);
        begin();
    }

    /** Kills it, and starts it again with the same home and port. */
    void crash() throws IOException {
        stop(true);
        begin();
    }

    private void begin() throws IOException {
        begin(true);
    }

    private void begin(boolean mayRepeat) throws IOException {
        var portFile = folder.resolve("port");
        Files.deleteIfExists(portFile);
        var log = folder.resolve("log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-Djenkins.install.runSetupWizard=false",
                "-Dhudson.model.UpdateCenter.never=true",
                "-Dhudson.model.DownloadService.never=true",
                "-Dhudson.model.UsageStatistics.disabled=true",
                // From 2.539 on; by default Jenkins only hears of what violates its policy.
                "-Djenkins.security.csp.CspHeader.headerName=Content-Security-Policy",
                "-Dwinstone.portFileName=" + portFile));
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
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JENKINS_HOME", home().toString());
        builder.environment().put("ACCEPTANCE_PASSWORD", password);
        long before = Files.exists(log) ? Files.size(log) : 0;
        process = InteropTools.start(builder);
        try {
            Patience.until("Jenkins starts", 600, () -> isUp(log, before, portFile));
        } catch (IOException e) {
            if (mayRepeat && String.valueOf(e.getMessage()).contains(KEY_NOT_YET_READ)) {
                stop(true);
                begin(false);
                return;
            }
            throw e;
        }
        port = Integer.parseInt(Files.readString(portFile).trim());
    }

    private boolean isUp(Path log, long before, Path portFile) throws IOException {
        var text = Files.exists(log) ? Files.readString(log).substring((int) Math.min(before, Files.size(log))) : "";
        if (!process.isAlive() || text.contains("BootFailure")) {
            throw new IOException("Jenkins ended:\n" + text);
        }
        return text.contains("Jenkins is fully up and running")
                && Files.exists(portFile)
                && !Files.readString(portFile).isBlank();
    }

    /** What java -jar takes from the manifest but a later Java may want to be told. */
    private List<String> opened() throws IOException {
        try (var zip = new ZipFile(war.toFile())) {
            var entry = zip.getEntry("META-INF/MANIFEST.MF");
            var manifest = new java.util.jar.Manifest(zip.getInputStream(entry));
            var opens = manifest.getMainAttributes().getValue("Add-Opens");
            return opens == null
                    ? List.of()
                    : List.of(opens.trim().split("\\s+")).stream()
                            .map(each -> "--add-opens=" + each + "=ALL-UNNAMED")
                            .toList();
        }
    }

    private void stop(boolean atOnce) {
        if (process == null || !process.isAlive()) {
            return;
        }
        if (atOnce) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop(true);
        Runtime.getRuntime().removeShutdownHook(killer);
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
