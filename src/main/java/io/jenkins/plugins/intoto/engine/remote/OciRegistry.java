package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.remote.OciSession.Body;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps attestations beside an image in its registry, as cosign 3 does: each Sigstore bundle is the layer of a manifest that
 * refers to the image. Registries that have no list of referrers have it under a tag instead (OCI distribution specification
 * 1.1). Not safe for use by several threads.
 */
public final class OciRegistry {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String ANY_MANIFEST = String.join(
            ", ",
            MANIFEST,
            INDEX,
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");
    private static final String BUNDLE_TYPES = "application/vnd\\.dev\\.sigstore\\.bundle(\\.v0\\.\\d+)?\\+json.*";
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 16);

    private final OciImage image;
    private final OciSession session;

    /**
     * @param image the image that the attestations are of
     * @param credentials who asks, if the registry wants to know
     * @param calls how
     */
    public OciRegistry(OciImage image, Optional<OciCredentials> credentials, RemoteCalls calls) {
        this.image = image;
        this.session = new OciSession(image.address(""), credentials, calls);
    }

    /**
     * Attaches an attestation to the image.
     *
     * @param bundle the attestation
     * @param predicateType the type of its predicate, by which others find it
     * @return the digest of the manifest that refers to the image
     * @throws RemoteFailureException if the registry does not take it, or does not have the image
     * @throws InterruptedException if the thread is interrupted
     */
    public String attach(SigstoreBundle bundle, String predicateType)
            throws RemoteFailureException, InterruptedException {
        var subject = subject();
        byte[] layer = bundle.toJson();
        byte[] empty = "{}".getBytes(StandardCharsets.US_ASCII);
        upload(layer);
        upload(empty);
        Map<String, Object> annotations = Map.of(
                "dev.sigstore.bundle.content", "dsse-envelope", "dev.sigstore.bundle.predicateType", predicateType);
        byte[] manifest = Json.compact(Map.of(
                "schemaVersion",
                2L,
                "mediaType",
                MANIFEST,
                "artifactType",
                SigstoreBundle.MEDIA_TYPE,
                "config",
                OciDescriptor.of(EMPTY, empty).asMap(),
                "layers",
                List.of(OciDescriptor.of(SigstoreBundle.MEDIA_TYPE, layer).asMap()),
                "subject",
                subject.asMap(),
                "annotations",
                annotations));
        var descriptor = OciDescriptor.of(MANIFEST, manifest);
        var answer = put(descriptor.digest(), MANIFEST, manifest);
        if (answer.headers().firstValue("OCI-Subject").isEmpty()) {
            addToFallback(descriptor, annotations);
        }
        return descriptor.digest();
    }

    /**
     * The attestations of the image; unchecked.
     *
     * @return Sigstore bundles, as JSON texts that may have line ends in them
     * @throws RemoteFailureException if the registry does not answer as it should
     * @throws InterruptedException if the thread is interrupted
     */
    public List<byte[]> bundles() throws RemoteFailureException, InterruptedException {
        var bundles = new ArrayList<byte[]>();
        for (var referrer : referrers()) {
            if (isBundle(referrer)) {
                var uri = image.address("manifests/" + referrer.digest());
                var manifest = json(uri, content(uri, ANY_MANIFEST, referrer.digest()));
                for (var layer : descriptors(uri, manifest, "layers")) {
                    if (isBundle(layer)) {
                        bundles.add(content(image.address("blobs/" + layer.digest()), "*/*", layer.digest()));
                    }
                }
            }
        }
        return bundles;
    }

    private record Referrer(OciDescriptor descriptor, String type) {}

    private static boolean isBundle(OciDescriptor descriptor) {
        return descriptor.mediaType().matches(BUNDLE_TYPES);
    }

    /** The manifests that refer to the image, each with its artifact type in place of its media type. */
    private List<OciDescriptor> referrers() throws RemoteFailureException, InterruptedException {
        var uri = image.address("referrers/" + image.digest());
        var answer = session.get(uri, INDEX);
        if (answer.statusCode() == 404) {
            uri = image.address("manifests/" + image.fallbackTag());
            answer = session.get(uri, INDEX);
            if (answer.statusCode() == 404) {
                return List.of();
            }
        }
        var found = new ArrayList<OciDescriptor>();
        for (var entry : entries(uri, json(uri, expect(uri, answer)))) {
            found.add(new OciDescriptor(entry.type, entry.descriptor.digest(), entry.descriptor.size()));
        }
        return found;
    }

    private static List<Referrer> entries(URI uri, JsonObject index) throws RemoteFailureException {
        try {
            var entries = new ArrayList<Referrer>();
            for (var entry : index.objects("manifests")) {
                entries.add(new Referrer(OciDescriptor.of(entry), entry.string("artifactType", "")));
            }
            return entries;
        } catch (MalformedJsonException e) {
            throw unusable(uri, e);
        }
    }

    private OciDescriptor subject() throws RemoteFailureException, InterruptedException {
        var uri = image.address("manifests/" + image.digest());
        var answer = session.get(uri, ANY_MANIFEST);
        byte[] manifest = expect(uri, answer);
        var type = answer.headers().firstValue("Content-Type").orElse(MANIFEST);
        var descriptor = OciDescriptor.of(type, manifest);
        if (!descriptor.digest().equals(image.digest())) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the manifest has another digest");
        }
        return descriptor;
    }

    private void upload(byte[] content) throws RemoteFailureException, InterruptedException {
        var digest = OciDescriptor.digestOf(content);
        var there = session.send("HEAD", image.address("blobs/" + digest), "*/*", Optional.empty());
        if (there.statusCode() == 200) {
            return;
        }
        var uri = image.address("blobs/uploads/");
        var begun = session.send("POST", uri, "*/*", Optional.of(new Body("application/octet-stream", new byte[0])));
        expect(uri, begun);
        var location =
                OciSession.resolved(uri, begun.headers().firstValue("Location").orElse(""));
        var target = OciSession.resolved(
                location,
                location + (location.getQuery() == null ? "?" : "&") + "digest=" + digest.replace(":", "%3A"));
        expect(target, session.send("PUT", target, "*/*", Optional.of(new Body("application/octet-stream", content))));
    }

    private HttpResponse<byte[]> put(String reference, String type, byte[] manifest)
            throws RemoteFailureException, InterruptedException {
        var uri = image.address("manifests/" + reference);
        var answer = session.send("PUT", uri, "*/*", Optional.of(new Body(type, manifest)));
        expect(uri, answer);
        return answer;
    }

    private void addToFallback(OciDescriptor manifest, Map<String, Object> annotations)
            throws RemoteFailureException, InterruptedException {
        var uri = image.address("manifests/" + image.fallbackTag());
        var answer = session.get(uri, INDEX);
        var manifests = new ArrayList<Object>();
        if (answer.statusCode() != 404) {
            var index = json(uri, expect(uri, answer));
            entries(uri, index); // a list that is none must not be replaced
            if (index.asMap().get("manifests") instanceof List<?> known) {
                manifests.addAll(known);
            }
        }
        var entry = new TreeMap<>(manifest.asMap());
        entry.put("artifactType", SigstoreBundle.MEDIA_TYPE);
        entry.put("annotations", annotations);
        if (!manifests.contains(entry)) {
            manifests.add(entry);
        }
        put(
                image.fallbackTag(),
                INDEX,
                Json.compact(Map.of("schemaVersion", 2L, "mediaType", INDEX, "manifests", manifests)));
    }

    private byte[] content(URI uri, String accept, String digest) throws RemoteFailureException, InterruptedException {
        byte[] content = expect(uri, session.get(uri, accept));
        if (!OciDescriptor.digestOf(content).equals(digest)) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the content has another digest");
        }
        return content;
    }

    private static byte[] expect(URI uri, HttpResponse<byte[]> answer) throws RemoteFailureException {
        if (answer.statusCode() / 100 != 2) {
            throw RemoteCalls.refused(uri, answer, "");
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

    private static List<OciDescriptor> descriptors(URI uri, JsonObject manifest, String member)
            throws RemoteFailureException {
        try {
            var descriptors = new ArrayList<OciDescriptor>();
            for (var json : manifest.objects(member)) {
                descriptors.add(OciDescriptor.of(json));
            }
            return descriptors;
        } catch (MalformedJsonException e) {
            throw unusable(uri, e);
        }
    }

    private static RemoteFailureException unusable(URI uri, MalformedJsonException e) {
        return new RemoteFailureException(
                uri, Kind.UNUSABLE_ANSWER, "the answer is no manifest: " + e.pointer() + " " + e.reason(), e);
    }
}
