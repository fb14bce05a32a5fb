package io.jenkins.plugins.intoto.engine.key;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** How signatures are made and checked; each scheme by the name that in-toto's metadata has for it. */
enum SignatureScheme {
    RSASSA_PSS_SHA224("rsassa-pss-sha224", Family.RSA, "RSASSA-PSS", "SHA-224"),
    RSASSA_PSS_SHA256("rsassa-pss-sha256", Family.RSA, "RSASSA-PSS", "SHA-256"),
    RSASSA_PSS_SHA384("rsassa-pss-sha384", Family.RSA, "RSASSA-PSS", "SHA-384"),
    RSASSA_PSS_SHA512("rsassa-pss-sha512", Family.RSA, "RSASSA-PSS", "SHA-512"),
    RSA_PKCS1V15_SHA224("rsa-pkcs1v15-sha224", Family.RSA, "SHA224withRSA", "SHA-224"),
    RSA_PKCS1V15_SHA256("rsa-pkcs1v15-sha256", Family.RSA, "SHA256withRSA", "SHA-256"),
    RSA_PKCS1V15_SHA384("rsa-pkcs1v15-sha384", Family.RSA, "SHA384withRSA", "SHA-384"),
    RSA_PKCS1V15_SHA512("rsa-pkcs1v15-sha512", Family.RSA, "SHA512withRSA", "SHA-512"),
    ECDSA_P256("ecdsa-sha2-nistp256", Family.ECDSA, "SHA256withECDSA", "SHA-256"),
    ECDSA_P384("ecdsa-sha2-nistp384", Family.ECDSA, "SHA384withECDSA", "SHA-384"),
    ECDSA_P521("ecdsa-sha2-nistp521", Family.ECDSA, "SHA512withECDSA", "SHA-512"),
    ED25519("ed25519", Family.ED25519, "Ed25519", "");

    /** Kinds of keys, by the name that {@code keytype} has for them. */
    enum Family {
        RSA("rsa"),
        ECDSA("ecdsa"),
        ED25519("ed25519");

        private final String keytype;

        Family(String keytype) {
            this.keytype = keytype;
        }

        String keytype() {
            return keytype;
        }
    }

    private static final int ED25519_LENGTH = 64;

    private final String schemeName;
    private final Family family;
    private final String jcaName;
    private final String digest;

    SignatureScheme(String schemeName, Family family, String jcaName, String digest) {
        this.schemeName = schemeName;
        this.family = family;
        this.jcaName = jcaName;
        this.digest = digest;
    }

    static Optional<SignatureScheme> named(String name) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.schemeName.equals(name))
                .findFirst();
    }

    static SignatureScheme ofCurve(EcCurve curve) {
        return switch (curve) {
            case P256 -> ECDSA_P256;
            case P384 -> ECDSA_P384;
            case P521 -> ECDSA_P521;
        };
    }

    String schemeName() {
        return schemeName;
    }

    Family family() {
        return family;
    }

    private boolean isPss() {
        return jcaName.equals("RSASSA-PSS");
    }

    /** Whether a signature is valid; false for any that is malformed. */
    boolean verifies(PublicKey key, byte[] signature, byte[] message) {
        return verifies(key, signature, (Signer.Message) out -> out.write(message));
    }

    /**
     * Whether a signature of a streamed message is valid; false for any that is malformed, and for whoever is interrupted.
     * One of ECDSA is in DER, or two numbers one after the other (IEEE P1363), as the example in the text of DSSE.
     */
    boolean verifies(PublicKey key, byte[] signature, Signer.Message message) {
        return verifies(jcaName, key, signature, message)
                || hasLengthOfTwoNumbers(key, signature)
                        && verifies(jcaName + "inP1363Format", key, signature, message);
    }

    /** Whether a signature is valid by the variant of Ed25519 that signs the SHA-512 of a message (RFC 8032, section 5.1). */
    boolean verifiesPrehashed(PublicKey key, byte[] signature, Signer.Message message) {
        return signature.length == ED25519_LENGTH
                && verifies(jcaName, Optional.of(new EdDSAParameterSpec(true)), key, signature, message);
    }

    private boolean hasLengthOfTwoNumbers(PublicKey key, byte[] signature) {
        return family == Family.ECDSA
                && key instanceof ECPublicKey ecKey
                && EcCurve.of(ecKey.getParams())
                        .filter(curve -> signature.length == 2 * curve.fieldLength())
                        .isPresent();
    }

    private boolean verifies(String algorithm, PublicKey key, byte[] signature, Signer.Message message) {
        if (!isPss()) {
            return verifies(algorithm, Optional.empty(), key, signature, message);
        }
        var salt = PssSalt.lengthIn(signature, (RSAPublicKey) key, digest);
        return salt.isPresent() && verifies(algorithm, Optional.of(pss(salt.getAsInt())), key, signature, message);
    }

    private boolean verifies(
            String algorithm,
            Optional<AlgorithmParameterSpec> parameters,
            PublicKey key,
            byte[] signature,
            Signer.Message message) {
        try {
            if (this == ED25519 && parameters.isEmpty()) {
                // the JDK ignores what follows a signature
                return signature.length == ED25519_LENGTH && WholeMessage.isSigned(message, signature, key);
            }
            var engine = java.security.Signature.getInstance(algorithm);
            if (parameters.isPresent()) {
                engine.setParameter(parameters.get());
            }
            engine.initVerify(key);
            message.writeTo(new EngineStream(engine));
            return engine.verify(signature);
        } catch (InvalidKeyException | SignatureException e) {
            return false; // the key was checked when it was read, so it is the signature that does not fit it
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedIOException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs a streamed message; with PSS the salt is as long as the digest, as all implementations accept. */
    byte[] sign(PrivateKey key, Signer.Message message) throws GeneralSecurityException, IOException {
        if (this == ED25519) {
            return WholeMessage.sign(message, key);
        }
        var engine = java.security.Signature.getInstance(jcaName);
        if (isPss()) {
            engine.setParameter(pss(PssSalt.digestLength(digest)));
        }
        engine.initSign(key);
        message.writeTo(new EngineStream(engine));
        return engine.sign();
    }

    private PSSParameterSpec pss(int saltLength) {
        return new PSSParameterSpec(
                digest, "MGF1", new MGF1ParameterSpec(digest), saltLength, PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
