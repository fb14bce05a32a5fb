package io.jenkins.plugins.intoto.engine.remote;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry with an index of referrers on this machine, which does what the conformance tests of the OCI distribution
 * specification 1.1 ask of pulls, pushes and the discovery of referrers.
 */
public final class StandInRegistry implements AutoCloseable {
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 32);

    /** What is done with a request before the registry sees it. */
    public interface Interceptor {
        /** @return whether it was answered */
        boolean answers(HttpExchange exchange) throws IOException;
    }

    private record Stored(String type, byte[] content) {}

    public final List<String> requests = new ArrayList<>();
    private final Map<String, byte[]> blobs = new TreeMap<>();
    private final Map<String, Stored> manifests = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What faults there are. */
    public volatile Interceptor interceptor = exchange -> false;

    /** Whether it says which version of a tag it gives, and takes a new one only in the place of that. */
    public volatile boolean hasVersions;

    /** How many referrers it lists at a time. */
    public volatile int pageSize = 100;

    public StandInRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                synchronized (requests) {
                    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                }
                if (!interceptor.answers(exchange)) {
                    answer(exchange);
                }
            }
        });
        server.start();
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Puts an image without layers into the registry. */
    public OciImage push(String name) {
        var digest = putManifest(
                name,
                OciRepository.MANIFEST,
                Map.of("config", blob("{}".getBytes(StandardCharsets.US_ASCII)), "layers", List.of()));
        return new OciImage(host() + "/" + name, digest);
    }

    /** Puts an index of images into the registry. */
    public OciImage pushIndex(String name, List<Map<String, Object>> entries) {
        return new OciImage(host() + "/" + name, putManifest(name, OciRepository.INDEX, Map.of("manifests", entries)));
    }

    /** Keeps a blob, and tells its descriptor. */
    public Map<String, Object> blob(byte[] content) {
        var descriptor = OciDescriptor.of("application/octet-stream", content);
        synchronized (this) {
            blobs.put(descriptor.digest(), content);
        }
        return descriptor.asMap();
    }

    public synchronized String putManifest(String name, String type, Map<String, Object> members) {
        var manifest = new TreeMap<>(members);
        manifest.put("schemaVersion", 2L);
        manifest.put("mediaType", type);
        byte[] content = Json.compact(manifest);
        var digest = OciDescriptor.digestOf(content);
        manifests.put(name + "/" + digest, new Stored(type, content));
        return digest;
    }

    public synchronized void tag(String name, String tag, String digest) {
        tags.put(name + ":" + tag, digest);
    }

    /** What a tag names; null for nothing. */
    public synchronized JsonObject tagged(String name, String tag) throws Exception {
        var digest = tags.get(name + ":" + tag);
        return digest == null ? null : Json.parseObject(manifests.get(name + "/" + digest).content, tag, LIMITS);
    }

    /** Lets a blob or manifest be other than it was. */
    public synchronized void damage(String digest, byte[] content) {
        blobs.computeIfPresent(digest, (key, before) -> content);
        manifests.replaceAll((key, before) -> key.endsWith(digest) ? new Stored(before.type, content) : before);
    }

    public static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, body.length == 0 || isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Answers with an error as the specification has it. */
    public static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        answer(
                exchange,
                status,
                "application/json",
                Json.compact(Map.of("errors", List.of(Map.of("code", code, "message", message)))));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring("/v2/".length());
        var body = exchange.getRequestBody().readAllBytes();
        for (var kind : List.of("/blobs/uploads/", "/blobs/", "/manifests/", "/referrers/")) {
            int at = path.lastIndexOf(kind);
            if (at > 0) {
                var name = path.substring(0, at);
                var reference = path.substring(at + kind.length());
                switch (kind) {
                    case "/blobs/uploads/" -> upload(exchange, name, body);
                    case "/blobs/" -> blob(exchange, reference);
                    case "/manifests/" -> manifest(exchange, name, reference, body);
                    default -> referrers(exchange, name, reference);
                }
                return;
            }
        }
        refuse(exchange, 404, "UNSUPPORTED", path);
    }

    private void upload(HttpExchange exchange, String name, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().add("Location", "/v2/" + name + "/blobs/uploads/1?state=a");
            answer(exchange, 202, "text/plain", new byte[0]);
            return;
        }
        var query = exchange.getRequestURI().getQuery();
        if (!query.endsWith("digest=" + OciDescriptor.digestOf(body))) {
            refuse(exchange, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
            return;
        }
        blobs.put(OciDescriptor.digestOf(body), body);
        answer(exchange, 201, "text/plain", new byte[0]);
    }

    private void blob(HttpExchange exchange, String digest) throws IOException {
        if (blobs.containsKey(digest)) {
            answer(exchange, 200, "application/octet-stream", blobs.get(digest));
        } else {
            refuse(exchange, 404, "BLOB_UNKNOWN", "blob unknown to registry");
        }
    }

    private void manifest(HttpExchange exchange, String name, String reference, byte[] body) throws IOException {
        boolean isTag = !reference.startsWith("sha256:");
        var digest = isTag ? tags.get(name + ":" + reference) : reference;
        if (exchange.getRequestMethod().equals("PUT")) {
            var expected = exchange.getRequestHeaders().getFirst("If-Match");
            if (expected != null && !expected.equals("\"" + digest + "\"")) {
                refuse(exchange, 412, "PRECONDITION", "another version");
                return;
            }
            put(exchange, name, reference, isTag, body);
            return;
        }
        var stored = digest == null ? null : manifests.get(name + "/" + digest);
        if (stored == null) {
            refuse(exchange, 404, "MANIFEST_UNKNOWN", "manifest unknown");
            return;
        }
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
        if (hasVersions) {
            exchange.getResponseHeaders().add("ETag", "\"" + digest + "\"");
        }
        answer(exchange, 200, stored.type, stored.content);
    }

    private void put(HttpExchange exchange, String name, String reference, boolean isTag, byte[] body)
            throws IOException {
        var digest = OciDescriptor.digestOf(body);
        if (!isTag && !digest.equals(reference)) {
            refuse(exchange, 400, "DIGEST_INVALID", "provided digest did not match uploaded content");
            return;
        }
        var json = read(body);
        for (var member : List.of("layers", "config")) {
            for (var descriptor : descriptors(json, member)) {
                if (!blobs.containsKey(descriptor.asMap().get("digest"))) {
                    refuse(exchange, 404, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry");
                    return;
                }
            }
        }
        manifests.put(
                name + "/" + digest, new Stored(exchange.getRequestHeaders().getFirst("Content-Type"), body));
        if (isTag) {
            tags.put(name + ":" + reference, digest);
        }
        if (json.has("subject")) {
            exchange.getResponseHeaders().add("OCI-Subject", text(json, "subject", "digest"));
        }
        exchange.getResponseHeaders().add("Docker-Content-Digest", digest);
        answer(exchange, 201, "text/plain", new byte[0]);
    }

    private void referrers(HttpExchange exchange, String name, String digest) throws IOException {
        var found = new ArrayList<Map<String, Object>>();
        for (var entry : manifests.entrySet()) {
            var json = read(entry.getValue().content);
            if (entry.getKey().startsWith(name + "/sha256:")
                    && json.has("subject")
                    && text(json, "subject", "digest").equals(digest)) {
                var descriptor =
                        new TreeMap<String, Object>(OciDescriptor.of(entry.getValue().type, entry.getValue().content)
                                .asMap());
                descriptor.put(
                        "artifactType",
                        json.has("artifactType")
                                ? json.asMap().get("artifactType")
                                : text(json, "config", "mediaType"));
                if (json.has("annotations")) {
                    descriptor.put("annotations", json.asMap().get("annotations"));
                }
                found.add(descriptor);
            }
        }
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        int from = query.startsWith("from=") ? Integer.parseInt(query.substring("from=".length())) : 0;
        int to = Math.min(found.size(), from + pageSize);
        if (to < found.size()) {
            exchange.getResponseHeaders()
                    .add("Link", "</v2/" + name + "/referrers/" + digest + "?from=" + to + ">; rel=\"next\"");
        }
        answer(
                exchange,
                200,
                OciRepository.INDEX,
                Json.compact(Map.of(
                        "schemaVersion", 2L, "mediaType", OciRepository.INDEX, "manifests", found.subList(from, to))));
    }

    private static JsonObject read(byte[] content) throws IOException {
        try {
            return Json.parseObject(content, "manifest", LIMITS);
        } catch (MalformedJsonException e) {
            throw new IOException(e);
        }
    }

    private static List<JsonObject> descriptors(JsonObject json, String member) throws IOException {
        try {
            return member.equals("layers")
                    ? json.objects(member)
                    : json.optionalObject(member).stream().toList();
        } catch (MalformedJsonException e) {
            throw new IOException(e);
        }
    }

    private static String text(JsonObject json, String member, String name) throws IOException {
        try {
            return json.object(member).string(name);
        } catch (MalformedJsonException e) {
            throw new IOException(e);
        }
    }
}
