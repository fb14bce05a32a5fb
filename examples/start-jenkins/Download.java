import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Brings Jenkins and its plugins from Jenkins' download site, or a mirror of it, into a folder. What is there already and is what
 * it must be is not brought again; what is not what it must be is not kept.
 */
final class Download {
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final Duration TO_ANSWER = Duration.ofMinutes(10);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(TO_CONNECT)
            .build();
    private final Pins pins;
    private final URI site;
    private final Path folder;

    /**
     * @param mirror the address of a mirror of Jenkins' download site; blank for the site that the pins name
     * @param folder where to put {@code jenkins.war} and {@code plugins}
     * @throws Refusal if the mirror is not an address
     */
    Download(Pins pins, String mirror, Path folder) throws Refusal {
        if (!mirror.isBlank() && !mirror.matches("https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/-]*)?")) {
            throw new Refusal("JENKINS_MIRROR is not an address such as https://mirror.example/jenkins/: " + mirror);
        }
        var address = mirror.isBlank() ? pins.site().toString() : mirror;
        this.pins = pins;
        this.site = URI.create(address.endsWith("/") ? address : address + "/");
        this.folder = folder;
    }

    /** Downloads only: arguments are the file of pins, a mirror or an empty text, and the folder. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            var pins = Pins.read(Path.of(arguments[0]));
            new Download(pins, arguments[1], Path.of(arguments[2])).run();
        } catch (Refusal e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Downloads what is missing.
     *
     * @throws Refusal if something cannot be had, or is not what it must be
     */
    void run() throws IOException, InterruptedException, Refusal {
        Files.createDirectories(folder.resolve("plugins"));
        war();
        var hashes = new HashMap<String, String>();
        pins.plugins().forEach(plugin -> plugin.sha256().ifPresent(hash -> hashes.put(plugin.name(), hash)));
        hashes.putAll(published(pins.plugins().stream()
                .filter(plugin -> plugin.sha256().isEmpty())
                .filter(plugin -> !Files.exists(file(plugin)))
                .toList()));
        for (var plugin : pins.plugins()) {
            var file = file(plugin);
            if (!Files.exists(file)) {
                var path = "plugins/" + plugin.name() + "/" + plugin.version() + "/" + plugin.name() + ".hpi";
                fetch(path, file, hashes.get(plugin.name()));
            }
        }
    }

    /** A file of another version has another name. */
    private Path file(Pins.Pin plugin) {
        return folder.resolve("plugins/" + plugin.name() + "-" + plugin.version() + ".hpi");
    }

    Path warFile() {
        return folder.resolve("jenkins-" + pins.war().version() + ".war");
    }

    /** The plugins by their short names. */
    Map<String, Path> plugins() {
        return pins.plugins().stream().collect(Collectors.toMap(Pins.Pin::name, this::file));
    }

    private void war() throws IOException, InterruptedException, Refusal {
        var file = warFile();
        if (Files.exists(file)) {
            return;
        }
        // An LTS release has three numbers.
        var kind = pins.war().version().chars().filter(each -> each == '.').count() == 2 ? "war-stable" : "war";
        var fresh = folder.resolve("jenkins.war.unchecked");
        fetch(kind + "/" + pins.war().version() + "/jenkins.war", fresh, pins.war().sha256().orElse(null));
        try {
            WarSignature.check(fresh, pins.signer());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void fetch(String path, Path file, String sha256) throws IOException, InterruptedException, Refusal {
        var address = site.resolve(path);
        System.out.println("  " + address);
        // What a download that was interrupted has left is written over.
        var part = folder.resolve("download.part");
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var body = open(address);
                    var out = Files.newOutputStream(part)) {
                var buffer = new byte[1 << 16];
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    digest.update(buffer, 0, read);
                    out.write(buffer, 0, read);
                }
            }
            var actual = HexFormat.of().formatHex(digest.digest());
            if (sha256 != null && !sha256.equals(actual)) {
                throw new Refusal(address + " has the SHA-256 " + actual + " instead of " + sha256);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw notReadable(address, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Refusal notReadable(URI address, IOException e) {
        return new Refusal(address + " cannot be downloaded: " + e.getMessage(), e);
    }

    private InputStream open(URI address) throws IOException, InterruptedException, Refusal {
        HttpResponse<InputStream> answer;
        try {
            answer = client.send(
                    HttpRequest.newBuilder(address).timeout(TO_ANSWER).build(), BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new Refusal(
                    "nothing answers at " + address.getScheme() + "://" + address.getAuthority()
                            + "/, so give Jenkins' war and the folder of its plugins by --war FILE --plugins DIR,"
                            + " or the address of a mirror of Jenkins' download site in JENKINS_MIRROR",
                    e);
        }
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new Refusal(address + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    /** What the update centre says the SHA-256 of plugins is. */
    private Map<String, String> published(List<Pins.Pin> wanted) throws IOException, InterruptedException, Refusal {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        System.out.println("  " + pins.updates());
        var versions = wanted.stream().collect(Collectors.toMap(Pins.Pin::name, Pins.Pin::version));
        var found = new HashMap<String, String>();
        try (var body = open(pins.updates());
                var json = new JsonFactory().createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var member = json.currentName();
                json.nextToken();
                if (member.equals("plugins")) {
                    plugins(json, versions, found);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw notReadable(pins.updates(), e);
        }
        for (var plugin : wanted) {
            if (!found.containsKey(plugin.name())) {
                throw new Refusal(pins.updates() + " does not say the SHA-256 of " + plugin.name() + " " + plugin.version());
            }
        }
        return found;
    }

    private static void plugins(JsonParser json, Map<String, String> versions, Map<String, String> found)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            if (!versions.containsKey(name)) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isIt = json.currentName().equals(versions.get(name));
                json.nextToken();
                if (isIt) {
                    sha256(json, name, found);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static void sha256(JsonParser json, String name, Map<String, String> found) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isIt = json.currentName().equals("sha256");
            json.nextToken();
            if (isIt) {
                found.put(name, HexFormat.of().formatHex(Base64.getDecoder().decode(json.getText())));
            } else {
                json.skipChildren();
            }
        }
    }
}
