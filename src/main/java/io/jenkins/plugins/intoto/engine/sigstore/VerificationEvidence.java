package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.sigstore.ProtoJson.certificate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.CertificateChain;
import io.jenkins.plugins.intoto.engine.sigstore.VerificationMaterial.PublicKeyHint;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Sigstore bundle has beside its signature (the member {@code verificationMaterial}), unchecked. Byte arrays are not
 * copied and must not be changed.
 *
 * @param material what it says of the signer
 * @param timestamps RFC 3161 responses over the signature, in DER
 * @param entries the log entries of the signature
 */
record VerificationEvidence(VerificationMaterial material, List<byte[]> timestamps, List<TransparencyEntry> entries) {
    /** A signature has one or two timestamps and log entries; whoever brings more than this wants to keep verifiers busy. */
    static final int MOST_WITNESSES = 32;

    VerificationEvidence {
        timestamps = List.copyOf(timestamps);
        entries = List.copyOf(entries);
    }

    /**
     * Reads the member of a bundle.
     *
     * @param bundle the bundle
     * @param version the version of the bundle
     * @param signedBy what the signature itself says of its key; empty if nothing
     */
    static VerificationEvidence of(JsonObject bundle, BundleVersion version, KeyId signedBy)
            throws MalformedJsonException {
        var json = bundle.object("verificationMaterial");
        var timestamps = new ArrayList<byte[]>();
        var data = json.optionalObject("timestampVerificationData");
        if (data.isPresent()) {
            for (var timestamp : witnesses(data.get(), "rfc3161Timestamps")) {
                timestamps.add(timestamp.base64("signedTimestamp"));
            }
        }
        var entries = new ArrayList<TransparencyEntry>();
        for (var entry : witnesses(json, "tlogEntries")) {
            entries.add(TransparencyEntry.of(entry));
            version.check(entries.get(entries.size() - 1), entry);
        }
        return new VerificationEvidence(material(json, signedBy, version), timestamps, entries);
    }

    private static List<JsonObject> witnesses(JsonObject json, String name) throws MalformedJsonException {
        var witnesses = json.objects(name);
        if (witnesses.size() > MOST_WITNESSES) {
            throw json.malformed(name, "has " + witnesses.size() + " elements, more than " + MOST_WITNESSES);
        }
        return witnesses;
    }

    private static VerificationMaterial material(JsonObject json, KeyId signedBy, BundleVersion version)
            throws MalformedJsonException {
        var key = json.optionalObject("publicKey");
        var leaf = json.optionalObject("certificate");
        var chain = json.optionalObject("x509CertificateChain");
        if ((key.isPresent() ? 1 : 0) + (leaf.isPresent() ? 1 : 0) + (chain.isPresent() ? 1 : 0) != 1) {
            throw new MalformedJsonException(
                    json.source(), json.pointer(), "must have either \"publicKey\" or \"certificate\"");
        }
        if (key.isPresent()) {
            var hint = key.get().string("hint", "");
            if (!hint.isEmpty() && !signedBy.value().isEmpty() && !hint.equals(signedBy.value())) {
                throw key.get().malformed("hint", "differs from the \"keyid\" of the signature");
            }
            return new PublicKeyHint(hint);
        }
        if (leaf.isPresent()) {
            return new CertificateChain(List.of(certificate(leaf.get())));
        }
        version.checkChain(json);
        var certificates = new ArrayList<X509Certificate>();
        for (var member : chain.get().someObjects("certificates")) {
            certificates.add(certificate(member));
        }
        return new CertificateChain(certificates);
    }

    VerificationEvidence withMaterial(VerificationMaterial other) {
        return new VerificationEvidence(other, timestamps, entries);
    }

    VerificationEvidence withTimestamp(byte[] response) {
        var more = new ArrayList<>(timestamps);
        more.add(response);
        return new VerificationEvidence(material, more, entries);
    }

    VerificationEvidence withEntry(TransparencyEntry entry) {
        var more = new ArrayList<>(entries);
        more.add(entry);
        return new VerificationEvidence(material, timestamps, more);
    }
}
