package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.params.RSA_PKCS_PSS_PARAMS;

/** A private key as an object on a {@link Pkcs11Token}, by the names that it keeps. Only digests are sent to the token, but whole messages for Ed25519. */
final class TokenObject implements KeyCustodian {
    private final Pkcs11Token token;
    private final String label;
    private final byte[] id;
    private final AsymmetricKey publicKey;

    TokenObject(Pkcs11Token token, String label, byte[] id, AsymmetricKey publicKey) {
        this.token = token;
        this.label = label;
        this.id = id.clone();
        this.publicKey = publicKey;
    }

    /** What the token calls the key; may be empty. */
    String label() {
        return label;
    }

    /** The key's {@code CKA_ID}, by which it is told from others; may be empty. */
    byte[] id() {
        return id.clone();
    }

    /** The public part of the key. */
    AsymmetricKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(SigningRequest request) throws SigningException, IOException {
        try {
            return switch (request.signatureScheme().algorithm()) {
                case RSA -> rsa(request);
                case ECDSA -> token.sign(this, new Mechanism(PKCS11Constants.CKM_ECDSA), request.digest());
                case ED25519 -> token.sign(this, new Mechanism(PKCS11Constants.CKM_EDDSA), request.wholeMessage());
            };
        } catch (PKCS11Exception e) {
            throw request.failure(Pkcs11Token.reason(e), e);
        } catch (UnreadableKeyException e) {
            throw request.failure(e.getMessage(), e);
        }
    }

    private byte[] rsa(SigningRequest request) throws PKCS11Exception, UnreadableKeyException, IOException {
        byte[] digest = request.digest();
        if (request.signatureScheme().isPss()) {
            var parameters =
                    new RSA_PKCS_PSS_PARAMS(PKCS11Constants.CKM_SHA256, PKCS11Constants.CKG_MGF1_SHA256, digest.length);
            return token.sign(this, new Mechanism(PKCS11Constants.CKM_RSA_PKCS_PSS, parameters), digest);
        }
        // DigestInfo (RFC 8017, section 9.2); every token has this mechanism
        var sha256 = DerWriter.sequence(DerWriter.oid("2.16.840.1.101.3.4.2.1"), DerWriter.element(DerReader.NULL));
        return token.sign(
                this,
                new Mechanism(PKCS11Constants.CKM_RSA_PKCS),
                DerWriter.sequence(sha256, DerWriter.octets(digest)));
    }
}
