package io.jenkins.plugins.intoto.config;

import io.jenkins.plugins.intoto.engine.key.Pkcs11Token;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The session with a token that all builds share. A PIN that was refused is not tried again while Jenkins runs, unless an
 * administrator asks for it, since tokens lock after a few wrong ones.
 */
final class TokenSession {
    private static final Map<TokenAccess, TokenSession> SESSIONS = new HashMap<>();

    private final TokenAccess access;
    private Pkcs11Token token;
    private boolean isPinRefused;

    private TokenSession(TokenAccess access) {
        this.access = access;
    }

    /** The session for a way to open a token. */
    static TokenSession with(TokenAccess access) {
        synchronized (SESSIONS) {
            return SESSIONS.computeIfAbsent(access, TokenSession::new);
        }
    }

    /** Whether the token is open with another PIN; tokens do not look at a second one. */
    static boolean isOpenOtherwise(TokenAccess access) {
        return all().stream().anyMatch(session -> access.hasOtherPinThan(session.access) && session.isOpen());
    }

    /** A copy, since whoever waits for one of them must not make others wait. */
    private static List<TokenSession> all() {
        synchronized (SESSIONS) {
            return List.copyOf(SESSIONS.values());
        }
    }

    private synchronized boolean isOpen() {
        return token != null;
    }

    /** Ends the sessions with tokens that are not, or not any more, to be opened in one of these ways. */
    static void retain(Set<TokenAccess> configured) {
        all().stream().filter(session -> !configured.contains(session.access)).forEach(TokenSession::close);
    }

    private synchronized void close() {
        if (token != null) {
            token.close();
            token = null;
        }
    }

    /**
     * The token, which is opened if it is not open.
     *
     * @param source what error messages call the token
     * @throws UnreadableKeyException if it cannot be opened, or the PIN was refused before
     */
    synchronized Pkcs11Token open(String source) throws UnreadableKeyException {
        if (isPinRefused) {
            throw new UnreadableKeyException(source, Reason.WRONG_PASSPHRASE, Messages.TokenSession_WrongPin());
        }
        if (token == null) {
            try {
                token = Pkcs11Token.open(access.uri(), source, access.pins());
            } catch (UnreadableKeyException e) {
                isPinRefused = e.reason() == Reason.WRONG_PASSPHRASE;
                throw e;
            }
        }
        return token;
    }

    /**
     * What the token holds, which is opened even if the PIN was refused before, and anew if it does not answer.
     *
     * @param source what error messages call the token
     * @throws UnreadableKeyException if it cannot be opened
     */
    synchronized Pkcs11Token.Content test(String source) throws UnreadableKeyException {
        isPinRefused = false;
        boolean wasOpen = isOpen();
        try {
            return open(source).content();
        } catch (UnreadableKeyException e) {
            if (!wasOpen) {
                throw e;
            }
            close();
            return open(source).content();
        }
    }
}
