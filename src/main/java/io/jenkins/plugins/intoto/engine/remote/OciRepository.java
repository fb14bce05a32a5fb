package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.remote.OciSession.Body;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Manifests, blobs and tags of the repository of an image (OCI distribution specification 1.1). Not safe for use by several
 * threads.
 */
final class OciRepository {
    static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final String DOCKER_INDEX = "application/vnd.docker.distribution.manifest.list.v2+json";

    private static final String ANY_MANIFEST =
            String.join(", ", MANIFEST, INDEX, "application/vnd.docker.distribution.manifest.v2+json", DOCKER_INDEX);
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 16);
    private static final int MOST_UPDATES = 5;
    private static final int MOST_PAGES = 100;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;(?:[^,]*;)?\\s*rel=\"?next\"?(?:[;,\\s].*)?");

    /** How registries answer that have no index of referrers. */
    private static final Set<Integer> UNKNOWN_TO_REGISTRY = Set.of(400, 404, 405, 406, 501);

    /** Tags are read and written one at a time within this process; between processes it is seen who was first. */
    private static final List<ReentrantLock> LOCKS =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    private final OciImage image;
    private final OciSession session;

    OciRepository(OciImage image, Optional<OciCredentials> credentials, RemoteCalls calls) {
        this.image = image;
        this.session = new OciSession(image.address(""), credentials, calls);
    }

    /**
     * A manifest of the repository.
     *
     * @param uri where it came from
     * @param descriptor what it is
     * @param json its content
     * @param version what the registry calls this version of a tag, if it does (RFC 9110, section 8.8.3)
     */
    record Manifest(URI uri, OciDescriptor descriptor, JsonObject json, Optional<String> version) {
        List<JsonObject> objects(String member) throws RemoteFailureException {
            try {
                return json.objects(member);
            } catch (MalformedJsonException e) {
                throw unusable(uri, e);
            }
        }
    }

    /**
     * Gets a manifest.
     *
     * @param reference its digest, which is checked, or a tag
     * @return empty if there is none
     */
    Optional<Manifest> manifest(String reference) throws RemoteFailureException, InterruptedException {
        var uri = image.address("manifests/" + reference);
        boolean isDigest = OciImage.isDigest(reference);
        var answer = isDigest ? session.fetch(uri, ANY_MANIFEST, LIMITS.maxBytes()) : session.get(uri, ANY_MANIFEST);
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        byte[] content = expect(uri, answer);
        var type = answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip();
        var json = json(uri, content);
        try {
            var descriptor = OciDescriptor.of(json.string("mediaType", type.isEmpty() ? MANIFEST : type), content);
            var expected = isDigest
                    ? reference
                    : answer.headers()
                            .firstValue("Docker-Content-Digest")
                            .filter(OciImage::isDigest)
                            .orElse(descriptor.digest());
            if (!descriptor.digest().equals(expected)) {
                throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the manifest has another digest");
            }
            return Optional.of(
                    new Manifest(uri, descriptor, json, answer.headers().firstValue("ETag")));
        } catch (MalformedJsonException e) {
            throw unusable(uri, e);
        }
    }

    /**
     * Gets a blob.
     *
     * @param maximum how long it may be, in bytes
     */
    byte[] blob(OciDescriptor descriptor, long maximum) throws RemoteFailureException, InterruptedException {
        var uri = image.address("blobs/" + descriptor.digest());
        if (descriptor.size() > maximum) {
            throw new RemoteFailureException(
                    uri,
                    Kind.UNUSABLE_ANSWER,
                    "is " + descriptor.size() + " bytes long, more than " + maximum + ", which is the limit");
        }
        var answer = session.fetch(uri, "*/*", Math.max(1, descriptor.size()));
        if (answer.statusCode() == 404) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "is not there, though a manifest names it");
        }
        byte[] content = expect(uri, answer);
        if (!descriptor.isOf(content)) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the content has another digest");
        }
        return content;
    }

    /** Uploads a blob, unless it is there. */
    OciDescriptor upload(String mediaType, byte[] content) throws RemoteFailureException, InterruptedException {
        var descriptor = OciDescriptor.of(mediaType, content);
        var there = session.send("HEAD", image.address("blobs/" + descriptor.digest()), "*/*", Optional.empty());
        // Some keep blobs elsewhere, and lead there only if there is something.
        if (there.statusCode() / 100 == 2 || there.statusCode() / 100 == 3) {
            return descriptor;
        }
        var uri = image.address("blobs/uploads/");
        var begun = session.send("POST", uri, "*/*", Optional.of(new Body("application/octet-stream", new byte[0])));
        expect(uri, begun);
        var location =
                session.resolved(uri, begun.headers().firstValue("Location").orElse(""));
        var target =
                OciSession.withQuery(location, "digest=" + descriptor.digest().replace(":", "%3A"));
        expect(target, session.send("PUT", target, "*/*", Optional.of(new Body("application/octet-stream", content))));
        return descriptor;
    }

    /**
     * Puts a manifest that refers to the image.
     *
     * @return whether the registry has taken it into its index of referrers
     */
    boolean putReferrer(OciDescriptor descriptor, byte[] manifest) throws RemoteFailureException, InterruptedException {
        var uri = image.address("manifests/" + descriptor.digest());
        var answer = put(uri, Map.of(), descriptor.mediaType(), manifest);
        expect(uri, answer);
        return answer.headers().firstValue("OCI-Subject").isPresent();
    }

    private HttpResponse<byte[]> put(URI uri, Map<String, String> headers, String type, byte[] manifest)
            throws RemoteFailureException, InterruptedException {
        return session.send("PUT", uri, headers, Optional.of(new Body(type, manifest)), LIMITS.maxBytes());
    }

    /** Completes a manifest, given the list in it as it is to be. */
    interface Completion {
        void complete(Map<String, Object> manifest, List<Map<String, Object>> list)
                throws RemoteFailureException, InterruptedException;
    }

    /**
     * Adds an entry to a list in the manifest that a tag names, unless one of the same digest is there. Nothing is lost that others
     * put there: the tag is read again before it is written, and after, and the entry is added anew if somebody else was faster.
     *
     * @param member the list in the manifest
     * @param mediaType what the manifest is if the tag names none yet
     * @throws RemoteFailureException if somebody else was faster each time
     */
    void add(String tag, String member, Map<String, Object> entry, String mediaType, Completion completion)
            throws RemoteFailureException, InterruptedException {
        var uri = image.address("manifests/" + tag);
        var lock = LOCKS.get(Math.floorMod(uri.hashCode(), LOCKS.size()));
        lock.lockInterruptibly();
        try {
            for (int i = 0; ; i++) {
                var before = manifest(tag);
                var list = new ArrayList<Map<String, Object>>();
                var manifest = new TreeMap<String, Object>(Map.of("mediaType", mediaType));
                if (before.isPresent()) {
                    before.get().objects(member).forEach(known -> list.add(known.asMap()));
                    manifest.putAll(before.get().json().asMap());
                    manifest.put("mediaType", before.get().descriptor().mediaType());
                }
                if (list.stream().anyMatch(known -> entry.get("digest").equals(known.get("digest")))) {
                    return;
                }
                if (i == MOST_UPDATES) {
                    throw new RemoteFailureException(
                            uri, Kind.REFUSED, "was changed by somebody else each of " + MOST_UPDATES + " times");
                }
                list.add(entry);
                manifest.put("schemaVersion", 2L);
                manifest.put(member, list);
                completion.complete(manifest, list);
                if (manifest(tag).map(Manifest::descriptor).equals(before.map(Manifest::descriptor))) {
                    put(uri, before, manifest);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void put(URI uri, Optional<Manifest> before, Map<String, Object> after)
            throws RemoteFailureException, InterruptedException {
        var condition = before.flatMap(Manifest::version)
                .filter(version -> !version.startsWith("W/"))
                .map(version -> Map.of("If-Match", version))
                .orElse(Map.of());
        var answer = put(uri, condition, String.valueOf(after.get("mediaType")), Json.compact(after));
        if (answer.statusCode() != 412) { // else it is another version by now
            expect(uri, answer);
        }
    }

    /**
     * The manifests that refer to the image, as the registry's index of referrers or the tag in its place has them.
     *
     * @param most how many there may be
     */
    List<JsonObject> referrers(int most) throws RemoteFailureException, InterruptedException {
        var uri = image.address("referrers/" + image.digest());
        var answer = session.get(uri, INDEX);
        if (UNKNOWN_TO_REGISTRY.contains(answer.statusCode())) {
            var listed = manifest(image.fallbackTag());
            return listed.isEmpty() ? List.of() : listed.get().objects("manifests");
        }
        var referrers = new ArrayList<JsonObject>();
        for (int page = 1; ; page++) {
            try {
                referrers.addAll(json(uri, expect(uri, answer)).objectsOrNull("manifests"));
            } catch (MalformedJsonException e) {
                throw unusable(uri, e);
            }
            var next = next(uri, answer);
            if (next.isEmpty()) {
                return referrers;
            }
            if (referrers.size() > most || page == MOST_PAGES) {
                throw new RemoteFailureException(
                        uri, Kind.UNUSABLE_ANSWER, "lists more than " + most + " manifests that refer to the image");
            }
            uri = next.get();
            answer = session.get(uri, INDEX);
        }
    }

    private Optional<URI> next(URI uri, HttpResponse<byte[]> answer) throws RemoteFailureException {
        for (var link : answer.headers().allValues("Link")) {
            var next = NEXT.matcher(link);
            if (next.matches()) {
                return Optional.of(session.resolved(uri, next.group(1)));
            }
        }
        return Optional.empty();
    }

    /** Adds a manifest that refers to the image to the tag in the place of an index of referrers. */
    void addToFallback(Map<String, Object> entry) throws RemoteFailureException, InterruptedException {
        add(image.fallbackTag(), "manifests", entry, INDEX, (index, manifests) -> {});
    }

    private byte[] expect(URI uri, HttpResponse<byte[]> answer) throws RemoteFailureException {
        if (answer.statusCode() / 100 != 2) {
            throw session.refused(uri, answer);
        }
        return answer.body();
    }

    private static JsonObject json(URI uri, byte[] content) throws RemoteFailureException {
        try {
            return Json.parseObject(content, uri.toString(), LIMITS);
        } catch (MalformedJsonException e) {
            throw unusable(uri, e);
        }
    }

    static RemoteFailureException unusable(URI uri, MalformedJsonException e) {
        return new RemoteFailureException(
                uri,
                Kind.UNUSABLE_ANSWER,
                "the answer is not a manifest: " + (e.pointer().isEmpty() ? "" : e.pointer() + " ") + e.reason(),
                e);
    }
}
