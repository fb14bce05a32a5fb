package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.REVOKED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.gnu.GNUObjectIdentifiers;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.DSAPublicBCPGKey;
import org.bouncycastle.bcpg.EdDSAPublicBCPGKey;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * Public keys as {@code gpg --export} writes them (RFC 4880, section 11.1): what the primary key signed about itself and
 * its subkeys is checked, and gives the times of expiry. Subkeys that are revoked, not bound, or not for signing are left
 * out. BouncyCastle reads the packets; what they mean for a functionary is decided here.
 */
final class OpenPgpKeys {
    static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";

    private static final int VERSION = 4;

    /** Those of old PGP, of LibrePGP and of RFC 9580. */
    private static final Set<Integer> OTHER_VERSIONS = Set.of(2, 3, 5, 6);

    private static final int ED25519_POINT = 33;
    private static final byte UNCOMPRESSED_PREFIX = 0x40;
    private static final Set<Integer> DIGESTS = Set.of(
            HashAlgorithmTags.SHA1, HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    /** The latest self-signature counts, and one of the primary user id before all others (section 5.2.3.3). */
    private static final Comparator<PGPSignature> PRECEDENCE =
            Comparator.comparing(OpenPgpKeys::isOfPrimaryUserId).thenComparingLong(OpenPgpKeys::creationTime);

    private final PGPPublicKeyRing ring;
    private final PGPPublicKey primary;
    private final String source;

    private OpenPgpKeys(PGPPublicKeyRing ring, String source) {
        this.ring = ring;
        this.primary = ring.getPublicKey();
        this.source = source;
    }

    static GpgKey readArmored(String text, String source) throws UnreadableKeyException {
        var armor = text.substring(text.indexOf(ARMOR)).getBytes(StandardCharsets.UTF_8);
        try {
            return read(new ArmoredInputStream(new ByteArrayInputStream(armor)).readAllBytes(), source);
        } catch (IOException e) {
            throw damaged(source);
        }
    }

    static GpgKey read(byte[] content, String source) throws UnreadableKeyException {
        int version = version(content);
        if (OTHER_VERSIONS.contains(version)) {
            throw new UnreadableKeyException(
                    source,
                    UNSUPPORTED_ALGORITHM,
                    "is an OpenPGP key of version " + version + ", which is not supported; version " + VERSION
                            + " is, which GnuPG makes by default");
        }
        try {
            var objects = new PGPObjectFactory(new ByteArrayInputStream(content), new BcKeyFingerprintCalculator());
            if (!(objects.nextObject() instanceof PGPPublicKeyRing ring)) {
                throw damaged(source);
            }
            if (objects.nextObject() != null) {
                throw new UnreadableKeyException(
                        source, SEVERAL_KEYS, "holds several GPG keys; export the one to use alone");
            }
            return new OpenPgpKeys(ring, source).read();
        } catch (IOException
                | PGPException
                | MalformedJsonException
                | RuntimeException e) { // BouncyCastle's parsers throw all of them on damaged content
            throw damaged(source);
        }
    }

    /** The version of the first packet, a key (RFC 9580, sections 4.2 and 5.5.2); 0 if it is cut off before. */
    private static int version(byte[] content) {
        int lengths = 1;
        if (content.length > 1) {
            int tag = content[0] & 0xff;
            int length = content[1] & 0xff;
            if ((tag & 0x40) == 0) {
                lengths = new int[] {1, 2, 4, 0}[tag & 0x03];
            } else if (length == 255) {
                lengths = 5;
            } else if (length >= 192 && length < 224) {
                lengths = 2;
            }
        }
        return content.length > 1 + lengths ? content[1 + lengths] : 0;
    }

    private GpgKey read() throws PGPException, MalformedJsonException, UnreadableKeyException {
        var value = value(primary)
                .orElseThrow(() -> new UnreadableKeyException(
                        source, UNSUPPORTED_ALGORITHM, "is a GPG key of a kind that is not supported"));
        var object = toJson(primary, value, selfSignature());
        var subkeys = subkeys();
        if (!subkeys.isEmpty()) {
            object.put("subkeys", subkeys);
        }
        return GpgKeyObject.read(new KeyId(fingerprint(primary)), JsonObject.of(object, source));
    }

    /** What the primary key says about itself, be it with one of its user ids or without. */
    private PGPSignature selfSignature() throws PGPException, UnreadableKeyException {
        var signatures = new ArrayList<PGPSignature>();
        for (var signature : list(primary.getKeySignatures())) {
            boolean isRevocation = signature.getSignatureType() == PGPSignature.KEY_REVOCATION;
            if ((isRevocation || signature.getSignatureType() == PGPSignature.DIRECT_KEY)
                    && isReadyFor(signature, primary)
                    && signature.verifyCertification(primary)) {
                if (isRevocation) {
                    throw new UnreadableKeyException(source, REVOKED, "the GPG key is revoked");
                }
                signatures.add(signature);
            }
        }
        for (var userId : list(primary.getRawUserIDs())) {
            for (var signature : list(primary.getSignaturesForID(userId))) {
                if (signature.isCertification()
                        && isReadyFor(signature, primary)
                        && signature.verifyCertification(userId, primary)) {
                    signatures.add(signature);
                }
            }
        }
        return signatures.stream()
                .max(PRECEDENCE)
                .orElseThrow(() ->
                        new UnreadableKeyException(source, DAMAGED, "the GPG key has no valid signature of its own"));
    }

    private Map<String, Object> subkeys() throws PGPException {
        var subkeys = new TreeMap<String, Object>();
        for (var subkey : ring) {
            var value = subkey.isMasterKey() ? Optional.<Map<String, Object>>empty() : value(subkey);
            if (value.isPresent()) {
                binding(subkey)
                        .ifPresent(
                                signature -> subkeys.put(fingerprint(subkey), toJson(subkey, value.get(), signature)));
            }
        }
        return subkeys;
    }

    /** The latest signature by which the primary key took a subkey that signs; empty if it never did, or revoked it. */
    private Optional<PGPSignature> binding(PGPPublicKey subkey) throws PGPException {
        var bindings = new ArrayList<PGPSignature>();
        for (var signature : list(subkey.getKeySignatures())) {
            boolean isRevocation = signature.getSignatureType() == PGPSignature.SUBKEY_REVOCATION;
            if ((isRevocation || signature.getSignatureType() == PGPSignature.SUBKEY_BINDING)
                    && isReadyFor(signature, primary)
                    && signature.verifyCertification(primary, subkey)) {
                if (isRevocation) {
                    return Optional.empty(); // for ever
                }
                if (agrees(subkey, signature)) {
                    bindings.add(signature);
                }
            }
        }
        return bindings.stream().max(Comparator.comparingLong(OpenPgpKeys::creationTime));
    }

    /** A subkey that signs has to sign that it belongs to the primary key, or it could be anyone's; others need not. */
    private boolean agrees(PGPPublicKey subkey, PGPSignature binding) throws PGPException {
        for (var subpackets : List.of(binding.getHashedSubPackets(), binding.getUnhashedSubPackets())) {
            for (var agreement : subpackets.getEmbeddedSignatures()) {
                if (agreement.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
                        && isReadyFor(agreement, subkey)
                        && agreement.verifyCertification(primary, subkey)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a signature is of a kind that is believed and can be by that key; if so, it can be verified next. */
    private static boolean isReadyFor(PGPSignature signature, PGPPublicKey key) throws PGPException {
        if (signature.getVersion() != VERSION
                || signature.getKeyAlgorithm() != key.getAlgorithm()
                || !DIGESTS.contains(signature.getHashAlgorithm())) {
            return false;
        }
        signature.init(new BcPGPContentVerifierBuilderProvider(), key);
        return true;
    }

    private static boolean isOfPrimaryUserId(PGPSignature signature) {
        return signature.getHashedSubPackets().isPrimaryUserID();
    }

    /** In milliseconds since 1970; 0 if the signature does not say when it was made. */
    private static long creationTime(PGPSignature signature) {
        var time = signature.getHashedSubPackets().getSignatureCreationTime();
        return time == null ? 0 : time.getTime();
    }

    /** The object that metadata holds for a key; the signature says for how long it is valid. */
    private static Map<String, Object> toJson(PGPPublicKey key, Map<String, Object> value, PGPSignature signature) {
        var algorithm = GpgMaterial.Algorithm.ofNumber(key.getAlgorithm()).orElseThrow();
        var object = new LinkedHashMap<String, Object>();
        object.put("type", algorithm.type());
        object.put("method", algorithm.method());
        object.put("hashes", List.of("pgp+SHA2"));
        object.put("keyid", fingerprint(key));
        object.put("keyval", Map.of("private", "", "public", value));
        object.put("creation_time", key.getCreationTime().getTime() / 1000);
        long validity = signature.getHashedSubPackets().getKeyExpirationTime();
        if (validity > 0) {
            object.put("validity_period", validity);
        }
        return object;
    }

    /** The numbers of a key, by the names and in the encoding that metadata has; empty if its kind is not supported. */
    private static Optional<Map<String, Object>> value(PGPPublicKey key) {
        PublicKeyPacket packet = key.getPublicKeyPacket();
        if (packet.getVersion() != VERSION
                || GpgMaterial.Algorithm.ofNumber(key.getAlgorithm()).isEmpty()) {
            return Optional.empty();
        }
        if (packet.getKey() instanceof RSAPublicBCPGKey rsa) {
            return Optional.of(Map.of("n", hex(rsa.getModulus()), "e", hex(rsa.getPublicExponent())));
        }
        if (packet.getKey() instanceof DSAPublicBCPGKey dsa) {
            return Optional.of(
                    Map.of("p", hex(dsa.getP()), "q", hex(dsa.getQ()), "g", hex(dsa.getG()), "y", hex(dsa.getY())));
        }
        if (packet.getKey() instanceof EdDSAPublicBCPGKey eddsa
                && eddsa.getCurveOID().equals(GNUObjectIdentifiers.Ed25519)) {
            var point = Unsigned.bytes(eddsa.getEncodedPoint(), ED25519_POINT);
            return point[0] == UNCOMPRESSED_PREFIX
                    ? Optional.of(Map.of("q", HexFormat.of().formatHex(point, 1, point.length)))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static String hex(BigInteger number) {
        return HexFormat.of().formatHex(Unsigned.bytes(number, (number.bitLength() + 7) / 8));
    }

    /** The OpenPGP fingerprint (section 12.2) in hexadecimal, by which metadata knows the key. */
    private static String fingerprint(PGPPublicKey key) {
        return HexFormat.of().formatHex(key.getFingerprint());
    }

    private static <T> List<T> list(java.util.Iterator<T> elements) {
        var list = new ArrayList<T>();
        elements.forEachRemaining(list::add);
        return list;
    }

    private static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the GPG key is damaged");
    }
}
