package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.Util;
import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;

/** What the form of a signing key is checked for, for those who may enter a key. */
final class SigningKeyForm {
    private SigningKeyForm() {}

    /**
     * Whether a key can be read; the answer quotes nothing of it but its public id. Jenkins has decrypted what the form
     * holds of a stored key.
     */
    static FormValidation checkPrivateKey(Item item, String privateKey, String passphrase) {
        return mayEdit(item) ? checkPrivateKey(privateKey, passphrase) : FormValidation.ok();
    }

    private static FormValidation checkPrivateKey(String privateKey, String passphrase) {
        if (Util.fixEmptyAndTrim(privateKey) == null) {
            return FormValidation.ok();
        }
        try {
            var key = KeyFiles.readPrivate(
                            privateKey.getBytes(StandardCharsets.UTF_8),
                            "The key",
                            KeyContent.passphrase(Util.fixNull(passphrase)))
                    .publicKey();
            return FormValidation.ok(Messages.SigningKeyForm_Readable(key.keytype(), key.keyId()));
        } catch (UnreadableKeyException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    private static boolean mayEdit(Item item) {
        AccessControlled context = item == null ? Jenkins.get() : item;
        return context.hasPermission(CredentialsProvider.CREATE) || context.hasPermission(CredentialsProvider.UPDATE);
    }

    /** Whether names of steps are such. */
    static FormValidation checkUses(Item item, String uses) {
        return mayEdit(item) ? checkUses(uses) : FormValidation.ok();
    }

    private static FormValidation checkUses(String uses) {
        return ListText.entries(uses).stream()
                .filter(name -> !ItemNames.isSafe(name)
                        && !name.startsWith(AllowedUses.ATTESTATION)
                        && !name.startsWith(AllowedUses.SUPPLIED))
                .findFirst()
                .map(name -> FormValidation.error(Messages.SigningKeyForm_NoStepName(DisplayText.of(name))))
                .orElseGet(FormValidation::ok);
    }
}
