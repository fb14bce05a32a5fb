package io.jenkins.plugins.intoto.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.intoto.config.ConfiguredTrust;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What may be shown of a signing key, or why there is nothing to show; for the form of the credential. */
public final class PublicPart {
    private final Optional<AsymmetricKey> key;
    private final String defect;

    private PublicPart(Optional<AsymmetricKey> key, String defect) {
        this.key = key;
        this.defect = defect;
    }

    static PublicPart of(SigningKeyCredentials credential) {
        try (var signer = credential.open(Messages.SigningKeyForm_TheKey())) {
            return new PublicPart(Optional.of(signer.publicKey()), null);
        } catch (InTotoException | IOException e) {
            return new PublicPart(Optional.empty(), DisplayText.of(e.getMessage()));
        }
    }

    /** Why the key cannot be read; null if it can, and only then there is the rest. */
    @CheckForNull
    public String getDefect() {
        return defect;
    }

    /** The kind of key and of its signatures, as metadata name them. */
    public String getKind() {
        return key.map(known -> known.keytype() + ", " + known.scheme()).orElse("");
    }

    /** The id by the legacy rule. */
    public String getLegacyId() {
        return id(KeyIdRule.LEGACY);
    }

    /** The id by the current rule. */
    public String getCurrentId() {
        return id(KeyIdRule.CURRENT);
    }

    private String id(KeyIdRule rule) {
        return key.map(known -> known.idUnder(rule).value()).orElse("");
    }

    /** The layouts and policies of the configuration that list the key, and lose it if it is replaced; empty if there are none. */
    public String getAcceptedBy() {
        return key.map(known -> String.join(", ", ConfiguredTrust.read().accepting(known)))
                .orElse("");
    }

    /** The public key in PEM. */
    public String getPem() {
        return key.map(known -> new String(KeyFileWriter.publicPem(known), StandardCharsets.US_ASCII))
                .orElse("");
    }
}
