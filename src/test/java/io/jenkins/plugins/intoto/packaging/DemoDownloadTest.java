package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.intoto.InteropTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./demo --jenkins} downloads, from a server of this test, and wars that this test has signed; what it refuses. */
class DemoDownloadTest {
    private static final Path SOURCES = Path.of("examples", "start-jenkins");
    private static final Path PINS = SOURCES.resolve("versions.txt");
    private static final String SIGNER = "Jenkins, in a test";
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path shared;

    private static HttpServer server;
    private static final Map<String, byte[]> CONTENT = Collections.synchronizedMap(new TreeMap<>());
    private static volatile int missing;
    private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private final StringBuilder pins = new StringBuilder();
    private String signer = SIGNER;
    private byte[] plugin = "a plugin".getBytes(StandardCharsets.UTF_8);

    @BeforeAll
    static void compileAndServe() throws Exception {
        try (var sources = Files.newDirectoryStream(SOURCES, "*.java")) {
            var arguments = new ArrayList<>(List.of("-nowarn", "-d", shared.toString(), "-cp", classPath()));
            sources.forEach(source -> arguments.add(source.toString()));
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
        for (var name : List.of(SIGNER, "Mallory")) {
            InteropTools.run(
                            program("keytool"),
                            "-genkeypair",
                            "-alias",
                            name,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=\"" + name + "\"",
                            "-validity",
                            "1000",
                            "-ext",
                            "bc:c=ca:true",
                            "-keystore",
                            keys(),
                            "-storepass",
                            PASSWORD)
                    .succeeded();
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            ASKED.add(path);
            var body = CONTENT.get(path);
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length + missing);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterAll
    static void end() {
        server.stop(0);
    }

    @BeforeEach
    void forget() {
        CONTENT.clear();
        ASKED.clear();
        missing = 0;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String keys() {
        return shared.resolve("keys.p12").toString();
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private byte[] war(String... signers) throws Exception {
        var file = folder.resolve("made.war");
        try (var zip = new JarOutputStream(Files.newOutputStream(file), manifest("Jenkins-Version", "2.528.3"))) {
            for (var name : List.of("WEB-INF/web.xml", "executable/Main.class")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        var store = KeyStore.getInstance(Path.of(keys()).toFile(), PASSWORD.toCharArray());
        for (var name : signers) {
            var entry = store.getEntry(name, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
            var signed = folder.resolve("signed.war");
            try (var zip = new ZipFile(file.toFile());
                    var out = Files.newOutputStream(signed)) {
                new JarSigner.Builder((KeyStore.PrivateKeyEntry) entry).build().sign(zip, out);
            }
            Files.move(signed, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.readAllBytes(file);
    }

    /** The war with other content of an entry, and the signature as it was. */
    private static byte[] changed(byte[] war) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var from = new ZipInputStream(new java.io.ByteArrayInputStream(war));
                var to = new ZipOutputStream(out)) {
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        entry.getName().equals("WEB-INF/web.xml")
                                ? "slipped in".getBytes(StandardCharsets.UTF_8)
                                : from.readAllBytes());
            }
        }
        return out.toByteArray();
    }

    private static byte[] sha256(byte[] content) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(content);
    }

    private static String hex(byte[] content) throws Exception {
        return HexFormat.of().formatHex(sha256(content));
    }

    private String site() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void offer(byte[] war, String hashOfTheWar) {
        CONTENT.put("/war-stable/2.528.3/jenkins.war", war);
        CONTENT.put("/plugins/structs/1.0/structs.hpi", plugin);
        pins.append("war 2.528.3 ").append(hashOfTheWar).append('\n');
    }

    private InteropTools.Result download() throws Exception {
        return download(site());
    }

    private InteropTools.Result download(String mirror) throws Exception {
        var file = folder.resolve("versions.txt");
        Files.writeString(
                file, "site http://127.0.0.1:1/\nupdates " + site() + "updates.json\nsigner " + signer + "\n" + pins);
        return java(
                trusting(),
                "Download",
                file.toString(),
                mirror,
                folder.resolve("downloads").toString());
    }

    /** What makes Java take the certificates of this test for those of authorities. */
    private static List<String> trusting() {
        return List.of("-Djavax.net.ssl.trustStore=" + keys(), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private static InteropTools.Result java(List<String> options, String... classAndArguments) throws Exception {
        var command = new ArrayList<>(List.of(program("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", shared + System.getProperty("path.separator") + classPath()));
        command.addAll(List.of(classAndArguments));
        return InteropTools.run(command.toArray(String[]::new));
    }

    private List<String> downloads() throws IOException {
        try (var files = Files.walk(folder.resolve("downloads"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private void refused(String reason) throws Exception {
        var result = download();

        assertThat(result.error()).startsWith("demo: ").contains(reason).hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsPinnedIsDownloadedFromAMirrorOnce() throws Exception {
        var war = war(SIGNER);
        offer(war, hex(war));
        pins.append("plugin structs 1.0 ").append(hex(plugin)).append('\n');

        download().succeeded();
        assertThat(downloads()).containsExactly("jenkins-2.528.3.war", "structs-1.0.hpi");
        assertThat(ASKED).containsExactly("/war-stable/2.528.3/jenkins.war", "/plugins/structs/1.0/structs.hpi");

        download().succeeded();
        assertThat(ASKED).hasSize(2);
    }

    @Test
    void aHashThatIsNotPinnedIsThatOfTheUpdateCentre() throws Exception {
        offer(war(SIGNER), "-");
        pins.append("plugin structs 1.0 -\n");
        CONTENT.put("/updates.json", """
                {"generationTimestamp": "2026", "plugins": {"git": {"1.0": {"sha256": "AA==", "dependencies": [{"name": "a"}]}},
                  "structs": {"0.9": {"sha256": "AA=="}, "1.0": {"dependencies": [], "sha256": "%s", "url": "u"}}},
                 "signature": {"a": ["b"]}}
                """.formatted(Base64.getEncoder().encodeToString(sha256(plugin)))
                .getBytes(StandardCharsets.UTF_8));

        download().succeeded();
        assertThat(downloads()).containsExactly("jenkins-2.528.3.war", "structs-1.0.hpi");

        Files.delete(folder.resolve("downloads/plugins/structs-1.0.hpi"));
        CONTENT.put("/plugins/structs/1.0/structs.hpi", "another".getBytes(StandardCharsets.UTF_8));
        refused("structs.hpi has the SHA-256 ");
        assertThat(downloads()).containsExactly("jenkins-2.528.3.war");

        CONTENT.put("/updates.json", "{\"plugins\": {}}".getBytes(StandardCharsets.UTF_8));
        refused("updates.json does not say the SHA-256 of structs 1.0");
    }

    @Test
    void aPluginThatIsNotThePinnedOneIsNotKept() throws Exception {
        var war = war(SIGNER);
        offer(war, hex(war));
        pins.append("plugin structs 1.0 ").append(hex(war)).append('\n');

        refused("structs.hpi has the SHA-256 " + hex(plugin) + " instead of " + hex(war));
        assertThat(downloads()).containsExactly("jenkins-2.528.3.war");
    }

    @Test
    void aWarThatIsNotThePinnedOneIsNotKept() throws Exception {
        offer(war(SIGNER), hex(plugin));

        refused(" instead of " + hex(plugin));
        assertThat(downloads()).isEmpty();
    }

    @Test
    void aWarMustBeSignedByJenkins() throws Exception {
        offer(war("Mallory"), "-");
        refused("is not signed by " + SIGNER);

        CONTENT.put("/war-stable/2.528.3/jenkins.war", war());
        refused("web.xml in ");

        CONTENT.put("/war-stable/2.528.3/jenkins.war", changed(war(SIGNER)));
        refused("the signature of ");
        assertThat(downloads()).isEmpty();
    }

    @Test
    void aSignersNameDoesNotCountWithoutARootThatJavaTrusts() throws Exception {
        var war = war(SIGNER);
        offer(war, hex(war));
        var result = java(
                List.of(),
                "Download",
                pinsFile().toString(),
                site(),
                folder.resolve("downloads").toString());

        assertThat(result.error()).startsWith("demo: the signature of ").contains("is not valid: ");
        assertThat(downloads()).isEmpty();
    }

    private Path pinsFile() throws IOException {
        var file = folder.resolve("pins");
        Files.writeString(file, "site " + site() + "\nupdates " + site() + "\nsigner " + signer + "\n" + pins);
        return file;
    }

    @Test
    void withoutANetworkItSaysWhatItNeeds() throws Exception {
        offer(war(SIGNER), "-");

        var result = download("");

        assertThat(result.error())
                .isEqualTo(
                        "demo: nothing answers at http://127.0.0.1:1/, so give Jenkins' war and the folder of its plugins by"
                                + " --war FILE --plugins DIR, or the address of a mirror of Jenkins' download site in JENKINS_MIRROR\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void anAnswerThatBreaksOffIsOneSentence() throws Exception {
        offer(war(SIGNER), "-");
        missing = 1;

        refused("/war-stable/2.528.3/jenkins.war cannot be downloaded: ");
        assertThat(downloads()).isEmpty();
    }

    @Test
    void aMirrorMustBeAnAddress() throws Exception {
        offer(war(SIGNER), "-");

        var result = download("mirror.example/jenkins");

        assertThat(result.error())
                .isEqualTo("demo: JENKINS_MIRROR is not an address such as https://mirror.example/jenkins/:"
                        + " mirror.example/jenkins\n");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private InteropTools.Result start(String... options) throws Exception {
        var command = new ArrayList<>(List.of("StartJenkins", folder.toString()));
        command.addAll(List.of(options));
        return java(trusting(), command.toArray(String[]::new));
    }

    @Test
    void optionsThatDoNotGoTogetherShowTheUsage() throws Exception {
        for (var options : List.of(
                List.of("--war"), List.of("--war", "jenkins.war"), List.of("--stop", "--keep"), List.of("localhost"))) {
            var result = start(options.toArray(String[]::new));

            assertThat(result.error()).startsWith("usage: ./demo --jenkins ").hasLineCount(1);
            assertThat(result.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void filesThatAreNoWarOrPluginAreNamed() throws Exception {
        archive(folder.resolve("target/in-toto-attestation.hpi"), "Short-Name", "in-toto-attestation");
        var plugins = Files.createDirectory(folder.resolve("plugins"));
        var war = folder.resolve("jenkins.war");
        notStarted(war, plugins, war + " is not a file");
        Files.writeString(war, "a page of a proxy");
        notStarted(war, plugins, war + " is damaged, or not an archive: ");
        archive(war, "Main-Class", "Main");
        notStarted(war, plugins, war + " is not the war of a Jenkins");
        archive(war, "Jenkins-Version", "2.528.3");
        notStarted(war, plugins, "the plugin workflow-job is missing in " + plugins);
        archive(plugins.resolve("a.hpi"), "Main-Class", "Main");
        notStarted(war, plugins, plugins.resolve("a.hpi") + " is not a plugin of Jenkins");
    }

    private InteropTools.Result notStarted(Path war, Path plugins, String reason) throws Exception {
        var result = start("--war", war.toString(), "--plugins", plugins.toString());

        assertThat(result.error()).startsWith("demo: " + reason).hasLineCount(1);
        assertThat(result.exitCode()).isEqualTo(1);
        return result;
    }

    /** Whoever brings a war of their own may have built it, but not changed what Jenkins has signed. */
    @Test
    void aWarThatCarriesASignatureMustBeWhatWasSigned() throws Exception {
        archive(folder.resolve("target/in-toto-attestation.hpi"), "Short-Name", "in-toto-attestation");
        Files.createDirectories(folder.resolve("examples/start-jenkins"));
        pins.append("war 2.528.3 -\n");
        Files.copy(pinsFile(), folder.resolve("examples/start-jenkins/versions.txt"));
        var plugins = Files.createDirectory(folder.resolve("plugins"));
        var war = folder.resolve("jenkins.war");

        Files.write(war, changed(war(SIGNER)));
        notStarted(war, plugins, "the signature of " + war + " is not valid: ");
        Files.write(war, war("Mallory"));
        notStarted(war, plugins, war + " is not signed by " + SIGNER);
        Files.write(war, war(SIGNER));
        assertThat(notStarted(war, plugins, "the plugin workflow-job is missing in ")
                        .text())
                .isEmpty();
        Files.write(war, war());
        assertThat(notStarted(war, plugins, "the plugin workflow-job is missing in ")
                        .text())
                .isEqualTo(war + " is not signed, and is used unchecked.\n");
    }

    @Test
    void onlyOneStartsAtATime() throws Exception {
        var lock = Files.createDirectories(folder.resolve("target/jenkins")).resolve("lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            notStarted(lock, folder, "a Jenkins is being started; ./demo --jenkins --stop stops it");
        }
        notStarted(lock, folder, folder.resolve("target/in-toto-attestation.hpi") + " is missing");
    }

    private static void archive(Path file, String attribute, String value) throws IOException {
        Files.createDirectories(file.getParent());
        new JarOutputStream(Files.newOutputStream(file), manifest(attribute, value)).close();
    }

    private static Manifest manifest(String attribute, String value) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name(attribute), value);
        return manifest;
    }

    /** Whoever has nothing but what is downloaded must not miss a plugin that ours needs. */
    @Test
    void thePinsNameEveryPluginThatOursNeeds() throws Exception {
        var pom = Files.readString(Path.of("pom.xml"));
        var matcher = Pattern.compile("<Plugin-Dependencies>([^<]+)<").matcher(pom);
        assertThat(matcher.find()).isTrue();
        var needed = Stream.of(matcher.group(1).split(","))
                .filter(each -> !each.contains("optional"))
                .map(each -> each.substring(0, each.indexOf(':')))
                .toList();
        var lines = Files.readAllLines(PINS).stream()
                .filter(line -> line.startsWith("plugin "))
                .map(line -> line.split("\\s+"))
                .toList();

        assertThat(lines.stream().map(words -> words[1]))
                .doesNotHaveDuplicates()
                .containsAll(needed);
        assertThat(lines).allSatisfy(words -> assertThat(words[3]).matches("-|[0-9a-f]{64}"));
    }
}
