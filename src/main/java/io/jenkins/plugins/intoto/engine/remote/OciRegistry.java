package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.remote.OciRepository.Manifest;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps attestations beside an image in its registry, in the ways of {@link Attachment}. Not safe for use by several threads.
 */
public final class OciRegistry {
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String BUNDLE_TYPES = "application/vnd\\.dev\\.sigstore\\.bundle(\\.v0\\.\\d+)?\\+json.*";
    private static final int MOST_ATTESTATIONS = 1_000;
    private static final long MOST_BYTES = 512L << 20;

    private final OciImage image;
    private final OciRepository repository;

    /**
     * @param image the image that the attestations are of
     * @param credentials who asks, if the registry wants to know
     * @param calls how
     */
    public OciRegistry(OciImage image, Optional<OciCredentials> credentials, RemoteCalls calls) {
        this.image = image;
        this.repository = new OciRepository(image, credentials, calls);
    }

    /**
     * Attaches an attestation to the image. One that is there already is not there twice afterwards.
     *
     * @param line the attestation as it stands in a bundle: a Sigstore bundle, or for {@link Attachment#COSIGN} also an envelope
     * @param how where to
     * @throws RemoteFailureException if the registry does not take it, or does not have the image
     * @throws InTotoException if the line is none of these, or not of a statement
     * @throws InterruptedException if the thread is interrupted
     */
    public void attach(byte[] line, Attachment how) throws InTotoException, InterruptedException {
        switch (how) {
            case REFERRERS -> attachReferrer(line);
            case COSIGN -> new CosignTag(image, repository).add(line, required().descriptor());
            case NONE -> {}
        }
    }

    private void attachReferrer(byte[] line) throws InTotoException, InterruptedException {
        var limits = new JsonLimits(Math.max(1, line.length), 64);
        var envelope = SigstoreBundle.read(line, image.toString(), limits).envelope();
        var type = Statement.read(envelope.payload(), image.toString(), limits).predicateType();
        var subject = required().descriptor();
        var layer = repository.upload(SigstoreBundle.MEDIA_TYPE, line);
        var empty = repository.upload(EMPTY, "{}".getBytes(StandardCharsets.US_ASCII));
        Map<String, Object> annotations =
                Map.of("dev.sigstore.bundle.content", "dsse-envelope", "dev.sigstore.bundle.predicateType", type);
        byte[] manifest = Json.compact(Map.of(
                "schemaVersion",
                2L,
                "mediaType",
                OciRepository.MANIFEST,
                "artifactType",
                SigstoreBundle.MEDIA_TYPE,
                "config",
                empty.asMap(),
                "layers",
                List.of(layer.asMap()),
                "subject",
                subject.asMap(),
                "annotations",
                annotations));
        var descriptor = OciDescriptor.of(OciRepository.MANIFEST, manifest);
        if (!repository.putReferrer(descriptor, manifest)) {
            var entry = new TreeMap<String, Object>(descriptor.asMap());
            entry.put("artifactType", SigstoreBundle.MEDIA_TYPE);
            entry.put("annotations", annotations);
            repository.addToFallback(entry);
        }
    }

    /**
     * Makes sure that the registry has the image.
     *
     * @throws RemoteFailureException if it does not, or cannot be asked
     * @throws InterruptedException if the thread is interrupted
     */
    public void requireImage() throws RemoteFailureException, InterruptedException {
        required();
    }

    /**
     * Makes sure that a digest without more, as several tools write it, is that of a manifest.
     *
     * @param source the file that has it, for messages
     * @return why that cannot be told, in a sentence; empty if the registry has the image
     * @throws MalformedImageException if the registry does not have it
     * @throws InterruptedException if the thread is interrupted
     */
    public Optional<String> doubtOf(String source) throws MalformedImageException, InterruptedException {
        try {
            if (repository.manifest(image.digest()).isPresent()) {
                return Optional.empty();
            }
        } catch (RemoteFailureException e) {
            return Optional.of(source + ": whether its digest is that of a manifest cannot be told: " + e.getMessage());
        }
        throw new MalformedImageException(
                source,
                "the registry has no image " + image + "; docker build --iidfile writes the digest of the image's"
                        + " configuration, which is not that of its manifest");
    }

    private Manifest required() throws RemoteFailureException, InterruptedException {
        return repository
                .manifest(image.digest())
                .orElseThrow(() -> new RemoteFailureException(
                        image.address("manifests/" + image.digest()),
                        Kind.REFUSED,
                        "answered with status 404: the registry has no image of this digest (that of docker build --iidfile is"
                                + " of the image's configuration, not of its manifest)"));
    }

    /**
     * The images for single platforms that the image consists of.
     *
     * @return one for each platform, without the attestations that buildx puts between them; empty if the image is not an index
     * @throws RemoteFailureException if the registry does not answer as it should, or does not have the image
     * @throws InterruptedException if the thread is interrupted
     */
    public List<OciImage> platforms() throws RemoteFailureException, InterruptedException {
        var manifest = required();
        var type = manifest.descriptor().mediaType();
        if (!type.equals(OciRepository.INDEX) && !type.equals(OciRepository.DOCKER_INDEX)) {
            return List.of();
        }
        var platforms = new ArrayList<OciImage>();
        try {
            for (var entry : manifest.objects("manifests")) {
                var platform = entry.objectOrNull("platform");
                if (platform.isEmpty() || !"unknown".equals(platform.get().string("os", ""))) {
                    platforms.add(image.withDigest(OciDescriptor.of(entry).digest()));
                }
            }
        } catch (MalformedJsonException e) {
            throw OciRepository.unusable(manifest.uri(), e);
        }
        return List.copyOf(platforms);
    }

    /**
     * Finds the attestations of the image: among the manifests that refer to it, and under the tag of cosign 1 and 2. What the
     * registry lists and does not have, or has damaged, is told and passed over.
     *
     * @param limits how long each may be, and how deeply nested
     * @throws RemoteFailureException if the registry does not answer as it should, or has more than 1,000 of them or 512 MiB
     * @throws InterruptedException if the thread is interrupted
     */
    public OciAttestations attestations(JsonLimits limits) throws RemoteFailureException, InterruptedException {
        var found = new Found(limits);
        for (var entry : repository.referrers(MOST_ATTESTATIONS)) {
            found.addReferrer(entry);
        }
        try {
            var tagged = repository.manifest(image.cosignTag());
            if (tagged.isPresent()) {
                found.addLayers(tagged.get());
            }
        } catch (RemoteFailureException e) {
            found.passOver(e);
        }
        return new OciAttestations(found.lines, found.problems);
    }

    private final class Found {
        private final JsonLimits limits;
        private final List<byte[]> lines = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private long left = MOST_BYTES;

        Found(JsonLimits limits) {
            this.limits = limits;
        }

        void passOver(RemoteFailureException e) throws RemoteFailureException {
            if (e.kind() != Kind.UNUSABLE_ANSWER) {
                throw e;
            }
            problems.add(e.getMessage());
        }

        void addReferrer(JsonObject entry) throws RemoteFailureException, InterruptedException {
            var uri = image.address("referrers/" + image.digest());
            try {
                var type = entry.string("artifactType", "");
                if (!type.isEmpty() && !isAttestation(type)) {
                    return;
                }
                var digest = OciDescriptor.of(entry).digest();
                var manifest = repository.manifest(digest);
                if (manifest.isPresent()) {
                    addLayers(manifest.get());
                } else {
                    problems.add(image.address("manifests/" + digest) + ": is not there, though the registry lists it");
                }
            } catch (MalformedJsonException e) {
                problems.add(OciRepository.unusable(uri, e).getMessage());
            } catch (RemoteFailureException e) {
                passOver(e);
            }
        }

        void addLayers(Manifest manifest) throws RemoteFailureException, InterruptedException {
            for (var json : manifest.objects("layers")) {
                try {
                    var layer = OciDescriptor.of(json);
                    if (isAttestation(layer.mediaType())) {
                        add(json, layer);
                    }
                } catch (MalformedJsonException e) {
                    problems.add(OciRepository.unusable(manifest.uri(), e).getMessage());
                } catch (RemoteFailureException e) {
                    passOver(e);
                }
            }
        }

        private void add(JsonObject json, OciDescriptor layer)
                throws RemoteFailureException, InterruptedException, MalformedJsonException {
            if (lines.size() == MOST_ATTESTATIONS || layer.size() > left) {
                throw new RemoteFailureException(
                        image.address("referrers/" + image.digest()),
                        Kind.REFUSED,
                        "the image has more attestations than can be read, " + MOST_ATTESTATIONS + " or " + MOST_BYTES
                                + " bytes");
            }
            byte[] content = repository.blob(layer, Math.min(limits.maxBytes(), left));
            left -= content.length;
            var source = image.address("blobs/" + layer.digest()).toString();
            try {
                lines.add(
                        layer.mediaType().matches(BUNDLE_TYPES)
                                ? line(content, source)
                                : CosignLayer.line(content, json, source, limits));
            } catch (MalformedJsonException | MalformedMetadataException e) {
                problems.add(e.getMessage());
            }
        }

        private byte[] line(byte[] content, String source) throws MalformedJsonException {
            for (byte b : content) {
                if (b == '\n' || b == '\r') {
                    return Json.compact(
                            Json.parseObject(content, source, limits).asMap());
                }
            }
            return content;
        }
    }

    private static boolean isAttestation(String type) {
        return type.matches(BUNDLE_TYPES) || type.equals(CosignLayer.MEDIA_TYPE);
    }
}
