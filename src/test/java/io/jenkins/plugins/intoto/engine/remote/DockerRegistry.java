package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian's {@code docker-registry}, which knows no index of referrers, on a port of this machine. */
public final class DockerRegistry implements AutoCloseable {
    public static final OciCredentials ALICE = new OciCredentials("alice", "pw");
    /** bcrypt of the password */
    private static final String USERS = "alice:$2y$05$abcdefghijklmnopqrstuuHIrMEWpUCQe2YqFR3sXwQ75u4od..9q\n";

    private final int port;
    private final Process process;

    public DockerRegistry(Path directory, boolean withPassword) throws Exception {
        this(directory, withPassword, Optional.empty());
    }

    /**
     * @param certificate the name without extension of a certificate (.crt) and its key (.key), by which connections are
     *     encrypted
     */
    public DockerRegistry(Path directory, boolean withPassword, Optional<Path> certificate) throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("users"), USERS);
        var configuration = """
                version: 0.1
                log: {level: error}
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"%s}
                """.formatted(
                        Files.createDirectory(directory.resolve("data")),
                        port,
                        certificate
                                .map(name -> ", tls: {certificate: " + name + ".crt, key: " + name + ".key}")
                                .orElse(""));
        if (withPassword) {
            configuration += "auth: {htpasswd: {realm: test, path: " + directory.resolve("users") + "}}\n";
        }
        var file = Files.writeString(directory.resolve("config.yml"), configuration);
        process = InteropTools.start(new ProcessBuilder("docker-registry", "serve", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile()));
        while (!isListening()) {
            if (!process.isAlive()) {
                throw new IOException("docker-registry ended: " + Files.readString(directory.resolve("log")));
            }
            Thread.sleep(20);
        }
    }

    private boolean isListening() {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Puts an image into the registry. */
    public OciImage push(String name) throws Exception {
        byte[] empty = "{}".getBytes(StandardCharsets.US_ASCII);
        var begun = send("POST", "/v2/" + name + "/blobs/uploads/", "application/octet-stream", new byte[0]);
        var location = URI.create(begun.headers().firstValue("Location").orElseThrow());
        send(
                "PUT",
                location.getPath() + "?" + location.getQuery() + "&digest=" + OciDescriptor.digestOf(empty),
                "application/octet-stream",
                empty);
        var type = "application/vnd.oci.image.manifest.v1+json";
        byte[] manifest = Json.compact(Map.of(
                "schemaVersion",
                2L,
                "mediaType",
                type,
                "config",
                OciDescriptor.of("application/vnd.oci.image.config.v1+json", empty)
                        .asMap(),
                "layers",
                List.of()));
        send("PUT", "/v2/" + name + "/manifests/latest", type, manifest);
        return new OciImage("127.0.0.1:" + port + "/" + name, OciDescriptor.digestOf(manifest));
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .header("Authorization", ALICE.basic())
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer + ": " + answer.body());
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
