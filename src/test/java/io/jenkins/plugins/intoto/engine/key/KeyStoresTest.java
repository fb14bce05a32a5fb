package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KeyStoresTest {
    private static final PassphraseSource SECRET = PassphraseSource.of(KeyFixtures.PASSPHRASE);

    private static KeyStore store(String name) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(KeyFixtures.bytes(name)), KeyFixtures.PASSPHRASE.toCharArray());
        return store;
    }

    private static void assertReason(Reason reason, ThrowingCallable reading) {
        assertThatExceptionOfType(UnreadableKeyException.class)
                .isThrownBy(reading)
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    @Test
    void anOpenedStoreGivesTheKeyThatItsFileGives() throws Exception {
        var ofFile = KeyFiles.readPrivate(KeyFixtures.path("protected/ec256.p12"), SECRET);

        var key = KeyStores.readPrivate(store("protected/ec256.p12"), "store", SECRET);

        assertThat(key.publicKey()).isEqualTo(ofFile.publicKey());
        assertThat(key.publicKey().certificate())
                .isNotEmpty()
                .isEqualTo(ofFile.publicKey().certificate());
    }

    @Test
    void aKeyUnderAPassphraseOfItsOwnIsRefused() throws Exception {
        var store = store("protected/rsa.legacy.p12");

        assertReason(
                Reason.UNSUPPORTED_ALGORITHM,
                () -> KeyStores.readPrivate(store, "store", PassphraseSource.of("other")));
    }

    @Test
    void aStoreOfCertificatesHoldsNoKey() throws Exception {
        var store = store("refused/no-key.p12");

        assertReason(Reason.NOT_A_KEY, () -> KeyStores.readPrivate(store, "store", SECRET));
    }

    @Test
    void aStoreThatWasNeverLoadedIsDamaged() throws Exception {
        var store = KeyStore.getInstance("PKCS12");

        assertReason(Reason.DAMAGED, () -> KeyStores.readPrivate(store, "store", SECRET));
    }
}
