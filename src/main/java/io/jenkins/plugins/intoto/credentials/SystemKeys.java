package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The private keys among the credentials of Jenkins itself, which all jobs share; by the ids of the credentials. */
public final class SystemKeys {
    private SystemKeys() {}

    /** Those that builds can read, because of their kind. */
    public static List<String> bindable() {
        return shared().filter(credential -> !(credential instanceof SigningKeyCredentials))
                .filter(SystemKeys::isPrivateKey)
                .map(StandardCredentials::getId)
                .toList();
    }

    /** Those that builds cannot read, but have sign whatever they like. */
    public static List<String> unlimited() {
        return shared().filter(credential -> credential instanceof SigningKeyCredentials key
                        && key.allowedUses().isAnything())
                .map(StandardCredentials::getId)
                .toList();
    }

    /** The public parts of all those that are known without asking anybody; of the others, whoever uses them is told why not. */
    public static Map<String, AsymmetricKey> publicKeys() {
        var keys = new TreeMap<String, AsymmetricKey>();
        shared().forEach(credential -> publicKey(credential).ifPresent(key -> keys.put(credential.getId(), key)));
        return keys;
    }

    private static Optional<AsymmetricKey> publicKey(StandardCredentials credential) {
        if (credential instanceof SigningKeyCredentials own) {
            return own.knownPublicKey();
        }
        try (var key = KeyContent.privateKey(credential, credential.getId())) {
            return Optional.of(key.publicKey());
        } catch (InTotoException | IOException e) {
            return Optional.empty(); // of a kind that may hold a key, but holds something else, or needs a passphrase
        }
    }

    private static Stream<StandardCredentials> shared() {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(StandardCredentials.class::isInstance)
                .map(StandardCredentials.class::cast)
                .filter(CredentialStores::isShared)
                .filter(KeyContent::canHoldKey);
    }

    private static boolean isPrivateKey(StandardCredentials credential) {
        try (var key = KeyContent.privateKey(credential, credential.getId())) {
            return key != null;
        } catch (UnreadableKeyException e) {
            return e.reason() == UnreadableKeyException.Reason.PASSPHRASE_NEEDED;
        } catch (InTotoException | IOException e) {
            return false; // what Jenkins itself cannot read no build can
        }
    }
}
