package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.Util;
import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
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
                            Messages.SigningKeyForm_TheKey(),
                            PassphraseSource.of(Util.fixNull(passphrase)))
                    .publicKey();
            return FormValidation.ok(Messages.SigningKeyForm_Readable(key.keytype(), key.keyId()));
        } catch (UnreadableKeyException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Whether a certificate can be read. */
    static FormValidation checkCertificate(Item item, String certificate) {
        if (!mayEdit(item) || Util.fixEmptyAndTrim(certificate) == null) {
            return FormValidation.ok();
        }
        try {
            var key = KeyFiles.readPublic(
                    certificate.getBytes(StandardCharsets.UTF_8), Messages.SigningKeyForm_TheCertificate());
            return key instanceof AsymmetricKey known && known.certificate().isPresent()
                    ? FormValidation.ok(Messages.SigningKeyForm_Readable(known.keytype(), known.keyId()))
                    : FormValidation.error(Messages.SigningKeyForm_NoCertificate());
        } catch (UnreadableKeyException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /**
     * Names of the global configuration to choose from, for administrators; others see the choice that was made.
     *
     * @param all the names
     * @param current the choice; null or empty for none
     */
    static ListBoxModel names(Stream<String> all, String current) {
        var items = new ListBoxModel();
        if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            all.forEach(items::add);
        }
        if (!Util.fixNull(current).isEmpty() && items.stream().noneMatch(known -> known.value.equals(current))) {
            items.add(current);
        }
        return items;
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
