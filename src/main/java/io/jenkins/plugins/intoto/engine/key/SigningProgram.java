package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.ANOTHER_KEY;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.ANSWER_TOO_LONG;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.ENDED;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.INVALID_SIGNATURE;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.MALFORMED_ANSWER;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.NOT_EXECUTABLE;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.NOT_FOUND;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.NOT_STARTED;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.REFUSED;
import static io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason.TIMED_OUT;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.process.Program;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An external program that keeps a private key and signs with it. It reads requests from its standard input and answers each on
 * its standard output, both JSON objects on one line. One process answers all requests, one after the other; a process that ended
 * after an answer is started anew. {@code docs/keys.md} has the protocol.
 */
public final class SigningProgram implements KeyCustodian {
    /** What begins the name of a program wherever a key is named. */
    public static final String PREFIX = "exec:";

    /** How long an answer may take unless otherwise said, which is enough to touch a key or confirm on a telephone. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(1);

    /** How long an answer may be in bytes, its line end included. */
    public static final int MAXIMUM_ANSWER = 64 << 10;

    private static final JsonLimits LIMITS = new JsonLimits(MAXIMUM_ANSWER, 4, 100);

    private final Path path;
    private final Program program;
    private final Duration timeLimit;
    private final Consumer<String> diagnostics;
    private SigningProcess process;
    private AsymmetricKey publicKey;

    /**
     * @param path the program, which is started when it is first needed, in the current directory and without arguments
     * @param timeLimit how long each answer may take
     * @param withheld environment variables that the program does not get, such as those that hold other secrets
     * @param diagnostics takes what the program writes to its standard error, a line each, escaped and shortened; at most
     *     {@value SigningProcess#MAXIMUM_DIAGNOSTICS} lines of a process
     */
    public SigningProgram(Path path, Duration timeLimit, Set<String> withheld, Consumer<String> diagnostics) {
        this.path = path.toAbsolutePath();
        this.program = new Program(List.of(this.path.toString()), Path.of(""), withheld);
        this.timeLimit = timeLimit;
        this.diagnostics = diagnostics;
    }

    /** Whether a text in place of a key file names a program. */
    public static boolean isNamed(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * The key that the program signs with; it is asked for its public part once.
     *
     * @throws SigningProgramException if the program does not do its part
     * @throws IOException if the thread is interrupted
     */
    public synchronized Signer key() throws SigningProgramException, IOException {
        if (publicKey == null) {
            publicKey = askForKey();
        }
        return HeldKey.of(publicKey, this);
    }

    private AsymmetricKey askForKey() throws SigningProgramException, IOException {
        var answer = ask(Map.of("request", "publicKey"), Optional.empty());
        try {
            var text = answer.string("publicKey").getBytes(StandardCharsets.UTF_8);
            if (KeyFiles.readPublic(text, "the public key") instanceof AsymmetricKey key) {
                return key;
            }
            throw failure(MALFORMED_ANSWER, "gave a GPG key as its public key, which is not supported");
        } catch (MalformedJsonException e) {
            throw malformed(e);
        } catch (UnreadableKeyException e) {
            throw failure(MALFORMED_ANSWER, "gave a public key that cannot be used: " + e.getMessage());
        }
    }

    @Override
    public synchronized byte[] sign(SigningRequest request) throws SigningException, IOException {
        try {
            var answer = request.digestAlgorithm().isPresent()
                    ? ask(
                            Map.of(
                                    "digest",
                                    Base64.getEncoder().encodeToString(request.digest()),
                                    "digestAlgorithm",
                                    request.digestAlgorithm().get().inTotoName(),
                                    "request",
                                    "sign",
                                    "scheme",
                                    request.scheme()),
                            Optional.empty())
                    : ask(Map.of("request", "sign", "scheme", request.scheme()), Optional.of(request.message()));
            return answer.base64("signature");
        } catch (MalformedJsonException e) {
            throw request.failure(malformed(e));
        } catch (SigningProgramException e) {
            throw request.failure(e);
        }
    }

    @Override
    public synchronized SigningException invalid(SigningRequest request) throws IOException {
        try {
            var now = askForKey();
            var before = request.publicKey();
            stop();
            return request.failure(
                    now.materialFingerprint().equals(before.materialFingerprint())
                            ? failure(INVALID_SIGNATURE, "gave a signature that its public key does not verify")
                            : failure(
                                    ANOTHER_KEY,
                                    "no longer has the same key, but "
                                            + now.keyId().shortForm()));
        } catch (SigningProgramException e) {
            return request.failure(e);
        }
    }

    /** Asks the running process, or a new one if there is none, or if it ended after its last answer. */
    private JsonObject ask(Map<String, String> request, Optional<Signer.Message> message)
            throws SigningProgramException, IOException {
        boolean isNew = process == null;
        try {
            return answerTo(request, message);
        } catch (SigningProgramException e) {
            if (isNew || e.reason() != ENDED) {
                throw e;
            }
        }
        return answerTo(request, message);
    }

    private JsonObject answerTo(Map<String, String> request, Optional<Signer.Message> message)
            throws SigningProgramException, IOException {
        boolean isUsable = false;
        try {
            if (process == null) {
                process = start();
            }
            var line = process.answerTo(Json.compact(request), message, timeLimit);
            var answer = parsed(line);
            var error = answer.optionalString("error");
            isUsable = true;
            if (error.isPresent()) {
                throw failure(REFUSED, "does not sign: " + DisplayText.of(error.get()));
            }
            return answer;
        } catch (MalformedJsonException e) {
            throw malformed(e);
        } catch (SigningProcess.TimedOutException e) {
            throw failure(TIMED_OUT, "was killed: it took longer than " + Wording.seconds(timeLimit) + " to answer");
        } catch (SigningProcess.TooLongException e) {
            throw failure(ANSWER_TOO_LONG, "gave an answer of more than " + (MAXIMUM_ANSWER >> 10) + " KiB");
        } catch (SigningProcess.EndedException e) {
            throw failure(ENDED, e.getMessage());
        } finally {
            if (!isUsable && process != null) {
                process.kill();
                process = null;
            }
        }
    }

    /** Nothing of what is not an answer is quoted, for it may be anything. */
    private JsonObject parsed(byte[] line) throws SigningProgramException {
        try {
            return Json.parseObject(line, "the answer", LIMITS);
        } catch (MalformedJsonException e) {
            throw failure(MALFORMED_ANSWER, "gave an answer that is not a JSON object on one line");
        }
    }

    private SigningProcess start() throws SigningProgramException {
        if (Files.notExists(path)) {
            throw failure(NOT_FOUND, "there is no such program");
        }
        if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
            throw failure(NOT_EXECUTABLE, "is not a program that this user may execute");
        }
        try {
            return new SigningProcess(program.start(builder -> {}), diagnostics);
        } catch (IOException e) {
            throw failure(NOT_STARTED, "cannot be started: " + e.getMessage());
        }
    }

    private SigningProgramException malformed(MalformedJsonException e) {
        return failure(MALFORMED_ANSWER, "gave an answer that does not follow the protocol: " + e.getMessage());
    }

    private SigningProgramException failure(SigningProgramException.Reason reason, String text) {
        return new SigningProgramException(path, reason, text, null);
    }

    private void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    /** Ends the process, if there is one, with all that it has started. The program is started anew if it is used again. */
    @Override
    public synchronized void close() {
        stop();
    }

    @Override
    public String toString() {
        return PREFIX + path;
    }
}
