package io.jenkins.plugins.intoto.engine.key;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
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
    RSASSA_PSS_SHA224("rsassa-pss-sha224", KeyAlgorithm.RSA, "RSASSA-PSS", "SHA-224"),
    RSASSA_PSS_SHA256("rsassa-pss-sha256", KeyAlgorithm.RSA, "RSASSA-PSS", "SHA-256"),
    RSASSA_PSS_SHA384("rsassa-pss-sha384", KeyAlgorithm.RSA, "RSASSA-PSS", "SHA-384"),
    RSASSA_PSS_SHA512("rsassa-pss-sha512", KeyAlgorithm.RSA, "RSASSA-PSS", "SHA-512"),
    RSA_PKCS1V15_SHA224("rsa-pkcs1v15-sha224", KeyAlgorithm.RSA, "SHA224withRSA", "SHA-224"),
    RSA_PKCS1V15_SHA256("rsa-pkcs1v15-sha256", KeyAlgorithm.RSA, "SHA256withRSA", "SHA-256"),
    RSA_PKCS1V15_SHA384("rsa-pkcs1v15-sha384", KeyAlgorithm.RSA, "SHA384withRSA", "SHA-384"),
    RSA_PKCS1V15_SHA512("rsa-pkcs1v15-sha512", KeyAlgorithm.RSA, "SHA512withRSA", "SHA-512"),
    ECDSA_P256("ecdsa-sha2-nistp256", KeyAlgorithm.ECDSA, "SHA256withECDSA", "SHA-256"),
    ECDSA_P384("ecdsa-sha2-nistp384", KeyAlgorithm.ECDSA, "SHA384withECDSA", "SHA-384"),
    ECDSA_P521("ecdsa-sha2-nistp521", KeyAlgorithm.ECDSA, "SHA512withECDSA", "SHA-512"),
    ED25519("ed25519", KeyAlgorithm.ED25519, "Ed25519", "");

    private static final int ED25519_LENGTH = 64;

    private final String schemeName;
    private final KeyAlgorithm algorithm;
    private final String jcaName;
    private final String digest;

    SignatureScheme(String schemeName, KeyAlgorithm algorithm, String jcaName, String digest) {
        this.schemeName = schemeName;
        this.algorithm = algorithm;
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

    KeyAlgorithm algorithm() {
        return algorithm;
    }

    Optional<DigestAlgorithm> digestAlgorithm() {
        return Arrays.stream(DigestAlgorithm.values())
                .filter(algorithm -> algorithm.jcaName().equals(digest))
                .findFirst();
    }

    /** The digest of the message that is signed, by the name that the JDK has for it; empty where there is none. */
    String digest() {
        return digest;
    }

    String jcaName() {
        return jcaName;
    }

    boolean isPss() {
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
        return switch (algorithm) {
            // the JDK ignores what follows a signature
            case ED25519 ->
                signature.length == ED25519_LENGTH && isValid(() -> WholeMessage.isSigned(message, signature, key));
            case RSA -> isValid(() -> verifies(jcaName, key, signature, message));
            case ECDSA ->
                isValid(() -> verifies(jcaName, key, signature, message))
                        || hasLengthOfTwoNumbers(key, signature)
                                && isValid(() -> verifies(jcaName + "inP1363Format", key, signature, message));
        };
    }

    private boolean hasLengthOfTwoNumbers(PublicKey key, byte[] signature) {
        return EcCurve.of(((ECPublicKey) key).getParams())
                .filter(curve -> signature.length == 2 * curve.fieldLength())
                .isPresent();
    }

    /** Whether a signature is valid by the variant of Ed25519 that signs the SHA-512 of a message (RFC 8032, section 5.1). */
    boolean verifiesPrehashed(PublicKey key, byte[] signature, Signer.Message message) {
        return signature.length == ED25519_LENGTH
                && isValid(() -> verifies(jcaName, Optional.of(new EdDSAParameterSpec(true)), key, signature, message));
    }

    @FunctionalInterface
    private interface Check {
        boolean isPassed() throws GeneralSecurityException, IOException;
    }

    private static boolean isValid(Check check) {
        try {
            return check.isPassed();
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

    private boolean verifies(String name, PublicKey key, byte[] signature, Signer.Message message)
            throws GeneralSecurityException, IOException {
        if (!isPss()) {
            return verifies(name, Optional.empty(), key, signature, message);
        }
        var salt = PssSalt.lengthIn(signature, (RSAPublicKey) key, digest);
        return salt.isPresent() && verifies(name, Optional.of(pss(salt.getAsInt())), key, signature, message);
    }

    private static boolean verifies(
            String name,
            Optional<AlgorithmParameterSpec> parameters,
            PublicKey key,
            byte[] signature,
            Signer.Message message)
            throws GeneralSecurityException, IOException {
        var engine = java.security.Signature.getInstance(name);
        if (parameters.isPresent()) {
            engine.setParameter(parameters.get());
        }
        engine.initVerify(key);
        message.writeTo(new EngineStream(engine));
        return engine.verify(signature);
    }

    /** Signs a streamed message; with PSS the salt is as long as the digest, as all implementations accept. */
    byte[] sign(PrivateKey key, Signer.Message message) throws GeneralSecurityException, IOException {
        return switch (algorithm) {
            case ED25519 -> WholeMessage.sign(message, key);
            case RSA, ECDSA -> signAsStream(key, message);
        };
    }

    private byte[] signAsStream(PrivateKey key, Signer.Message message) throws GeneralSecurityException, IOException {
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
