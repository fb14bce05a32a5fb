package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.Util;
import hudson.model.ItemGroup;
import hudson.model.Run;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The keys that a run may use, by the ids of their credentials. Every failure says in one sentence what to do. */
public final class SigningCredentials {
    private SigningCredentials() {}

    /**
     * A private key and what people call it. To be closed after use.
     *
     * @param key the key, which is closed with this
     * @param name the id of the credential with its description
     */
    public record NamedSigner(Signer key, KeyNames.Name name) implements AutoCloseable {
        @Override
        public void close() {
            key.close();
        }
    }

    /**
     * Opens the key that signs a step, and notes that the run uses its credential.
     *
     * @param run the run, whose context decides which credentials there are
     * @param credentialsId the id of a credential, or a parameter that holds one
     * @param stepName the name of the step
     * @throws AbortException if there is no such credential, it holds no usable key, or it may not sign that step
     */
    public static NamedSigner find(Run<?, ?> run, @CheckForNull String credentialsId, String stepName)
            throws AbortException {
        var credential = lookUp(run, credentialsId);
        if (credential instanceof SigningKeyCredentials key
                && !key.allowedUses().hasStep(stepName)) {
            throw Console.abort(Messages.SigningCredentials_StepNotAllowed(named(credential), stepName));
        }
        return open(run, credential);
    }

    /**
     * Opens the key that signs an attestation, and notes that the run uses its credential. Its signatures are those that
     * Sigstore's tools accept.
     *
     * @param run the run, whose context decides which credentials there are
     * @param credentialsId the id of a credential, or a parameter that holds one
     * @param predicateType the type of what is attested
     * @param forgery whether the job supplies what a controller says itself under that type
     * @throws AbortException if there is no such credential, it holds no usable key, or it may not sign that
     */
    public static NamedSigner findForAttestation(
            Run<?, ?> run, @CheckForNull String credentialsId, String predicateType, boolean forgery)
            throws AbortException {
        return forAttestation(run, lookUp(run, credentialsId), predicateType, forgery);
    }

    /**
     * Opens the key that signs what the controller attests of a run on its own account, and notes that the run uses its
     * credential. It is only looked for where those put credentials who configure Jenkins or a folder: the run has no say in it.
     *
     * @param run the run
     * @param owner the folder whose credentials, and those of the folders around it and of Jenkins that it shares, are meant;
     *     Jenkins for its own, also those that it shares with no job
     * @param credentialsId the id of a credential; names no parameter
     * @param predicateType the type of what is attested
     * @throws AbortException if there is no such credential, it holds no usable key, or it may not sign that
     */
    public static NamedSigner findForRule(
            Run<?, ?> run, ItemGroup<?> owner, @CheckForNull String credentialsId, String predicateType)
            throws AbortException {
        var id = requireId(credentialsId);
        var credential = holdingKey(
                CredentialStores.find(run, owner, id, StandardCredentials.class),
                Messages.CredentialStores_Unknown(id));
        return forAttestation(run, credential, predicateType, false);
    }

    /**
     * Looks for the same key without opening it.
     *
     * @param owner as for {@link #findForRule}
     * @param credentialsId the id of a credential; names no parameter
     * @param predicateTypes the types of what is attested
     * @return whether jobs can use it too
     * @throws AbortException if there is no such credential, it is of a kind that holds no key, or it may not sign one of these
     */
    public static boolean isSharedByRule(
            ItemGroup<?> owner, @CheckForNull String credentialsId, Collection<String> predicateTypes)
            throws AbortException {
        var id = requireId(credentialsId);
        var credential = holdingKey(
                CredentialStores.find(owner, id, StandardCredentials.class), Messages.CredentialStores_Unknown(id));
        for (var predicateType : predicateTypes) {
            requireUse(credential, predicateType, false);
        }
        return CredentialStores.isShared(credential);
    }

    private static NamedSigner forAttestation(
            Run<?, ?> run, StandardCredentials credential, String predicateType, boolean forgery)
            throws AbortException {
        requireUse(credential, predicateType, forgery);
        var signer = open(run, credential);
        return new NamedSigner(signer.key().forAttestations(), signer.name());
    }

    private static void requireUse(StandardCredentials credential, String predicateType, boolean forgery)
            throws AbortException {
        // Only these can list what they may sign; the others may sign what need not be listed.
        var uses = credential instanceof SigningKeyCredentials key ? key.allowedUses() : AllowedUses.of(null);
        var refusal = uses.refusal(predicateType, forgery);
        if (refusal.isPresent()) {
            throw Console.abort(named(credential) + " " + refusal.get());
        }
    }

    private static NamedSigner open(Run<?, ?> run, StandardCredentials credential) throws AbortException {
        var key = read(credential, KeyContent::privateKey);
        CredentialsProvider.track(run, credential);
        return new NamedSigner(key, nameOf(credential));
    }

    /**
     * Public keys.
     *
     * @param keys the keys
     * @param names what people call them
     */
    public record PublicKeys(List<VerificationKey> keys, KeyNames names) {
        /** The keys are not changed. */
        public PublicKeys {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Finds public keys with their names, such as those that must have signed a layout: each is a trusted key of the global
     * configuration, or else in a credential with a public key, a certificate or a private key, whose use is noted.
     *
     * @param run the run, whose context decides which credentials there are
     * @param namesOrIds names of trusted keys, and ids of credentials
     * @throws AbortException if one is neither, or holds no usable key
     */
    public static PublicKeys publicKeys(Run<?, ?> run, List<String> namesOrIds) throws AbortException {
        var keys = new ArrayList<VerificationKey>();
        var names = KeyNames.NONE;
        for (var nameOrId : namesOrIds) {
            var named = publicKey(run, nameOrId);
            keys.add(named.key());
            names = names.with(named.key(), named.name());
        }
        return new PublicKeys(keys, names);
    }

    private record NamedKey(VerificationKey key, KeyNames.Name name) {}

    private static NamedKey publicKey(Run<?, ?> run, String nameOrId) throws AbortException {
        // the administrator's first: nobody else can put a key under the name of one of these
        var trusted =
                InTotoConfiguration.get().trustedKey(Util.fixNull(nameOrId).strip());
        if (trusted.isPresent()) {
            try {
                return new NamedKey(
                        trusted.get().verificationKey(), trusted.get().keyName());
            } catch (UnreadableKeyException e) {
                throw Console.abort(Messages.SigningCredentials_UnreadableTrustedKey(e.getMessage()));
            }
        }
        var credential = lookUp(run, nameOrId);
        var key = read(credential, KeyContent::publicKey);
        CredentialsProvider.track(run, credential);
        return new NamedKey(key, nameOf(credential));
    }

    private static KeyNames.Name nameOf(StandardCredentials credential) {
        return new KeyNames.Name(credential.getId(), Util.fixNull(credential.getDescription()));
    }

    private static StandardCredentials lookUp(Run<?, ?> run, String credentialsId) throws AbortException {
        var id = requireId(credentialsId);
        return holdingKey(
                Optional.ofNullable(
                        CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, List.of())),
                Messages.SigningCredentials_Unknown(id));
    }

    private static String requireId(String credentialsId) throws AbortException {
        var id = Util.fixEmptyAndTrim(credentialsId);
        if (id == null) {
            throw Console.abort(Messages.SigningCredentials_None());
        }
        return id;
    }

    private static StandardCredentials holdingKey(Optional<StandardCredentials> found, String ifNone)
            throws AbortException {
        var credential = found.orElseThrow(() -> Console.abort(ifNone));
        if (!KeyContent.canHoldKey(credential)) {
            throw Console.abort(Messages.SigningCredentials_OtherKind(
                    named(credential), credential.getDescriptor().getDisplayName()));
        }
        return credential;
    }

    @FunctionalInterface
    private interface Reading<K> {
        K read(StandardCredentials credential, String source) throws InTotoException, IOException;
    }

    private static <K> K read(StandardCredentials credential, Reading<K> reading) throws AbortException {
        try {
            return reading.read(credential, named(credential));
        } catch (UnreadableKeyException e) {
            throw Console.abort(remedy(e.reason(), credential)
                    .map(remedy -> e.getMessage() + "; " + remedy)
                    .orElse(e.getMessage()));
        } catch (InTotoException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        } catch (IOException e) {
            throw Console.abort(
                    credential instanceof SigningKeyCredentials
                            ? Messages.SigningCredentials_OutOfReach(named(credential), DisplayText.of(e.getMessage()))
                            : Messages.SigningCredentials_UnreadableFile(named(credential)));
        }
    }

    private static Optional<String> remedy(Reason reason, StandardCredentials credential) {
        if (credential instanceof SigningKeyCredentials own) {
            return own.remedy(reason);
        }
        return Optional.of(
                credential instanceof StandardCertificateCredentials
                                && EnumSet.of(Reason.EMPTY, Reason.NOT_A_KEY, Reason.DAMAGED)
                                        .contains(reason)
                        ? Messages.SigningCredentials_CheckKeystore()
                        : remedy(reason));
    }

    /** What to do about a key that a credential holds as a text or file. */
    static String remedy(Reason reason) {
        return switch (reason) {
            case PASSPHRASE_NEEDED -> Messages.SigningCredentials_NoPassphrase();
            case WRONG_PASSPHRASE -> Messages.SigningCredentials_RightPassphrase();
            case PUBLIC_INSTEAD_OF_PRIVATE -> Messages.SigningCredentials_PrivateKey();
            case EMPTY, NOT_A_KEY, DAMAGED -> Messages.SigningCredentials_PutKey();
            default -> Messages.SigningCredentials_Update();
        };
    }

    private static String named(StandardCredentials credential) {
        return Messages.SigningCredentials_Credential(credential.getId());
    }
}
