package io.jenkins.plugins.intoto.engine.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemoteCallsTest {
    private static final RemoteCalls CALLS =
            RemoteCalls.direct().within(Duration.ofSeconds(20), 3, Duration.ofMillis(1));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] post(URI uri, RemoteCalls calls) throws Exception {
        return calls.post(uri, "a/b", "c/d", bytes("question"));
    }

    private static RemoteFailureException failure(URI uri, RemoteCalls calls) {
        var failure = catchThrowableOfType(RemoteFailureException.class, () -> post(uri, calls));
        assertThat(failure.getMessage()).startsWith(uri + ": ").doesNotContain("\n");
        return failure;
    }

    @Test
    void anAnswerIsReturned() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(201, body))) {
            assertThat(post(server.uri(), CALLS)).isEqualTo(bytes("question"));
        }
    }

    @Test
    void aServiceThatIsOverburdenedIsAskedAgain() throws Exception {
        var count = new AtomicInteger();
        try (var server = new StandInServer((path, body) ->
                count.incrementAndGet() < 3 ? new Answer(503, bytes("later")) : new Answer(200, body))) {
            assertThat(post(server.uri(), CALLS)).isEqualTo(bytes("question"));
        }
        assertThat(count).hasValue(3);
    }

    @Test
    void attemptsComeToAnEnd() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(503, bytes("over\nburdened")))) {
            var failure = failure(server.uri(), CALLS);

            assertThat(failure).hasMessageEndingWith("answered with status 503: over burdened");
            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(server.requests).hasSize(3);
        }
    }

    @Test
    void aRefusalIsFinal() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(403, bytes("no".repeat(500))))) {
            assertThat(failure(server.uri(), CALLS).getMessage()).hasSizeLessThan(300);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void redirectionsAreNotFollowed() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(302, new byte[0]))) {
            assertThat(failure(server.uri(), CALLS)).hasMessageEndingWith("answered with status 302");
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
        var end = new CountDownLatch(1);
        try (var server = new StandInServer((path, body) -> {
            end.await();
            return new Answer(200, body);
        })) {
            var failure = failure(server.uri(), CALLS.within(Duration.ofMillis(100), 2, Duration.ZERO));

            assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
            end.countDown();
        }
    }

    @Test
    void whatHasNoTimeLeftIsNotAsked() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(200, body))) {
            assertThat(failure(server.uri(), CALLS.endingIn(Duration.ZERO)).kind())
                    .isEqualTo(Kind.TIMED_OUT);
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void anAttemptIsRepeatedOnlyIfItCanHaveItsWholeTime() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(503, bytes("later")))) {
            failure(server.uri(), CALLS.endingIn(Duration.ofSeconds(19)));
            assertThat(server.requests).hasSize(1);

            failure(server.uri(), CALLS.endingIn(Duration.ofHours(1)));
            assertThat(server.requests).hasSize(1 + 3);
        }
    }

    @Test
    void anAnswerIsWaitedForNoLongerThanThereIsTimeForAll() throws Exception {
        var end = new CountDownLatch(1);
        try (var server = new StandInServer((path, body) -> {
            end.await();
            return new Answer(200, body);
        })) {
            var calls = RemoteCalls.direct().within(Duration.ofDays(1), 3, Duration.ZERO);

            assertThat(failure(server.uri(), calls.endingIn(Duration.ofMillis(100)))
                            .kind())
                    .isEqualTo(Kind.TIMED_OUT);
            end.countDown();
        }
    }

    @Test
    void anAnswerThatTricklesIsNotWaitedFor() throws Exception {
        try (var socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var server = new Thread(() -> {
                try (var connection = socket.accept()) {
                    connection.getOutputStream().write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx"));
                    connection.getOutputStream().flush();
                    while (connection.getInputStream().read() >= 0) {
                        // until the client has enough
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            server.setDaemon(true);
            server.setUncaughtExceptionHandler((thread, failure) -> {});
            server.start();

            var uri = URI.create("http://127.0.0.1:" + socket.getLocalPort());

            assertThat(failure(uri, CALLS.within(Duration.ofMillis(300), 1, Duration.ZERO))
                            .kind())
                    .isEqualTo(Kind.TIMED_OUT);
        }
    }

    @Test
    void anAnswerThatIsTooLongIsRefused() throws Exception {
        try (var server = new StandInServer((path, body) -> new Answer(200, new byte[(16 << 20) + 1]))) {
            var failure = failure(server.uri(), CALLS);

            assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE_ANSWER);
            assertThat(failure).hasMessageEndingWith("the answer is longer than 16777216 bytes");
        }
    }

    @Test
    void aServiceThatIsNotThereIsNamed() throws Exception {
        URI gone;
        try (var server = new StandInServer((path, body) -> new Answer(200, body))) {
            gone = server.uri();
        }

        assertThat(failure(gone, CALLS).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThat(failure(URI.create("file:///etc/passwd"), CALLS)).hasMessageEndingWith("is not a web address");
    }
}
