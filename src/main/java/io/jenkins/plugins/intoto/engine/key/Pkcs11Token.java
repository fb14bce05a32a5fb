package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_READABLE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NO_SUCH_FILE;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PASSPHRASE_NEEDED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.SEVERAL_KEYS;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.WRONG_PASSPHRASE;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.key.DerReader.MalformedDerException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.xipki.pkcs11.wrapper.AttributeVector;
import org.xipki.pkcs11.wrapper.Logger;
import org.xipki.pkcs11.wrapper.Mechanism;
import org.xipki.pkcs11.wrapper.PKCS11Constants;
import org.xipki.pkcs11.wrapper.PKCS11Exception;
import org.xipki.pkcs11.wrapper.PKCS11Module;
import org.xipki.pkcs11.wrapper.Session;
import org.xipki.pkcs11.wrapper.StaticLogger;
import org.xipki.pkcs11.wrapper.Token;
import org.xipki.pkcs11.wrapper.TokenException;

/**
 * A PKCS#11 token (PKCS #11 Cryptographic Token Interface 3.0) with the session that its keys sign in, which lasts until it is
 * closed or the process ends. Several threads may use it; they take turns. A key needs no certificate beside it. A PIN is tried
 * once, since tokens lock after a few wrong ones; it is kept until the token is closed, for a session that is opened anew when
 * the first has died, and for keys that want it before each signature.
 */
public final class Pkcs11Token implements AutoCloseable {
    /** Libraries by their files; each may be initialised only once in a process. */
    private static final Map<String, PKCS11Module> MODULES = new HashMap<>();

    private static final int MAXIMUM_PIN_BYTES = 1024;

    /** What tokens say whose session does not exist any more, or has forgotten the PIN. */
    private static final Set<Long> LOST = Set.of(
            PKCS11Constants.CKR_SESSION_HANDLE_INVALID,
            PKCS11Constants.CKR_SESSION_CLOSED,
            PKCS11Constants.CKR_DEVICE_REMOVED,
            PKCS11Constants.CKR_DEVICE_ERROR,
            PKCS11Constants.CKR_TOKEN_NOT_PRESENT,
            PKCS11Constants.CKR_TOKEN_NOT_RECOGNIZED,
            PKCS11Constants.CKR_CRYPTOKI_NOT_INITIALIZED,
            PKCS11Constants.CKR_USER_NOT_LOGGED_IN,
            PKCS11Constants.CKR_KEY_HANDLE_INVALID,
            PKCS11Constants.CKR_OBJECT_HANDLE_INVALID);

    private static final Set<Long> WRONG_PIN = Set.of(
            PKCS11Constants.CKR_PIN_INCORRECT, PKCS11Constants.CKR_PIN_INVALID, PKCS11Constants.CKR_PIN_LEN_RANGE);

    private final Pkcs11Uri uri;
    private final Map<TokenObject, Handle> handles = new WeakHashMap<>();
    private Session session;
    private char[] pin;
    private boolean refusesPin;
    private boolean isClosed;

    private Pkcs11Token(Pkcs11Uri uri) {
        this.uri = uri;
    }

    /**
     * A private key in the session.
     *
     * @param value what the session calls it
     * @param wantsPin whether it wants the PIN before each signature ({@code CKA_ALWAYS_AUTHENTICATE})
     */
    private record Handle(long value, boolean wantsPin) {}

    /** The library would write to standard output; what goes wrong is thrown, too. */
    private static final class Silence implements Logger {
        @Override
        public void error(String format, Object... arguments) {
            // thrown, too
        }

        @Override
        public void warn(String format, Object... arguments) {
            // nothing that users could act on
        }

        @Override
        public void info(String format, Object... arguments) {
            // versions and calls
        }

        @Override
        public void debug(String format, Object... arguments) {
            // calls
        }

        @Override
        public void trace(String format, Object... arguments) {
            // calls
        }

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }
    }

    /** Whether a text in place of a key file is meant as the URI of a key on a token. */
    public static boolean isUri(String text) {
        return text.startsWith(Pkcs11Uri.SCHEME);
    }

    /**
     * Opens the one key on a token that a URI names.
     *
     * @param text the URI (RFC 7512), with the attribute {@code module-path}
     * @param pins asked for the PIN, if the URI has no {@code pin-source}
     * @throws UnreadableKeyException if library, token or key are not there, are several, or refuse the PIN
     */
    public static TokenKey key(String text, PassphraseSource pins) throws UnreadableKeyException {
        var uri = Pkcs11Uri.of(text);
        var hint = uri.path().containsKey("type") ? "" : ", see \"in-toto key list --pkcs11\"";
        return open(uri, pins).key(uri.text(Pkcs11Uri.OBJECT), uri.id(), uri.source(), hint);
    }

    /**
     * Opens a token.
     *
     * @param text the URI of the token, with the attribute {@code module-path}
     * @param source what error messages call the token
     * @param pins asked for the PIN, if the URI has no {@code pin-source}
     * @throws UnreadableKeyException if library or token are not there, or refuse the PIN
     */
    public static Pkcs11Token open(String text, String source, PassphraseSource pins) throws UnreadableKeyException {
        return open(Pkcs11Uri.of(text).called(source), pins);
    }

    /**
     * The one private key that is called so.
     *
     * @param label the key's {@code CKA_LABEL}; empty if any will do
     * @param id the key's {@code CKA_ID}; empty if any will do
     * @param source what error messages call the key
     * @throws UnreadableKeyException if there is none, or there are several, or it cannot sign here
     */
    public TokenKey key(Optional<String> label, Optional<byte[]> id, String source) throws UnreadableKeyException {
        return key(label, id, source, "");
    }

    private synchronized TokenKey key(Optional<String> label, Optional<byte[]> id, String source, String hint)
            throws UnreadableKeyException {
        var keys = found(label, id);
        if (keys.size() > 1) {
            throw new UnreadableKeyException(
                    source,
                    SEVERAL_KEYS,
                    "the token holds " + keys.size() + " private keys that match; name one by its id" + hint);
        }
        if (keys.isEmpty()) {
            throw new UnreadableKeyException(source, NOT_A_KEY, "the token holds no such private key" + hint);
        }
        return read(keys.get(0));
    }

    /**
     * What a token holds: the keys that can sign here, and of the others why they cannot.
     *
     * @param keys the keys
     * @param refused a sentence for each of the others
     */
    public record Content(List<TokenKey> keys, List<String> refused) {}

    /**
     * Lists the private keys on a token.
     *
     * @param text a URI as for {@link #key}, where all keys that match are wanted
     * @param pins asked for the PIN, if the URI has no {@code pin-source}
     * @throws UnreadableKeyException if library or token are not there, or refuse the PIN
     */
    public static Content list(String text, PassphraseSource pins) throws UnreadableKeyException {
        var uri = Pkcs11Uri.of(text);
        return open(uri, pins).content(uri.text(Pkcs11Uri.OBJECT), uri.id());
    }

    /** What the token holds. */
    public Content content() throws UnreadableKeyException {
        return content(Optional.empty(), Optional.empty());
    }

    private synchronized Content content(Optional<String> label, Optional<byte[]> id) throws UnreadableKeyException {
        var keys = new ArrayList<TokenKey>();
        var refused = new ArrayList<String>();
        for (var handle : found(label, id)) {
            try {
                keys.add(read(handle));
            } catch (UnreadableKeyException e) {
                refused.add(e.getMessage());
            }
        }
        return new Content(List.copyOf(keys), List.copyOf(refused));
    }

    /** Ends the session and forgets the PIN; its keys sign no more. */
    @Override
    public synchronized void close() {
        closeSession();
        isClosed = true;
        if (pin != null) {
            Arrays.fill(pin, '\0');
            pin = null;
        }
    }

    private static Pkcs11Token open(Pkcs11Uri uri, PassphraseSource pins) throws UnreadableKeyException {
        var token = new Pkcs11Token(uri);
        try {
            token.openSession(pins);
            return token;
        } catch (PKCS11Exception e) {
            throw token.failure(NOT_READABLE, reason(e));
        }
    }

    private synchronized void openSession(PassphraseSource pins) throws PKCS11Exception, UnreadableKeyException {
        var token = only(uri, module(uri));
        session = token.openSession(false);
        boolean isUsable = false;
        try {
            if (token.getTokenInfo().isLoginRequired()) {
                login(PKCS11Constants.CKU_USER, pins);
            }
            isUsable = true;
        } finally {
            if (!isUsable) {
                closeSession();
            }
        }
    }

    private static synchronized PKCS11Module module(Pkcs11Uri uri) throws UnreadableKeyException {
        var file = uri.module();
        if (!new File(file).isFile()) {
            throw new UnreadableKeyException(uri.source(), NO_SUCH_FILE, "there is no PKCS#11 library " + file);
        }
        try {
            StaticLogger.setLogger(new Silence());
            var module = MODULES.get(file);
            if (module == null) {
                module = PKCS11Module.getInstance(file);
                initialise(module);
                MODULES.put(file, module);
            } else if (isFinalised(module)) {
                initialise(module);
            }
            return module;
        } catch (IOException | TokenException e) { // what is no such library, or of another architecture
            throw new UnreadableKeyException(
                    uri.source(), NOT_READABLE, file + " cannot be loaded as a PKCS#11 library");
        } catch (LinkageError e) {
            throw new UnreadableKeyException(
                    uri.source(),
                    NOT_READABLE,
                    "what calls PKCS#11 libraries cannot be loaded from the temporary folder "
                            + System.getProperty("java.io.tmpdir")
                            + "; name one that this user may write to and that may hold programs, by the option"
                            + " -Djava.io.tmpdir=FOLDER of Java");
        }
    }

    /** Other code of this process may have initialised the same library. */
    private static void initialise(PKCS11Module module) throws PKCS11Exception {
        try {
            module.initialize();
        } catch (PKCS11Exception e) {
            if (e.getErrorCode() != PKCS11Constants.CKR_CRYPTOKI_ALREADY_INITIALIZED) {
                throw e;
            }
        }
    }

    private static boolean isFinalised(PKCS11Module module) throws PKCS11Exception {
        try {
            module.getSlotList(false);
            return false;
        } catch (PKCS11Exception e) {
            if (e.getErrorCode() == PKCS11Constants.CKR_CRYPTOKI_NOT_INITIALIZED) {
                return true;
            }
            throw e;
        }
    }

    private static Token only(Pkcs11Uri uri, PKCS11Module module) throws PKCS11Exception, UnreadableKeyException {
        var tokens = new ArrayList<Token>();
        var labels = new ArrayList<String>();
        for (var slot : module.getSlotList(true)) {
            var info = slot.getToken().getTokenInfo();
            if (!info.isTokenInitialized()) {
                continue;
            }
            labels.add(info.getLabel().strip());
            if (matches(uri, Pkcs11Uri.TOKEN, info.getLabel())
                    && matches(uri, "serial", info.getSerialNumber())
                    && matches(uri, "manufacturer", info.getManufacturerID())
                    && matches(uri, "model", info.getModel())
                    && matches(uri, "slot-id", Long.toString(slot.getSlotID()))) {
                tokens.add(slot.getToken());
            }
        }
        if (tokens.isEmpty()) {
            throw new UnreadableKeyException(
                    uri.source(),
                    NOT_A_KEY,
                    labels.isEmpty()
                            ? "there is no token, is it plugged in?"
                            : "there is no such token; there is " + String.join(", ", labels));
        }
        if (tokens.size() > 1) {
            throw new UnreadableKeyException(
                    uri.source(),
                    SEVERAL_KEYS,
                    tokens.size() + " tokens match; name one by "
                            + (isUri(uri.source()) ? "token, serial or slot-id" : "its label or slot"));
        }
        return tokens.get(0);
    }

    /** Tokens fill their names up with blanks. */
    private static boolean matches(Pkcs11Uri uri, String name, String value) {
        return uri.text(name).map(wanted -> wanted.equals(value.strip())).orElse(true);
    }

    /** Sends the PIN, which is asked for if it is not known yet. Once a token has refused it, none is sent any more. */
    private void login(long user, PassphraseSource pins) throws PKCS11Exception, UnreadableKeyException {
        if (refusesPin) {
            throw failure(WRONG_PASSPHRASE, "the PIN was wrong before and is not tried again, since tokens lock");
        }
        if (pin == null) {
            pin = pinOf(pins);
        }
        try {
            session.login(user, pin);
        } catch (PKCS11Exception e) {
            long code = e.getErrorCode();
            refusesPin = WRONG_PIN.contains(code) || code == PKCS11Constants.CKR_PIN_LOCKED;
            if (code == PKCS11Constants.CKR_PIN_LOCKED) {
                throw failure(
                        WRONG_PASSPHRASE, "the PIN of the token is locked; have it unlocked with the token's tools");
            }
            if (refusesPin) {
                throw failure(
                        WRONG_PASSPHRASE,
                        "the PIN is wrong; it was tried once, since tokens lock after a few wrong ones");
            }
            if (code != PKCS11Constants.CKR_USER_ALREADY_LOGGED_IN) { // as by another session of this process
                throw e;
            }
        }
    }

    private char[] pinOf(PassphraseSource pins) throws UnreadableKeyException {
        var file = uri.pinFile();
        if (file.isEmpty()) {
            return pins.passphraseFor(uri.source())
                    .orElseThrow(() -> failure(
                            PASSPHRASE_NEEDED,
                            "is protected by a PIN, and none was given"
                                    + (isUri(uri.source()) ? "; add pin-source=file:FILE" : "")));
        }
        try {
            var text = new String(LimitedFile.read(Path.of(file.get()), MAXIMUM_PIN_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("").toCharArray();
        } catch (InTotoException e) {
            throw failure(PASSPHRASE_NEEDED, "the file of the PIN, " + file.get() + ", cannot be read");
        }
    }

    private List<Long> found(Optional<String> label, Optional<byte[]> id) throws UnreadableKeyException {
        var wanted = AttributeVector.newPrivateKey();
        label.ifPresent(wanted::label);
        id.ifPresent(wanted::id);
        try {
            return inSession(() -> search(wanted));
        } catch (PKCS11Exception e) {
            throw failure(NOT_READABLE, reason(e));
        }
    }

    private synchronized List<Long> search(AttributeVector wanted) throws PKCS11Exception {
        return Arrays.stream(session.findAllObjectsSingle(wanted)).boxed().toList();
    }

    private TokenKey read(long handle) throws UnreadableKeyException {
        try {
            var names = session.getAttrValues(
                    handle, PKCS11Constants.CKA_LABEL, PKCS11Constants.CKA_ID, PKCS11Constants.CKA_KEY_TYPE);
            var label = names.label() == null ? "" : names.label();
            var id = names.id() == null ? new byte[0] : names.id();
            var key = AsymmetricKey.ofFile(material(handle, label, id, names.keyType()));
            var object = new TokenObject(this, label, id, key);
            handles.put(object, handle(handle));
            return new TokenKey(object);
        } catch (PKCS11Exception e) {
            throw failure(NOT_READABLE, reason(e));
        }
    }

    private Handle handle(long value) throws PKCS11Exception {
        var attributes = session.getAttrValues(value, PKCS11Constants.CKA_ALWAYS_AUTHENTICATE);
        return new Handle(value, Boolean.TRUE.equals(attributes.alwaysAuthenticate()));
    }

    /** The public part: of RSA beside the secret, of the others in an object or a certificate of the same id. */
    private PublicMaterial material(long handle, String label, byte[] id, Long type)
            throws PKCS11Exception, UnreadableKeyException {
        if (type == PKCS11Constants.CKK_RSA) {
            var rsa = session.getAttrValues(handle, PKCS11Constants.CKA_MODULUS, PKCS11Constants.CKA_PUBLIC_EXPONENT);
            if (rsa.modulus() != null && rsa.publicExponent() != null) {
                return PublicMaterial.ofRsa(rsa.modulus(), rsa.publicExponent(), uri.source());
            }
        }
        var certificate = beside(AttributeVector.newX509Certificate(), label, id);
        if (certificate.isPresent()) {
            var der = session.getAttrValues(certificate.get(), PKCS11Constants.CKA_VALUE)
                    .value();
            return Certificates.material(Certificates.read(der, uri.source()), uri.source());
        }
        var object = beside(AttributeVector.newPublicKey(), label, id)
                .orElseThrow(() -> failure(
                        NOT_A_KEY,
                        "the token holds neither the public key nor a certificate of its private key '" + label + "'"));
        if (type == PKCS11Constants.CKK_RSA) {
            var rsa = session.getAttrValues(object, PKCS11Constants.CKA_MODULUS, PKCS11Constants.CKA_PUBLIC_EXPONENT);
            return PublicMaterial.ofRsa(rsa.modulus(), rsa.publicExponent(), uri.source());
        }
        var ec = session.getAttrValues(object, PKCS11Constants.CKA_EC_PARAMS, PKCS11Constants.CKA_EC_POINT);
        if (type == PKCS11Constants.CKK_EC_EDWARDS) {
            return PublicMaterial.ofEd25519(point(ec.ecPoint(), 32), uri.source());
        }
        if (type != PKCS11Constants.CKK_EC) {
            throw failure(
                    UNSUPPORTED_ALGORITHM,
                    "its private key '" + label + "' is of a kind that is not supported; " + KeyAlgorithm.SUPPORTED);
        }
        try {
            var curve = KeyAlgorithm.namedCurve(DerReader.of(ec.ecParams()), uri.source());
            return PublicMaterial.ofEc(curve, point(ec.ecPoint(), 1 + 2 * curve.fieldLength()), uri.source());
        } catch (MalformedDerException e) {
            throw failure(NOT_A_KEY, "the token does not say which curve its key '" + label + "' is on");
        }
    }

    /** A point is in an OCTET STRING, which some libraries leave out. */
    private byte[] point(byte[] value, int length) throws UnreadableKeyException {
        try {
            return value.length == length ? value : DerReader.of(value).octets();
        } catch (MalformedDerException e) {
            throw failure(NOT_A_KEY, "the token gives a public key in an unknown form");
        }
    }

    private Optional<Long> beside(AttributeVector wanted, String label, byte[] id) throws PKCS11Exception {
        var named = id.length > 0 ? wanted.id(id) : wanted.label(label);
        return Arrays.stream(session.findObjectsSingle(named, 1)).boxed().findFirst();
    }

    /** Something that is done in a session. */
    @FunctionalInterface
    private interface Call<T> {
        T inSession() throws PKCS11Exception, UnreadableKeyException;
    }

    /** Does something in the session, and once more in a new one if the session has died since it was used. */
    private <T> T inSession(Call<T> call) throws PKCS11Exception, UnreadableKeyException {
        try {
            if (session != null) {
                return call.inSession();
            }
        } catch (PKCS11Exception e) {
            if (!LOST.contains(e.getErrorCode())) {
                throw e;
            }
        }
        if (isClosed) {
            throw failure(NOT_READABLE, "the token was closed");
        }
        closeSession();
        openSession(PassphraseSource.NONE);
        return call.inSession();
    }

    /**
     * Signs with a key of this token.
     *
     * @param key the key, which is looked for by its names and its public part, for handles die with their session
     */
    synchronized byte[] sign(TokenObject key, Mechanism mechanism, byte[] content)
            throws PKCS11Exception, UnreadableKeyException {
        return inSession(() -> signOnce(key, mechanism, content));
    }

    private synchronized byte[] signOnce(TokenObject key, Mechanism mechanism, byte[] content)
            throws PKCS11Exception, UnreadableKeyException {
        var handle = handleOf(key);
        session.signInit(mechanism, handle.value());
        boolean isComplete = false;
        try {
            if (handle.wantsPin()) {
                login(PKCS11Constants.CKU_CONTEXT_SPECIFIC, PassphraseSource.NONE);
            }
            byte[] signature = session.sign(content);
            isComplete = true;
            return signature;
        } finally {
            if (!isComplete) {
                closeSession(); // with the signature that it has begun
            }
        }
    }

    /** The key in the present session: one of the same names and with the same public part. */
    private synchronized Handle handleOf(TokenObject key) throws PKCS11Exception, UnreadableKeyException {
        var known = handles.get(key);
        if (known != null) {
            return known;
        }
        var wanted = AttributeVector.newPrivateKey();
        if (!key.label().isEmpty()) {
            wanted.label(key.label());
        }
        if (key.id().length > 0) {
            wanted.id(key.id());
        }
        for (long value : session.findAllObjectsSingle(wanted)) {
            var type =
                    session.getAttrValues(value, PKCS11Constants.CKA_KEY_TYPE).keyType();
            if (material(value, key.label(), key.id(), type)
                    .equals(key.publicKey().material())) {
                var handle = handle(value);
                handles.put(key, handle);
                return handle;
            }
        }
        throw failure(NOT_A_KEY, "the token does not hold the key any more");
    }

    private void closeSession() {
        handles.clear();
        if (session != null) {
            try {
                session.closeSession();
            } catch (PKCS11Exception e) {
                handles.clear(); // a session that died needs no end
            }
            session = null;
        }
    }

    /** Why a token refuses, in words where users can do something about it. */
    static String reason(PKCS11Exception e) {
        long code = e.getErrorCode();
        if (LOST.contains(code)) {
            return "the token is gone, or was restarted (" + e.getErrorName() + ")";
        }
        if (code == PKCS11Constants.CKR_MECHANISM_INVALID) {
            return "the token cannot sign in this way (CKR_MECHANISM_INVALID)";
        }
        return "the token refuses it (" + e.getErrorName() + ")";
    }

    private UnreadableKeyException failure(UnreadableKeyException.Reason reason, String text) {
        return new UnreadableKeyException(uri.source(), reason, text);
    }

    /** An id as a URI has it: each octet as a percent sign and two digits. */
    public static String percentEncoded(byte[] id) {
        return id.length == 0
                ? ""
                : "%" + HexFormat.ofDelimiter("%").withUpperCase().formatHex(id);
    }
}
