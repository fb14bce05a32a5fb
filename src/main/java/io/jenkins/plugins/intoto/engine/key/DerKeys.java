package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE;

import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.util.Optional;

/** Keys in DER, whatever the PEM around them calls them: told apart by the first members of their outermost sequence. */
final class DerKeys {
    private enum Kind {
        PKCS12,
        PKCS8,
        ENCRYPTED_PKCS8,
        PKCS1,
        SEC1,
        SPKI,
        PUBLIC_PKCS1,
        CERTIFICATE,
        UNKNOWN
    }

    private DerKeys() {}

    private static Kind kind(byte[] der) {
        if (der.length > 1 && der[1] == (byte) 0x80) {
            return Kind.PKCS12; // in BER, as some tools write it; nothing else is
        }
        try {
            var members = DerReader.ofSequence(der);
            return members.nextTag() == DerReader.INTEGER ? versioned(members) : unversioned(members);
        } catch (MalformedDerException e) {
            return Kind.UNKNOWN;
        }
    }

    private static Kind versioned(DerReader members) throws MalformedDerException {
        int version = members.integer().min(java.math.BigInteger.TEN).intValue();
        return switch (members.nextTag()) {
            case DerReader.SEQUENCE -> version == 3 ? Kind.PKCS12 : Kind.PKCS8;
            case DerReader.OCTET_STRING -> Kind.SEC1;
            case DerReader.INTEGER -> version <= 1 ? Kind.PKCS1 : Kind.PUBLIC_PKCS1;
            default -> Kind.UNKNOWN;
        };
    }

    private static Kind unversioned(DerReader members) throws MalformedDerException {
        members.sequence();
        return switch (members.nextTag()) {
            case DerReader.BIT_STRING -> Kind.SPKI;
            case DerReader.OCTET_STRING -> Kind.ENCRYPTED_PKCS8;
            case DerReader.SEQUENCE -> Kind.CERTIFICATE;
            default -> Kind.UNKNOWN;
        };
    }

    static SigningKey readPrivate(byte[] der, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        return switch (kind(der)) {
            case PKCS12 -> Pkcs12.read(der, source, passphrases);
            case PKCS8 -> SigningKey.of(PrivateMaterial.ofPkcs8(der, source));
            case ENCRYPTED_PKCS8 -> SigningKey.of(EncryptedKeys.readPkcs8(der, source, passphrases));
            case PKCS1 -> SigningKey.of(PrivateMaterial.ofPkcs1(der, source));
            case SEC1 -> SigningKey.of(PrivateMaterial.ofSec1(der, Optional.empty(), source));
            case SPKI, PUBLIC_PKCS1, CERTIFICATE ->
                throw new UnreadableKeyException(
                        source, PUBLIC_INSTEAD_OF_PRIVATE, "holds a public key only, a private key is needed");
            case UNKNOWN -> throw notAKey(source);
        };
    }

    static AsymmetricKey readPublic(byte[] der, String source) throws UnreadableKeyException {
        return switch (kind(der)) {
            case SPKI -> AsymmetricKey.ofFile(PublicMaterial.ofSpki(der, source));
            case PUBLIC_PKCS1 -> AsymmetricKey.ofFile(PublicMaterial.ofPkcs1(der, source));
            case CERTIFICATE -> PemKeys.ofCertificate(der, source);
            case PKCS12, PKCS8, ENCRYPTED_PKCS8, PKCS1, SEC1 ->
                throw new UnreadableKeyException(
                        source, PRIVATE_INSTEAD_OF_PUBLIC, "holds a private key where a public key is needed");
            case UNKNOWN -> throw notAKey(source);
        };
    }

    /** Whether it is a key or a certificate, as far as its outermost sequence tells. */
    static boolean isKnown(byte[] der) {
        return kind(der) != Kind.UNKNOWN;
    }

    private static UnreadableKeyException notAKey(String source) {
        return new UnreadableKeyException(source, NOT_A_KEY, "is binary, and neither a key nor a certificate");
    }
}
