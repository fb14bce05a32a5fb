package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.erdtman.jcs.JsonCanonicalizer;

/** A transparency log with a tree of its own: as Rekor v1 (ECDSA), as Rekor v2 (Ed25519), or of certificates. */
public final class StandInLog {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    public final String name;
    public final byte[] id;
    private final KeyPair keys;
    private final boolean isV2;
    private final List<byte[]> leaves = new ArrayList<>();

    private StandInLog(StandInLog other) {
        this.name = other.name;
        this.id = other.id;
        this.isV2 = other.isV2;
        this.keys = StandInAuthority.ecKeys();
    }

    /** Pretends to be this log, with another key. */
    public StandInLog impostor() {
        return new StandInLog(this);
    }

    private StandInLog(String name, boolean isV2) throws Exception {
        this.name = name;
        this.isV2 = isV2;
        this.keys = isV2 ? KeyPairGenerator.getInstance("Ed25519").generateKeyPair() : StandInAuthority.ecKeys();
        byte[] spki = keys.getPublic().getEncoded();
        if (isV2) {
            var text = new ByteArrayOutputStream();
            text.write((name + "\n").getBytes(StandardCharsets.UTF_8));
            text.write(1);
            text.write(spki, spki.length - 32, 32);
            this.id = sha256(text.toByteArray());
        } else {
            this.id = sha256(spki);
        }
    }

    public static StandInLog v1(String name) throws Exception {
        return new StandInLog(name, false);
    }

    public static StandInLog v2(String name) throws Exception {
        return new StandInLog(name, true);
    }

    /** Entries of others, so that proofs have something to prove. */
    public StandInLog withOthers(int count) {
        for (int i = 0; i < count; i++) {
            leaves.add(("entry " + i).getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    private static byte[] sha256(byte[] bytes) {
        return DigestAlgorithm.SHA256.newDigest().digest(bytes);
    }

    private byte[] signed(byte[] message) throws Exception {
        var engine = Signature.getInstance(isV2 ? "Ed25519" : "SHA256withECDSA");
        engine.initSign(keys.getPrivate());
        engine.update(message);
        return engine.sign();
    }

    /** The log as a trusted root names it. */
    public Map<String, Object> trusted() {
        return trusted(Map.of("start", StandInAuthority.BEGIN.toString()));
    }

    public Map<String, Object> trusted(Map<String, Object> validFor) {
        return Map.of(
                "baseUrl",
                "https://" + name,
                "hashAlgorithm",
                "SHA2_256",
                "publicKey",
                Map.of(
                        "rawBytes",
                        BASE64.encodeToString(keys.getPublic().getEncoded()),
                        "keyDetails",
                        isV2 ? "PKIX_ED25519" : "PKIX_ECDSA_P256_SHA_256",
                        "validFor",
                        validFor),
                "logId",
                Map.of("keyId", BASE64.encodeToString(id)));
    }

    /** Takes an envelope as Rekor v1 does, with the promise of its inclusion. */
    public TransparencyEntry take(DsseEnvelope message, String verifierPem, Instant at) throws Exception {
        var signature = BASE64.encodeToString(message.signatures().get(0).value());
        var verifier = BASE64.encodeToString(verifierPem.getBytes(StandardCharsets.US_ASCII));
        var body = Map.of(
                "apiVersion", "0.0.1",
                "kind", "dsse",
                "spec",
                        Map.of(
                                "envelopeHash", Map.of("algorithm", "sha256", "value", hex(message.toJson())),
                                "payloadHash", Map.of("algorithm", "sha256", "value", hex(message.payload())),
                                "signatures", List.of(Map.of("signature", signature, "verifier", verifier))));
        return entry("dsse", "0.0.1", body, at.getEpochSecond());
    }

    /** Takes an envelope as Rekor v1 did at first for the kind {@code intoto}, as cosign 1 asked for: without the signature. */
    public TransparencyEntry takeFirstIntoto(DsseEnvelope message, String verifierPem, Instant at) throws Exception {
        var body = Map.of(
                "apiVersion", "0.0.1",
                "kind", "intoto",
                "spec",
                        Map.of(
                                "content",
                                Map.of(
                                        "hash", Map.of("algorithm", "sha256", "value", hex(message.toJson())),
                                        "payloadHash", Map.of("algorithm", "sha256", "value", hex(message.payload()))),
                                "publicKey",
                                BASE64.encodeToString(verifierPem.getBytes(StandardCharsets.US_ASCII))));
        return entry("intoto", "0.0.1", body, at.getEpochSecond());
    }

    /** Takes an envelope as Rekor v1 does for the kind {@code intoto}. */
    public TransparencyEntry takeIntoto(DsseEnvelope message, String verifierPem, Instant at) throws Exception {
        var signature = BASE64.encodeToString(message.signatures().get(0).value());
        var body = Map.of(
                "apiVersion", "0.0.2",
                "kind", "intoto",
                "spec",
                        Map.of(
                                "content",
                                Map.of(
                                        "envelope",
                                        Map.of(
                                                "payloadType", message.payloadType(),
                                                "signatures",
                                                        List.of(Map.of(
                                                                "publicKey",
                                                                        BASE64.encodeToString(verifierPem.getBytes(
                                                                                StandardCharsets.US_ASCII)),
                                                                "sig",
                                                                        BASE64.encodeToString(signature.getBytes(
                                                                                StandardCharsets.US_ASCII))))),
                                        "hash",
                                        Map.of("algorithm", "sha256", "value", hex(message.toJson())),
                                        "payloadHash",
                                        Map.of("algorithm", "sha256", "value", hex(message.payload())))));
        return entry("intoto", "0.0.2", body, at.getEpochSecond());
    }

    /** Takes an envelope as Rekor v2 does. */
    public TransparencyEntry takeHash(DsseEnvelope message, Map<String, Object> verifier) throws Exception {
        return takeHash(
                sha256(message.preAuthenticationEncoding()),
                message.signatures().get(0).value(),
                verifier);
    }

    public TransparencyEntry takeHash(byte[] digest, byte[] signature, Map<String, Object> verifier) throws Exception {
        var body = Map.of(
                "apiVersion", "0.0.2",
                "kind", "hashedrekord",
                "spec",
                        Map.of(
                                "hashedRekordV002",
                                Map.of(
                                        "data",
                                        Map.of(
                                                "algorithm",
                                                "SHA2_" + 8 * digest.length,
                                                "digest",
                                                BASE64.encodeToString(digest)),
                                        "signature",
                                        Map.of("content", BASE64.encodeToString(signature), "verifier", verifier))));
        return entry("hashedrekord", "0.0.2", body, 0);
    }

    public static Map<String, Object> keyVerifier(byte[] spki) {
        return Map.of(
                "publicKey", Map.of("rawBytes", BASE64.encodeToString(spki)), "keyDetails", "PKIX_ECDSA_P256_SHA_256");
    }

    private TransparencyEntry entry(String kind, String version, Map<String, Object> bodyObject, long time)
            throws Exception {
        byte[] body = canonical(bodyObject);
        leaves.add(body);
        withOthers(3);
        int index = leaves.size() - 4;
        byte[] root = root(leaves);
        var json = new TreeMap<String, Object>();
        json.put("logIndex", Integer.toString(index));
        json.put("logId", Map.of("keyId", BASE64.encodeToString(id)));
        json.put("kindVersion", Map.of("kind", kind, "version", version));
        json.put("canonicalizedBody", BASE64.encodeToString(body));
        if (!isV2) {
            json.put("integratedTime", Long.toString(time));
            byte[] promise = signed(canonical(Map.of(
                    "body",
                    BASE64.encodeToString(body),
                    "integratedTime",
                    time,
                    "logID",
                    HexFormat.of().formatHex(id),
                    "logIndex",
                    (long) index)));
            json.put("inclusionPromise", Map.of("signedEntryTimestamp", BASE64.encodeToString(promise)));
        }
        json.put(
                "inclusionProof",
                Map.of(
                        "logIndex", Integer.toString(index),
                        "rootHash", BASE64.encodeToString(root),
                        "treeSize", Integer.toString(leaves.size()),
                        "hashes",
                                path(index, leaves).stream()
                                        .map(BASE64::encodeToString)
                                        .toList(),
                        "checkpoint", Map.of("envelope", checkpoint(root))));
        return TransparencyEntry.of(JsonObject.of(json, "entry"));
    }

    private String checkpoint(byte[] root) throws Exception {
        var note = name + (isV2 ? "" : " - 123456") + "\n" + leaves.size() + "\n" + BASE64.encodeToString(root) + "\n";
        var signature = new ByteArrayOutputStream();
        signature.write(id, 0, 4);
        signature.write(signed(note.getBytes(StandardCharsets.UTF_8)));
        return note + "\n\u2014 " + name + " " + BASE64.encodeToString(signature.toByteArray()) + "\n";
    }

    private static byte[] canonical(Map<String, Object> value) throws Exception {
        return new JsonCanonicalizer(Json.compact(value)).getEncodedUTF8();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(sha256(bytes));
    }

    /** The root as RFC 9162 defines it, by recursion. */
    private static byte[] root(List<byte[]> entries) {
        if (entries.size() == 1) {
            return MerkleTree.leafHash(entries.get(0));
        }
        int left = Integer.highestOneBit(entries.size() - 1);
        return MerkleTree.nodeHash(root(entries.subList(0, left)), root(entries.subList(left, entries.size())));
    }

    private static List<byte[]> path(int index, List<byte[]> entries) {
        var path = new ArrayList<byte[]>();
        if (entries.size() > 1) {
            int left = Integer.highestOneBit(entries.size() - 1);
            var first = entries.subList(0, left);
            var second = entries.subList(left, entries.size());
            path.addAll(index < left ? path(index, first) : path(index - left, second));
            path.add(root(index < left ? second : first));
        }
        return path;
    }

    /** Promises to take a certificate (RFC 6962, section 3.2). */
    public byte[] promise(X509Certificate precertificate, X509Certificate issuer, Instant at) throws Exception {
        byte[] body = precertificate.getTBSCertificate();
        var message = new ByteArrayOutputStream();
        var out = new DataOutputStream(message);
        out.writeShort(0);
        out.writeLong(at.toEpochMilli());
        out.writeShort(1);
        out.write(sha256(issuer.getPublicKey().getEncoded()));
        out.write(body.length >> 16);
        out.writeShort(body.length);
        out.write(body);
        out.writeShort(0);
        byte[] signature = signed(message.toByteArray());
        var promise = new ByteArrayOutputStream();
        out = new DataOutputStream(promise);
        out.write(0);
        out.write(id);
        out.writeLong(at.toEpochMilli());
        out.writeShort(0);
        out.writeShort(0x0403);
        out.writeShort(signature.length);
        out.write(signature);
        return promise.toByteArray();
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(id);
    }
}
