package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SoftHsm;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.KeyPairTemplate;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Slot;

/** A token of SoftHSM to which things happen while its keys sign. */
@RequiresTool(Tool.SOFTHSM)
class Pkcs11TokenTest {
    private static final String VALID = "valid";
    private static final String NEW_PIN = "975310";
    private static final String WRONG_PIN =
            "the PIN is wrong; it was tried once, since tokens lock after a few wrong ones";
    private static final String NOT_TRIED_AGAIN = "the PIN was wrong before and is not tried again, since tokens lock";
    private static final byte[] MESSAGE = {1, 2, 3};

    @TempDir
    Path directory;

    private SoftHsm hsm;
    private PKCS11Module module;
    private String uri;

    @BeforeEach
    void makeToken() throws Exception {
        hsm = SoftHsm.token(directory);
        module = PKCS11Module.getInstance(hsm.library().toString());
        var pin = Files.writeString(directory.resolve("pin"), SoftHsm.PIN);
        uri = hsm.uri("object=release") + "&pin-source=file:" + pin;
    }

    /** What makes sessions die: other code of this process that uses the same library, or the token's own mind. */
    private void let(String happen) throws Exception {
        switch (happen) {
            case "sessions be closed" -> module.getPKCS11Module().C_CloseAllSessions(slot().getSlotID());
            case "the user be logged out" -> {
                var session = slot().getToken().openSession(false);
                session.logout();
                session.closeSession();
            }
            case "the library be finalised" -> module.finalize(null);
            default -> throw new IllegalArgumentException(happen);
        }
    }

    private Slot slot() throws Exception {
        for (var slot : module.getSlotList(true)) {
            if (slot.getToken().getTokenInfo().isTokenInitialized()) {
                return slot;
            }
        }
        throw new IllegalStateException("no token");
    }

    private void changePin() throws Exception {
        var session = slot().getToken().openSession(true);
        session.setPIN(SoftHsm.PIN.toCharArray(), NEW_PIN.toCharArray());
        session.closeSession();
        let("sessions be closed");
    }

    private TokenKey key() throws Exception {
        return Pkcs11Token.key(uri, PassphraseSource.NONE);
    }

    private Pkcs11Token token() throws Exception {
        return Pkcs11Token.open(uri, "the token", PassphraseSource.NONE);
    }

    /** {@value #VALID}, or why there is no signature. */
    private static String signature(Signer signer) throws Exception {
        try {
            var signature = signer.sign(out -> out.write(MESSAGE));
            boolean isValid = signer.publicKey()
                    .verifies(
                            Signature.of(signer.publicKey().keyId(), signature),
                            out -> out.write(MESSAGE),
                            Instant.now());
            return isValid ? VALID : "invalid";
        } catch (SigningException e) {
            return e.getMessage();
        }
    }

    /** The same of a key that is looked for each time. */
    private static String signature(Pkcs11Token token) throws Exception {
        try {
            return signature(token.key(Optional.of("release"), Optional.empty(), "the key"));
        } catch (UnreadableKeyException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions be closed", "the user be logged out", "the library be finalised"})
    void aSessionThatDiedIsOpenedAnew(String happening) throws Exception {
        hsm.add("ec256", "release", "01");
        var key = key();

        assertThat(signature(key)).isEqualTo(VALID);
        assertThat(signature(key)).isEqualTo(VALID);
        for (int i = 0; i < 2; i++) {
            let(happening);
            assertThat(signature(key)).isEqualTo(VALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions be closed", "the library be finalised"})
    void keysAreFoundThoughTheSessionDied(String happening) throws Exception {
        hsm.add("ec256", "release", "01");
        try (var token = token()) {
            assertThat(signature(token)).isEqualTo(VALID);
            for (int i = 0; i < 2; i++) {
                let(happening);
                assertThat(signature(token)).isEqualTo(VALID);
            }
        }
    }

    @Test
    void aTokenOnWhichAPinWasRefusedSaysSoWhateverIsAsked() throws Exception {
        hsm.add("ec256", "release", "01");
        try (var token = token()) {
            assertThat(signature(token)).isEqualTo(VALID);
            changePin();
            assertThat(signature(token)).endsWith(WRONG_PIN);
            assertThat(signature(token)).endsWith(NOT_TRIED_AGAIN);
        }
    }

    @Test
    void aPinThatWasChangedMeanwhileIsTriedOnce() throws Exception {
        hsm.add("ec256", "release", "01");
        var key = key();

        assertThat(signature(key)).isEqualTo(VALID);
        changePin();
        assertThat(signature(key)).endsWith(WRONG_PIN);
        assertThat(signature(key)).endsWith(NOT_TRIED_AGAIN);
    }

    @Test
    void aTokenThatGoesWhileKeysSignIsCalledThat() throws Exception {
        hsm.add("ec256", "release", "01");
        var key = key();

        assertThat(signature(key)).isEqualTo(VALID);
        hsm.remove();
        assertThat(signature(key)).contains("cannot sign: ");
        assertThat(signature(key)).contains("cannot sign: ");
    }

    @Test
    void aKeyThatWantsThePinForEachSignatureGetsIt() throws Exception {
        module.initialize();
        var session = slot().getToken().openSession(true);
        session.login(PKCS11Constants.CKU_USER, SoftHsm.PIN.toCharArray());
        var template = new KeyPairTemplate(
                AttributeVector.newPrivateKey(PKCS11Constants.CKK_EC)
                        .token(true)
                        .private_(true)
                        .sensitive(true)
                        .sign(true)
                        .alwaysAuthenticate(true)
                        .label("release")
                        .id(new byte[] {1}),
                AttributeVector.newPublicKey(PKCS11Constants.CKK_EC)
                        .token(true)
                        .verify(true)
                        .ecParams(DerWriter.oid("1.2.840.10045.3.1.7"))
                        .label("release")
                        .id(new byte[] {1}));
        session.generateKeyPair(new Mechanism(PKCS11Constants.CKM_EC_KEY_PAIR_GEN), template);
        session.closeSession();
        var key = key();

        assertThat(signature(key)).isEqualTo(VALID);
        assertThat(signature(key)).isEqualTo(VALID);
        let("sessions be closed");
        assertThat(signature(key)).isEqualTo(VALID);
    }

    private static List<String> onThreads(Callable<String> signing) throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            var signatures = new ArrayList<String>();
            for (var signature : threads.invokeAll(
                    IntStream.range(0, 100).mapToObj(i -> signing).toList())) {
                signatures.add(signature.get());
            }
            return signatures;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void severalThreadsSignAtOnceWithAKey() throws Exception {
        hsm.add("ec256", "release", "01");
        var key = key();

        assertThat(onThreads(() -> signature(key))).hasSize(100).containsOnly(VALID);
    }

    @Test
    void severalThreadsSignAtOnceOnSessionsOfTheirOwn() throws Exception {
        hsm.add("ec256", "release", "01");

        assertThat(onThreads(() -> {
                    try (var token = token()) {
                        return signature(token.content().keys().get(0));
                    }
                }))
                .hasSize(100)
                .containsOnly(VALID);
    }
}
