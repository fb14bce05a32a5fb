package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tag {@code sha256-….att} of an image, under which cosign 1 and 2 keep all its attestations. */
final class CosignTag {
    private static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final OciImage image;
    private final OciRepository repository;

    CosignTag(OciImage image, OciRepository repository) {
        this.image = image;
        this.repository = repository;
    }

    /**
     * Adds an attestation; layers of others stay as they are.
     *
     * @param line an envelope or a Sigstore bundle
     * @param subject the image, which is there
     */
    void add(byte[] line, OciDescriptor subject) throws InTotoException, InterruptedException {
        var limits = new JsonLimits(Math.max(1, line.length), 64);
        var json = Json.parseObject(line, subject.digest(), limits);
        Map<String, Object> annotations;
        DsseEnvelope envelope;
        if (SigstoreBundle.isMeant(json)) {
            var bundle = SigstoreBundle.read(line, subject.digest(), limits);
            envelope = bundle.envelope();
            annotations = CosignLayer.annotations(bundle, predicateType(envelope, limits));
        } else {
            envelope = DsseEnvelope.read(json);
            annotations = CosignLayer.annotations(predicateType(envelope, limits));
        }
        var layer = new TreeMap<String, Object>(
                repository.upload(CosignLayer.MEDIA_TYPE, envelope.toJson()).asMap());
        layer.put("annotations", annotations);
        repository.add(
                image.cosignTag(),
                "layers",
                layer,
                OciRepository.MANIFEST,
                (manifest, layers) ->
                        manifest.put("config", configuration(layers).asMap()));
    }

    private static String predicateType(DsseEnvelope envelope, JsonLimits limits) throws InTotoException {
        return Statement.read(envelope.payload(), envelope.source(), limits).predicateType();
    }

    /** The configuration that says no more than which layers there are. */
    private OciDescriptor configuration(List<Map<String, Object>> layers)
            throws RemoteFailureException, InterruptedException {
        var digests = layers.stream().map(layer -> layer.get("digest")).toList();
        var configuration = Map.of(
                "architecture",
                "",
                "config",
                Map.of(),
                "created",
                NEVER,
                "history",
                layers.stream().map(layer -> Map.of("created", NEVER)).toList(),
                "os",
                "",
                "rootfs",
                Map.of("type", "layers", "diff_ids", digests));
        return repository.upload(CONFIGURATION, Json.compact(configuration));
    }
}
