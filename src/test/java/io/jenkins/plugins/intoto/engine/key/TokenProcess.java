package io.jenkins.plugins.intoto.engine.key;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.KeyPairTemplate;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Slot;

/**
 * A process that signs with a key on a token of SoftHSM, to which things happen meanwhile. The arguments are the URI of the key
 * and what happens, one after the other; for each signature it prints a line: {@code valid}, or why there is none.
 */
public final class TokenProcess {
    /** What begins the lines of results, so that they are told from those of the library. */
    public static final String RESULT = "result: ";

    private static final byte[] MESSAGE = {1, 2, 3};

    private final String uri;
    private final PKCS11Module module;
    private TokenKey key;
    private Pkcs11Token shared;

    private TokenProcess(String uri) throws Exception {
        this.uri = uri;
        this.module =
                PKCS11Module.getInstance(uri.replaceFirst(".*module-path=", "").replaceFirst("&.*", ""));
    }

    public static void main(String[] arguments) throws Exception {
        var process = new TokenProcess(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            var words = arguments[i].split(" ");
            switch (words[0]) {
                case "sign" -> process.sign();
                case "find-and-sign" -> process.findAndSign();
                case "close-sessions" ->
                    process.module
                            .getPKCS11Module()
                            .C_CloseAllSessions(process.slot().getSlotID());
                case "log-out" -> process.logOut();
                case "finalise" -> process.module.finalize(null);
                case "change-pin" -> process.changePin(words[1], words[2]);
                case "remove" -> remove(Path.of(words[1]));
                case "make-key" -> process.makeKey(words[1]);
                case "threads" -> process.signOnThreads();
                case "tokens" -> process.signOnTokens();
                default -> throw new IllegalArgumentException(arguments[i]);
            }
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

    private static String signWith(Signer signer) throws Exception {
        try {
            var signature = signer.sign(out -> out.write(MESSAGE));
            boolean isValid = signer.publicKey()
                    .verifies(
                            Signature.of(signer.publicKey().keyId(), signature),
                            out -> out.write(MESSAGE),
                            Instant.now());
            return isValid ? "valid" : "invalid";
        } catch (SigningException e) {
            return e.getMessage();
        }
    }

    private void sign() throws Exception {
        if (key == null) {
            key = Pkcs11Token.key(uri, PassphraseSource.NONE);
        }
        System.out.println(RESULT + signWith(key));
    }

    /** Looks for the key each time, on a token that stays open. */
    private void findAndSign() throws Exception {
        if (shared == null) {
            shared = Pkcs11Token.open(uri, "the token", PassphraseSource.NONE);
        }
        try {
            System.out.println(RESULT + signWith(shared.key(Optional.of("release"), Optional.empty(), "the key")));
        } catch (UnreadableKeyException e) {
            System.out.println(RESULT + e.getMessage());
        }
    }

    private void logOut() throws Exception {
        var session = slot().getToken().openSession(false);
        session.logout();
        session.closeSession();
    }

    private void changePin(String from, String to) throws Exception {
        var session = slot().getToken().openSession(true);
        session.setPIN(from.toCharArray(), to.toCharArray());
        session.closeSession();
    }

    private static void remove(Path directory) throws Exception {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /** Makes a key that wants the PIN before each signature. */
    private void makeKey(String pin) throws Exception {
        module.initialize();
        var session = slot().getToken().openSession(true);
        session.login(PKCS11Constants.CKU_USER, pin.toCharArray());
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
    }

    private void signOnThreads() throws Exception {
        var signer = Pkcs11Token.key(uri, PassphraseSource.NONE);
        onThreads(() -> signWith(signer));
    }

    private void signOnTokens() throws Exception {
        onThreads(() -> {
            try (var token = Pkcs11Token.open(uri, "the token", PassphraseSource.NONE)) {
                return signWith(token.content().keys().get(0));
            }
        });
    }

    private static void onThreads(Callable<String> task) throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var tasks = IntStream.range(0, 100).mapToObj(i -> task).toList();
        for (Future<String> result : threads.invokeAll(tasks)) {
            System.out.println(RESULT + result.get());
        }
        threads.shutdown();
    }
}
