package io.jenkins.plugins.intoto.key;

import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;

import io.jenkins.plugins.intoto.json.JsonObject;
import io.jenkins.plugins.intoto.json.MalformedJsonException;
import io.jenkins.plugins.intoto.key.OpenPgpReader.MalformedPacketException;
import io.jenkins.plugins.intoto.key.OpenPgpReader.Packet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Public keys as {@code gpg --export} writes them (RFC 4880, section 11.1): what the primary key signed about itself and
 * its subkeys is checked, and gives the times of expiry. Subkeys that are revoked, not bound, or not for signing are left
 * out.
 */
final class OpenPgpKeys {
    static final String ARMOR = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String ARMOR_END = "-----END PGP PUBLIC KEY BLOCK-----";
    private static final int USER_ID_PREFIX = 0xb4;

    private final OpenPgpKey primary;
    private final GpgMaterial material;
    private final String source;
    private final Map<String, Binding> bindings = new TreeMap<>();
    private Optional<OpenPgpSignature> selfSignature = Optional.empty();

    /** What a signature says about a subkey, and when. A revocation is for ever. */
    private record Binding(long created, Map<String, Object> subkey) {
        static final Binding REVOKED = new Binding(Long.MAX_VALUE, Map.of());

        Binding orLater(Binding other) {
            return other.created > created ? other : this;
        }
    }

    private OpenPgpKeys(OpenPgpKey primary, String source) throws UnreadableKeyException {
        this.primary = primary;
        this.material = material(primary, source);
        this.source = source;
    }

    static GpgKey readArmored(String text, String source) throws UnreadableKeyException {
        int begin = text.indexOf(ARMOR) + ARMOR.length();
        int end = text.indexOf(ARMOR_END, begin);
        if (end < 0) {
            throw damaged(source);
        }
        var base64 = new StringBuilder();
        for (var line : text.substring(begin, end).split("\n")) {
            var isChecksum = line.startsWith("=");
            if (!line.contains(": ") && !isChecksum) {
                base64.append(line.strip());
            }
        }
        try {
            return read(Base64.getDecoder().decode(base64.toString()), source);
        } catch (IllegalArgumentException e) {
            throw damaged(source);
        }
    }

    static GpgKey read(byte[] content, String source) throws UnreadableKeyException {
        try {
            var packets = OpenPgpReader.packets(content);
            if (packets.isEmpty() || packets.get(0).tag() != OpenPgpReader.PUBLIC_KEY) {
                throw damaged(source);
            }
            var primary = OpenPgpKey.read(packets.get(0).body())
                    .orElseThrow(() -> new UnreadableKeyException(
                            source, UNSUPPORTED_ALGORITHM, "is a GPG key of a kind that is not supported"));
            return new OpenPgpKeys(primary, source).read(packets.subList(1, packets.size()));
        } catch (MalformedPacketException | MalformedJsonException e) {
            throw damaged(source);
        }
    }

    /** Each signature is about the key, user id or subkey before it. */
    private GpgKey read(List<Packet> packets)
            throws MalformedPacketException, MalformedJsonException, UnreadableKeyException {
        var subject = primary.signed();
        Optional<OpenPgpKey> subkey = Optional.empty();
        for (var packet : packets) {
            switch (packet.tag()) {
                case OpenPgpReader.PUBLIC_KEY ->
                    throw new UnreadableKeyException(
                            source, SEVERAL_KEYS, "holds several GPG keys; export the one to use alone");
                case OpenPgpReader.USER_ID -> subject = concatenate(primary.signed(), userId(packet.body()));
                case OpenPgpReader.PUBLIC_SUBKEY -> {
                    subkey = OpenPgpKey.read(packet.body());
                    subject = subkey.isEmpty()
                            ? new byte[0]
                            : concatenate(primary.signed(), subkey.get().signed());
                }
                case OpenPgpReader.SIGNATURE -> {
                    var signature = OpenPgpSignature.read(packet.body());
                    if (signature.isPresent() && isByPrimary(signature.get(), subject)) {
                        take(signature.get(), subkey, subject);
                    }
                }
                default -> subject = new byte[0]; // user attributes and the like, which say nothing of use
            }
        }
        return toKey();
    }

    private boolean isByPrimary(OpenPgpSignature signature, byte[] subject) {
        return subject.length > 0 && material.certifies(signature.value(), signature.headers(), subject);
    }

    private void take(OpenPgpSignature signature, Optional<OpenPgpKey> subkey, byte[] subject)
            throws MalformedPacketException, UnreadableKeyException {
        switch (signature.type()) {
            case OpenPgpSignature.KEY_REVOCATION ->
                throw new UnreadableKeyException(
                        source, UnreadableKeyException.Reason.REVOKED, "the GPG key is revoked");
            case OpenPgpSignature.SUBKEY_REVOCATION ->
                subkey.ifPresent(key -> bindings.put(key.fingerprint(), Binding.REVOKED));
            case OpenPgpSignature.SUBKEY_BINDING -> {
                if (subkey.isPresent() && agrees(subkey.get(), signature, subject)) {
                    var binding =
                            new Binding(signature.creationTime(), subkey.get().toJson(signature.validityPeriod()));
                    bindings.merge(subkey.get().fingerprint(), binding, Binding::orLater);
                }
            }
            default -> {
                if (signature.isCertification() || signature.type() == OpenPgpSignature.DIRECT_KEY) {
                    prefer(signature);
                }
            }
        }
    }

    /** A subkey that signs has to sign that it belongs to the primary key, or it could be anyone's; others need not. */
    private boolean agrees(OpenPgpKey subkey, OpenPgpSignature binding, byte[] subject)
            throws MalformedPacketException, UnreadableKeyException {
        var agreement = binding.embedded();
        return agreement.isPresent()
                && agreement.get().type() == OpenPgpSignature.PRIMARY_KEY_BINDING
                && material(subkey, source)
                        .certifies(agreement.get().value(), agreement.get().headers(), subject);
    }

    /** The latest self-signature counts, and one of the primary user id before all others (section 5.2.3.3). */
    private void prefer(OpenPgpSignature signature) throws MalformedPacketException {
        if (selfSignature.isEmpty()) {
            selfSignature = Optional.of(signature);
            return;
        }
        var known = selfSignature.get();
        var isLater = signature.creationTime() > known.creationTime();
        var isMorePrimary = signature.isOfPrimaryUserId() && !known.isOfPrimaryUserId();
        var isLessPrimary = known.isOfPrimaryUserId() && !signature.isOfPrimaryUserId();
        if (isMorePrimary || (isLater && !isLessPrimary)) {
            selfSignature = Optional.of(signature);
        }
    }

    private GpgKey toKey() throws MalformedPacketException, MalformedJsonException, UnreadableKeyException {
        if (selfSignature.isEmpty()) {
            throw new UnreadableKeyException(source, DAMAGED, "the GPG key has no valid signature of its own");
        }
        var object = primary.toJson(selfSignature.get().validityPeriod());
        bindings.values().removeIf(Binding.REVOKED::equals);
        if (!bindings.isEmpty()) {
            var subkeys = new LinkedHashMap<String, Object>();
            bindings.forEach((id, binding) -> subkeys.put(id, binding.subkey()));
            object.put("subkeys", subkeys);
        }
        return GpgKeyObject.read(new KeyId(primary.fingerprint()), JsonObject.of(object, source));
    }

    private static GpgMaterial material(OpenPgpKey key, String source) throws UnreadableKeyException {
        try {
            return GpgKeyObject.material(JsonObject.of(key.toJson(0), source));
        } catch (MalformedJsonException e) {
            throw damaged(source);
        }
    }

    private static byte[] userId(byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) USER_ID_PREFIX)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the GPG key is damaged");
    }
}
