package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;

/** A private key that stays on a {@link Pkcs11Token}, and signs until the token is closed. */
public final class TokenKey implements Signer {
    private final TokenObject object;
    private final HeldKey key;

    TokenKey(TokenObject object) {
        this.object = object;
        this.key = HeldKey.of(object.publicKey(), object);
    }

    /** What the token calls the key; may be empty. */
    public String label() {
        return object.label();
    }

    /** The key's {@code CKA_ID}, by which it is told from others; may be empty. */
    public byte[] id() {
        return object.id();
    }

    @Override
    public AsymmetricKey publicKey() {
        return key.publicKey();
    }

    @Override
    public Signer forAttestations() {
        return key.forAttestations();
    }

    @Override
    public Signer withCertificate(String pem, String source) throws UnreadableKeyException {
        return key.withCertificate(pem, source);
    }

    @Override
    public byte[] sign(Message message) throws SigningException, IOException {
        return key.sign(message);
    }

    @Override
    public String toString() {
        return "private " + publicKey() + " on a token";
    }
}
