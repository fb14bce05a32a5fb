package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.Map;

/** The versions of the Sigstore bundle, which differ in what must be there. */
enum BundleVersion {
    /** Entries need not prove more than the log's promise. */
    V0_1,
    /** Entries have a proof with a checkpoint. */
    V0_2,
    /** As before, and no chain of certificates but the leaf. */
    V0_3;

    private static final Map<String, BundleVersion> BY_MEDIA_TYPE = Map.of(
            "application/vnd.dev.sigstore.bundle+json;version=0.1",
            V0_1,
            "application/vnd.dev.sigstore.bundle+json;version=0.2",
            V0_2,
            "application/vnd.dev.sigstore.bundle+json;version=0.3",
            V0_3,
            "application/vnd.dev.sigstore.bundle.v0.1+json",
            V0_1,
            "application/vnd.dev.sigstore.bundle.v0.2+json",
            V0_2,
            SigstoreBundle.MEDIA_TYPE,
            V0_3);

    static BundleVersion of(JsonObject bundle) throws MalformedJsonException {
        var version = BY_MEDIA_TYPE.get(bundle.string("mediaType"));
        if (version == null) {
            throw bundle.malformed("mediaType", "is not that of a Sigstore bundle 0.1, 0.2 or 0.3");
        }
        return version;
    }

    void check(TransparencyEntry entry, JsonObject json) throws MalformedJsonException {
        if (this == V0_1) {
            if (entry.inclusionPromise().isEmpty()) {
                throw json.malformed("inclusionPromise", "must be there in a bundle 0.1");
            }
        } else if (entry.inclusionProof().isEmpty()
                || entry.inclusionProof().get().checkpoint().isEmpty()) {
            throw json.malformed("inclusionProof", "must be there with its checkpoint in a bundle 0.2 or later");
        }
    }

    void checkChain(JsonObject material) throws MalformedJsonException {
        if (this == V0_3) {
            throw material.malformed("x509CertificateChain", "is not of a bundle 0.3, which has one \"certificate\"");
        }
    }
}
