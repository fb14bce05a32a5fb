package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys in PEM. */
final class PemKeys {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String PUBLIC_PKCS1 = "RSA PUBLIC KEY";

    private PemKeys() {}

    static SigningKey readPrivate(String text, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        var blocks = Pem.read(text, source);
        var privateBlocks = blocks.stream().filter(PemKeys::isPrivate).toList();
        if (privateBlocks.size() > 1) {
            throw severalKeys(source);
        }
        if (privateBlocks.isEmpty()) {
            throw blocks.stream().anyMatch(PemKeys::isPublic)
                    ? new UnreadableKeyException(
                            source, PUBLIC_INSTEAD_OF_PRIVATE, "holds a public key only, a private key is needed")
                    : notAKey(blocks, source);
        }
        var key = SigningKey.of(privateMaterial(privateBlocks.get(0), source, passphrases));
        var certificates = blocks.stream()
                .filter(block -> block.type().equals(Certificates.PEM_TYPE))
                .toList();
        return certificates.isEmpty() ? key : withCertificates(key, certificates, source);
    }

    private static PrivateMaterial privateMaterial(Pem block, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        if (block.type().equals("ENCRYPTED PRIVATE KEY")) {
            return EncryptedKeys.readPkcs8(block.content(), source, passphrases);
        }
        if (block.type().equals("OPENSSH PRIVATE KEY")) {
            return OpenSshKeys.readPrivate(block.content(), source);
        }
        Optional<String> dekInfo = block.dekInfo();
        if (dekInfo.isPresent()) {
            return EncryptedKeys.read(
                    plain -> ofType(block.type(), plain, source),
                    passphrase ->
                            PasswordEncryption.decryptTraditional(block.content(), dekInfo.get(), passphrase, source),
                    source,
                    passphrases);
        }
        return ofType(block.type(), block.content(), source);
    }

    private static PrivateMaterial ofType(String type, byte[] der, String source) throws UnreadableKeyException {
        return switch (type) {
            case PRIVATE -> PrivateMaterial.ofPkcs8(der, source);
            case "RSA PRIVATE KEY" -> PrivateMaterial.ofPkcs1(der, source);
            case "EC PRIVATE KEY" -> PrivateMaterial.ofSec1(der, Optional.empty(), source);
            case "DSA PRIVATE KEY" -> throw KeyAlgorithm.unsupported(KeyAlgorithm.DSA, source);
            default ->
                throw new UnreadableKeyException(
                        source, UNSUPPORTED_FORMAT, "holds a private key of the unknown kind \"" + type + "\"");
        };
    }

    /** The certificate of the key may stand anywhere among those of its issuers. */
    private static SigningKey withCertificates(SigningKey key, List<Pem> blocks, String source)
            throws UnreadableKeyException {
        var chain = new ArrayList<java.security.cert.X509Certificate>();
        for (var block : blocks) {
            var certificate = Certificates.read(block.content(), source);
            if (Certificates.isOf(certificate, key.material().publicPart())) {
                chain.add(0, certificate);
            } else {
                chain.add(certificate);
            }
        }
        return key.withChain(chain, source);
    }

    static AsymmetricKey readPublic(String text, String source) throws UnreadableKeyException {
        var blocks = Pem.read(text, source);
        if (blocks.stream().anyMatch(PemKeys::isPrivate)) {
            throw new UnreadableKeyException(
                    source,
                    PRIVATE_INSTEAD_OF_PUBLIC,
                    "holds a private key where a public key is needed; get that with \"openssl pkey -in KEY -pubout\"");
        }
        var publicBlocks = blocks.stream().filter(PemKeys::isPublic).toList();
        if (publicBlocks.isEmpty()) {
            throw notAKey(blocks, source);
        }
        var first = publicBlocks.get(0);
        if (first.type().equals(Certificates.PEM_TYPE)) {
            return ofCertificate(first.content(), source);
        }
        if (publicBlocks.size() > 1) {
            throw severalKeys(source);
        }
        return AsymmetricKey.ofFile(
                first.type().equals(PUBLIC)
                        ? PublicMaterial.ofSpki(first.content(), source)
                        : PublicMaterial.ofPkcs1(first.content(), source));
    }

    static AsymmetricKey ofCertificate(byte[] der, String source) throws UnreadableKeyException {
        var certificate = Certificates.read(der, source);
        return AsymmetricKey.ofFile(Certificates.material(certificate, source)).withCertificate(certificate);
    }

    private static boolean isPrivate(Pem block) {
        return block.type().endsWith(PRIVATE);
    }

    private static boolean isPublic(Pem block) {
        return List.of(PUBLIC, PUBLIC_PKCS1, Certificates.PEM_TYPE).contains(block.type());
    }

    private static UnreadableKeyException severalKeys(String source) {
        return new UnreadableKeyException(
                source, SEVERAL_KEYS, "holds several keys; put the one to use in its own file");
    }

    private static UnreadableKeyException notAKey(List<Pem> blocks, String source) {
        return new UnreadableKeyException(
                source,
                NOT_A_KEY,
                blocks.isEmpty()
                        ? "holds no key in PEM"
                        : "holds no key but \"" + blocks.get(0).type() + "\"");
    }
}
