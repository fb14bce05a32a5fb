package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PUBLIC_INSTEAD_OF_PRIVATE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import java.util.ArrayList;
import java.util.List;

/** Keys in PEM. */
final class PemKeys {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String PUBLIC_PKCS1 = "RSA PUBLIC KEY";

    private PemKeys() {}

    static SigningKey readPrivate(String text, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        var blocks = Pem.read(text, source);
        var privateBlocks = new ArrayList<Pem>();
        var certificates = new ArrayList<Pem>();
        for (var block : blocks) {
            if (isPrivate(block)) {
                privateBlocks.add(block);
            } else if (block.type().equals(Certificates.PEM_TYPE)) {
                certificates.add(block);
            }
        }
        if (privateBlocks.size() > 1) {
            throw severalKeys(source);
        }
        if (privateBlocks.isEmpty()) {
            throw blocks.stream().anyMatch(PemKeys::isPublic)
                    ? new UnreadableKeyException(
                            source, PUBLIC_INSTEAD_OF_PRIVATE, "holds a public key only, a private key is needed")
                    : notAKey(blocks, source);
        }
        var key = privateKey(privateBlocks.get(0), source, passphrases);
        return certificates.isEmpty() ? key : withCertificates(key, certificates, source);
    }

    private static SigningKey privateKey(Pem block, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        return switch (block.type()) {
            case PRIVATE, "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                block.dekInfo().isPresent()
                        ? traditional(block, block.dekInfo().get(), source, passphrases)
                        : ofDer(block.content(), source, passphrases);
            case "OPENSSH PRIVATE KEY" -> SigningKey.of(OpenSshKeys.readPrivate(block.content(), source));
            case "ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY" ->
                CosignKeys.read(block.content(), source, passphrases);
            case "DSA PRIVATE KEY" -> throw KeyAlgorithm.unsupported(KeyAlgorithm.DSA, source);
            default ->
                throw new UnreadableKeyException(
                        source, UNSUPPORTED_FORMAT, "holds a private key of the unknown kind \"" + block.type() + "\"");
        };
    }

    private static SigningKey traditional(Pem block, String dekInfo, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        return EncryptedKeys.read(
                plain -> ofDer(plain, source, PassphraseSource.NONE),
                passphrase -> PasswordEncryption.decryptTraditional(block.content(), dekInfo, passphrase, source),
                source,
                passphrases);
    }

    /** Labels are often wrong, so that the content decides what it is. */
    private static SigningKey ofDer(byte[] der, String source, PassphraseSource passphrases)
            throws UnreadableKeyException {
        if (!DerKeys.isKnown(der)) {
            throw PrivateMaterial.damaged(source);
        }
        return DerKeys.readPrivate(der, source, passphrases);
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
        var publicBlocks = new ArrayList<Pem>();
        for (var block : blocks) {
            if (isPrivate(block)) {
                throw new UnreadableKeyException(
                        source,
                        PRIVATE_INSTEAD_OF_PUBLIC,
                        "holds a private key where a public key is needed; get that with"
                                + " \"openssl pkey -in KEY -pubout\"");
            }
            if (isPublic(block)) {
                publicBlocks.add(block);
            }
        }
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
        if (!DerKeys.isKnown(first.content())) {
            throw new UnreadableKeyException(source, DAMAGED, "the public key is damaged");
        }
        return DerKeys.readPublic(first.content(), source);
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
