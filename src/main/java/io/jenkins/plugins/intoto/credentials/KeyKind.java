package io.jenkins.plugins.intoto.credentials;

import hudson.util.Secret;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The kinds of keys that the form of a credential makes. */
public enum KeyKind {
    /** ECDSA on the curve P-256: short signatures, and links of any size are signed as a stream. */
    ECDSA_P256("ecdsa-p256", "ECDSA P-256", () -> KeyGenerator.ecdsa(EcCurve.P256)),
    /** Ed25519, which holds in memory what it signs. */
    ED25519("ed25519", "Ed25519", KeyGenerator::ed25519),
    /** RSA of 3072 bits, which every tool knows. */
    RSA_3072("rsa-3072", "RSA 3072", () -> KeyGenerator.rsa(KeyGenerator.DEFAULT_RSA_BITS));

    private final String value;
    private final String displayName;
    private final Supplier<SigningKey> generator;

    KeyKind(String value, String displayName, Supplier<SigningKey> generator) {
        this.value = value;
        this.displayName = displayName;
        this.generator = generator;
    }

    /** What stands for the kind in forms and requests. */
    public String getValue() {
        return value;
    }

    /** What people call the kind. */
    public String getDisplayName() {
        return displayName;
    }

    /** Makes a new key of this kind, in PEM. */
    Secret generate() {
        var pem = KeyFileWriter.privatePem(generator.get());
        try {
            return Secret.fromString(new String(pem, StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    /** The kind that a value stands for. */
    static Optional<KeyKind> of(String value) {
        return Arrays.stream(values()).filter(kind -> kind.value.equals(value)).findFirst();
    }
}
