package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.PasswordCredentials;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernameCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials of every kind, made of the key files of the tests; their passphrase is {@link #PASSPHRASE}. */
@SuppressWarnings("serial")
public final class SampleCredentials {
    static final String PASSPHRASE = "secret";
    private static final Path KEYS = Path.of("src/test/resources/keys");

    private SampleCredentials() {}

    static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(KEYS.resolve(file));
    }

    static String text(String file) throws IOException {
        return Files.readString(KEYS.resolve(file));
    }

    /** Adds a credential to those of Jenkins. */
    public static void add(Credentials credential) {
        SystemCredentialsProvider.getInstance().getCredentials().add(credential);
    }

    static InTotoSigningKey own(String id, String file, String passphrase) throws IOException {
        return new InTotoSigningKey(
                CredentialsScope.GLOBAL,
                id,
                "",
                Secret.fromString(text(file)),
                passphrase == null ? null : Secret.fromString(passphrase),
                null);
    }

    static FileCredentials file(String id, String file) {
        return new OfFile(id, file);
    }

    /** A secret text. */
    public static StringCredentials string(String id, String text) {
        return new OfText(id, text);
    }

    static SSHUserPrivateKey ssh(String id, String passphrase, String... keys) {
        return new OfSsh(id, passphrase, keys);
    }

    /** A certificate with its key. */
    public static StandardCertificateCredentials certificate(String id, KeyStore store) {
        return new OfStore(id, store);
    }

    /** A key store of the tests. */
    public static KeyStore store(String file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(bytes(file)), PASSPHRASE.toCharArray());
        return store;
    }

    /** A user name with a password. */
    public static StandardUsernameCredentials account(String id, String user, String password) {
        return account(CredentialsScope.GLOBAL, id, user, password);
    }

    /** A user name with a password, not for every job. */
    public static StandardUsernameCredentials account(CredentialsScope scope, String id, String user, String password) {
        return new OfAccount(scope, id, user, password);
    }

    static StandardUsernameCredentials userName(String id) {
        return new OfUser(id);
    }

    private abstract static class Sample extends BaseStandardCredentials {
        Sample(String id) {
            this(CredentialsScope.GLOBAL, id);
        }

        Sample(CredentialsScope scope, String id) {
            super(scope, id, "");
        }
    }

    private static final class OfFile extends Sample implements FileCredentials {
        private final String file;

        OfFile(String id, String file) {
            super(id);
            this.file = file;
        }

        @Override
        public String getFileName() {
            return file;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new ByteArrayInputStream(bytes(file));
        }
    }

    private static final class OfText extends Sample implements StringCredentials {
        private final Secret secret;

        OfText(String id, String text) {
            super(id);
            secret = Secret.fromString(text);
        }

        @Override
        public Secret getSecret() {
            return secret;
        }
    }

    private static final class OfSsh extends Sample implements SSHUserPrivateKey {
        private final String passphrase;
        private final String[] keys;

        OfSsh(String id, String passphrase, String... keys) {
            super(id);
            this.passphrase = passphrase;
            this.keys = keys;
        }

        @Override
        public String getUsername() {
            return "user";
        }

        @Override
        public Secret getPassphrase() {
            return passphrase == null ? null : Secret.fromString(passphrase);
        }

        @Override
        public List<String> getPrivateKeys() {
            return Arrays.asList(keys);
        }
    }

    private static final class OfStore extends Sample implements StandardCertificateCredentials {
        private final transient KeyStore store;

        OfStore(String id, KeyStore store) {
            super(id);
            this.store = store;
        }

        @Override
        public KeyStore getKeyStore() {
            return store;
        }

        @Override
        public Secret getPassword() {
            return Secret.fromString(PASSPHRASE);
        }
    }

    static final class OfAccount extends Sample implements StandardUsernameCredentials, PasswordCredentials {
        private final String user;
        private final Secret password;

        OfAccount(CredentialsScope scope, String id, String user, String password) {
            super(scope, id);
            this.user = user;
            this.password = Secret.fromString(password);
        }

        @Override
        public String getUsername() {
            return user;
        }

        @Override
        public Secret getPassword() {
            return password;
        }

        static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
            @Override
            public String getDisplayName() {
                return "Username with password";
            }
        }
    }

    static final class OfUser extends Sample implements StandardUsernameCredentials {
        OfUser(String id) {
            super(id);
        }

        @Override
        public String getUsername() {
            return "user";
        }

        static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
            @Override
            public String getDisplayName() {
                return "Username alone";
            }
        }
    }
}
