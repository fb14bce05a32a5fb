package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.key.SigningProgramException.Reason;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that sign, as scripts of a shell, or as {@link SampleSigningProgram}. */
class SigningProgramTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private final List<String> diagnostics = Collections.synchronizedList(new ArrayList<>());
    private final List<SigningProgram> programs = new ArrayList<>();

    @AfterEach
    void end() {
        programs.forEach(SigningProgram::close);
    }

    private SigningProgram program(Path path, Duration limit) {
        var program = new SigningProgram(path, limit, Set.of("HOME"), diagnostics::add);
        programs.add(program);
        return program;
    }

    private SigningProgram program(String script) throws Exception {
        return program(write("program", script), SigningProgram.DEFAULT_TIME_LIMIT);
    }

    private Path write(String name, String script) throws Exception {
        var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** A process of Java that signs with a key of the fixtures. */
    private static String signing(String key) {
        return String.join(
                " ",
                "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
                "-Xlog:disable -XX:TieredStopAtLevel=1",
                "-cp '" + System.getProperty("java.class.path") + "'",
                SampleSigningProgram.class.getName(),
                "'" + KeyFixtures.path("private/" + key + ".pkcs8.der") + "'\n");
    }

    /** What answers the question for the public key of the fixtures. */
    private static String publicKey(String key) {
        var der = Base64.getEncoder().encodeToString(KeyFixtures.bytes("public/" + key + ".spki.der"));
        return "echo '{\"publicKey\":\"" + der + "\"}'\n";
    }

    private static byte[] sign(Signer signer) throws Exception {
        return signer.sign(out -> out.write(MESSAGE));
    }

    private static void assertValid(Signer signer, byte[] signature) {
        var key = signer.publicKey();
        assertThat(key.verifies(KeyFixtures.signature(key, signature), out -> out.write(MESSAGE), KeyFixtures.NOW))
                .isTrue();
    }

    private static SigningProgramException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(SigningProgramException.class, call);
    }

    private static SigningProgramException refusal(Signer signer) {
        var failure = catchThrowableOfType(SigningException.class, () -> sign(signer));
        assertThat(failure)
                .hasMessage("key " + signer.publicKey().keyId().shortForm() + " cannot sign: "
                        + failure.getCause().getMessage());
        return (SigningProgramException) failure.getCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec256", "ec384", "ec521", "ed25519"})
    void aProgramSignsLikeTheKeyThatItHolds(String name) throws Exception {
        var signer = program(signing(name)).key();
        var key = KeyFixtures.privateKey(name + ".pkcs8.pem").publicKey();

        assertThat(signer.publicKey()).isEqualTo(key);
        assertValid(signer, sign(signer));
        assertThat(key.verifiesAttestation(sign(signer.forAttestations()), MESSAGE, KeyFixtures.NOW))
                .isTrue();
    }

    @Test
    void aMessageOfAnyLengthReachesAProgramThatNeedsItAll() throws Exception {
        var signer = program(signing("ed25519")).key();
        var large = new byte[5 << 20];
        new Random(1).nextBytes(large);

        var signature = signer.sign(out -> out.write(large));

        assertThat(signer.publicKey()
                        .verifies(
                                KeyFixtures.signature(signer.publicKey(), signature),
                                out -> out.write(large),
                                KeyFixtures.NOW))
                .isTrue();
    }

    @Test
    void oneProcessSignsForAllThreads() throws Exception {
        var signer = program("echo start >>'" + directory.resolve("starts") + "'\n" + signing("ec256"))
                .key();
        var threads = Executors.newFixedThreadPool(4);
        try {
            var tasks = Collections.<Callable<byte[]>>nCopies(100, () -> sign(signer));
            for (var task : threads.invokeAll(tasks)) {
                assertValid(signer, task.get());
            }
        } finally {
            threads.shutdown();
        }

        assertThat(directory.resolve("starts")).hasContent("start");
    }

    @Test
    void aProcessThatEndsAfterEachAnswerIsStartedAnew() throws Exception {
        var signer = program("read -r request\n" + "printf '%s\\n' \"$request\" | (" + signing("ec256") + ")\n")
                .key();

        assertValid(signer, sign(signer));
        assertValid(signer, sign(signer));
    }

    @Test
    void aProgramCanBeUsedAgainAfterItWasClosed() throws Exception {
        var program = program(signing("ec256"));
        var signer = program.key();
        program.close();

        assertValid(signer, sign(signer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            echo '{"error":"no such\\u001b[2J key"}'      | REFUSED          | does not sign: no such\\u001b[2J key
            exit 3                                          | ENDED            | ended without an answer, with the exit code 3
            exec >&-; sleep 600                             | ENDED            | closed its output without an answer
            echo Welcome                                    | MALFORMED_ANSWER | gave an answer that is not a JSON object on one line
            echo '{"publicKey":"x","publicKey":"x"}'        | MALFORMED_ANSWER | gave an answer that is not a JSON object on one line
            echo '{"key":"x"}'                              | MALFORMED_ANSWER | gave an answer that does not follow the protocol: the answer: has no "publicKey"
            echo '{"publicKey":"x"}'                        | MALFORMED_ANSWER | gave a public key that cannot be used: the public key:
            head -c 70000 /dev/zero; sleep 600              | ANSWER_TOO_LONG  | gave an answer of more than 64 KiB
            """)
    void whatIsNoPublicKeyIsToldInOneSentence(String script, Reason reason, String text) throws Exception {
        var program = program(script.replace("\\\\", "\\") + "\n");

        var failure = failure(program::key);

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageStartingWith(directory.resolve("program") + ": ");
        assertThat(failure.getMessage()).contains(text).doesNotContain("\n", "\u001b");
    }

    @Test
    void aFileThatIsNoProgramIsCalledThat() throws Exception {
        var file = Files.writeString(directory.resolve("text"), "text");

        var missing = failure(program(directory.resolve("missing"), SigningProgram.DEFAULT_TIME_LIMIT)::key);
        var text = failure(program(file, SigningProgram.DEFAULT_TIME_LIMIT)::key);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(file, "#!/nowhere/sh\n");
        var unstarted = failure(program(file, SigningProgram.DEFAULT_TIME_LIMIT)::key);

        assertThat(missing).hasMessage(directory.resolve("missing") + ": there is no such program");
        assertThat(missing.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(text).hasMessage(file + ": is not a program that this user may execute");
        assertThat(text.reason()).isEqualTo(Reason.NOT_EXECUTABLE);
        assertThat(unstarted).hasMessage(file + ": cannot be started: No such file or directory");
        assertThat(unstarted.reason()).isEqualTo(Reason.NOT_STARTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"error":"access denied"} | REFUSED           | does not sign: access denied
            {"signature":"AAAA"}      | INVALID_SIGNATURE | gave a signature that its public key does not verify
            {"signature":"?"}         | MALFORMED_ANSWER  | gave an answer that does not follow the protocol: the answer: /signature: is not base64
            {}                        | MALFORMED_ANSWER  | gave an answer that does not follow the protocol: the answer: has no "signature"
            """)
    void whatIsNoSignatureIsToldInOneSentence(String answer, Reason reason, String text) throws Exception {
        var signer = program("while read -r request; do\ncase $request in\n*publicKey*) " + publicKey("ec256")
                        + ";;\n*) echo '" + answer + "' ;;\nesac\ndone\n")
                .key();

        var failure = refusal(signer);

        assertThat(failure).hasMessage(directory.resolve("program") + ": " + text);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @Test
    void aRefusalIsHeardThoughTheRequestWasNotReadToItsEnd() throws Exception {
        var signer = program("read -r request\ncase $request in\n*publicKey*) " + publicKey("ed25519")
                        + ";;\nesac\nexec <&-\necho '{\"error\":\"too long\"}'\n")
                .key();

        var failure =
                catchThrowableOfType(SigningException.class, () -> signer.sign(out -> out.write(new byte[1 << 20])));

        assertThat(failure).hasMessageEndingWith("program: does not sign: too long");
    }

    @Test
    void anotherKeyThanBeforeIsCalledThat() throws Exception {
        var program = program(signing("ec256"));
        var signer = program.key();
        program.close();
        write("program", signing("ec384"));

        var failure = refusal(signer);

        assertThat(failure.reason()).isEqualTo(Reason.ANOTHER_KEY);
        var other =
                KeyFixtures.privateKey("ec384.pkcs8.pem").publicKey().keyId().shortForm();
        assertThat(failure).hasMessage(directory.resolve("program") + ": no longer has the same key, but " + other);
    }

    @Test
    void whoTakesTooLongIsKilledWithAllThatItHasStarted() throws Exception {
        var script = "sleep 600 &\necho $! >'" + directory.resolve("child") + "'\nwait\n";
        var program = program(write("program", script), Duration.ofMillis(1500));

        var failure = failure(program::key);

        assertThat(failure)
                .hasMessage(directory.resolve("program") + ": was killed: it took longer than 1.5 s to answer");
        assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        assertEnded("child");
    }

    private void assertEnded(String name) throws Exception {
        long child = Long.parseLong(Files.readString(directory.resolve(name)).strip());
        var handle = ProcessHandle.of(child);
        if (handle.isPresent()) {
            handle.get().onExit().get();
        }
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aProgramThatDoesNotEndWithItsInputIsKilledWithAllThatItHasStarted() throws Exception {
        var program = program("sleep 600 &\necho $! >'" + directory.resolve("child") + "'\necho $$ >'"
                + directory.resolve("parent") + "'\n" + publicKey("ec256") + "exec sleep 600\n");
        program.key();

        program.close();

        assertEnded("child");
        assertEnded("parent");
    }

    @Test
    void whoeverIsInterruptedDoesNotWait() throws Exception {
        var program = program("sleep 600\n");
        Thread.currentThread().interrupt();

        assertThatThrownBy(program::key).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void standardErrorIsPassedOnEscapedAndWithinLimits() throws Exception {
        var program = program("i=0\nwhile [ $i -lt 1200 ]; do echo \"line $i\" >&2; i=$((i+1)); done\n" + "exit 1\n");
        failure(program::key);
        assertThat(diagnostics).hasSize(1000).startsWith("line 0", "line 1").endsWith("line 999");

        diagnostics.clear();
        failure(program("printf 'a\\033[2Jb\\r\\nend' >&2\nexit 1\n")::key);
        assertThat(diagnostics).containsExactly("a\\u001b[2Jb", "end");
    }

    @Test
    void theProgramDoesNotGetWhatIsWithheld() throws Exception {
        assertThat(System.getenv()).containsKeys("HOME", "PATH");
        failure(program("echo \"${HOME-none} ${PATH:+some}\" >&2\nexit 1\n")::key);

        assertThat(diagnostics).containsExactly("none some");
    }

    @Test
    void theRequestsAreThoseOfTheProtocol() throws Exception {
        var requests = directory.resolve("requests");
        var script = "while read -r request; do\nprintf '%s\\n' \"$request\" >>'" + requests
                + "'\ncase $request in\n*publicKey*) KEY;;\n*) echo '{\"error\":\"no\"}' ;;\nesac\ndone\n";
        var rsa = program(script.replace("KEY", publicKey("rsa"))).key();
        refusal(rsa);
        refusal(rsa.forAttestations());
        refusal(program(script.replace("KEY", publicKey("ec521"))).key());
        refusal(program(script.replace("KEY", publicKey("ed25519"))).key());

        assertThat(Files.readAllLines(requests))
                .containsExactly(
                        "{\"request\":\"publicKey\"}",
                        "{\"digest\":\"q1MKE+RZFJgrefm34/uplM/R8/si9xzqGvvwK0YMbR0=\",\"digestAlgorithm\":\"sha256\","
                                + "\"request\":\"sign\",\"scheme\":\"rsassa-pss-sha256\"}",
                        "{\"digest\":\"q1MKE+RZFJgrefm34/uplM/R8/si9xzqGvvwK0YMbR0=\",\"digestAlgorithm\":\"sha256\","
                                + "\"request\":\"sign\",\"scheme\":\"rsa-pkcs1v15-sha256\"}",
                        "{\"request\":\"publicKey\"}",
                        "{\"digest\":\"+Nr1ejNHzE1rnVdbMf5gd+LLSH9gqWIzwIy0edvzFTjMkV7G1IvbqpbdwaFttPT5bzcnbPyzUQuCRiQXcNWVLA==\","
                                + "\"digestAlgorithm\":\"sha512\",\"request\":\"sign\",\"scheme\":\"ecdsa-sha2-nistp521\"}",
                        "{\"request\":\"publicKey\"}",
                        "{\"message\":\"bWVzc2FnZQ==\",\"request\":\"sign\",\"scheme\":\"ed25519\"}");
    }
}
