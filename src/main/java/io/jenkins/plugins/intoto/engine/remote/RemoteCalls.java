package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import java.net.Authenticator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * How services are called: with a limit of time for each whole call, a limit of size for answers, and a few attempts when a
 * service is not there or overburdened, as late as it asks for (RFC 9110, section 10.2.3). Redirections are not followed.
 * Immutable.
 */
public final class RemoteCalls {
    private static final int MAXIMUM_ANSWER = 16 << 20;
    private static final int SHOWN_ANSWER = 200;
    private static final int PROXY_ASKS = 407;
    private static final String PROXY_HINT = "; the proxy asks for an account"
            + " (for https, Java gives it one only with -Djdk.http.auth.tunneling.disabledSchemes=)";

    /** What Java says of an answer that is not encrypted. */
    private static final Pattern NOT_ENCRYPTED = Pattern.compile("(?i)unrecognized SSL message");

    private final HttpClient client;
    private final Optional<String> proxyAuthorization;
    private final Duration timeLimit;
    private final int attempts;
    private final Duration pause;

    /** How much time is left for all calls together. */
    private final Supplier<Duration> left;

    private RemoteCalls(
            HttpClient client,
            Optional<String> proxyAuthorization,
            Duration timeLimit,
            int attempts,
            Duration pause,
            Supplier<Duration> left) {
        this.client = client;
        this.proxyAuthorization = proxyAuthorization;
        this.timeLimit = timeLimit;
        this.attempts = attempts;
        this.pause = pause;
        this.left = left;
    }

    /**
     * Three attempts of at most a minute each, since Rekor answers only when an entry is in its log.
     *
     * @param client makes the connections, through a proxy if there is one; should not follow redirections. If it has an
     *     authenticator, that is asked for the account of the proxy, and for nothing else
     */
    public static RemoteCalls by(HttpClient client) {
        return new RemoteCalls(
                withoutAuthenticator(client),
                client.authenticator().flatMap(RemoteCalls::proxyAuthorization),
                Duration.ofMinutes(1),
                3,
                Duration.ofSeconds(1),
                ChronoUnit.FOREVER::getDuration);
    }

    /**
     * With an authenticator, a client takes away what a request says in Authorization (JDK-8326949), and fails where a service
     * asks for an account.
     */
    private static HttpClient withoutAuthenticator(HttpClient client) {
        if (client.authenticator().isEmpty()) {
            return client;
        }
        var builder = HttpClient.newBuilder()
                .followRedirects(client.followRedirects())
                .sslContext(client.sslContext())
                .sslParameters(client.sslParameters())
                .version(client.version());
        client.connectTimeout().ifPresent(builder::connectTimeout);
        client.cookieHandler().ifPresent(builder::cookieHandler);
        client.executor().ifPresent(builder::executor);
        client.proxy().ifPresent(builder::proxy);
        return builder.build();
    }

    private static Optional<String> proxyAuthorization(Authenticator authenticator) {
        var account = authenticator.requestPasswordAuthenticationInstance(
                null, null, 0, "http", null, "basic", null, Authenticator.RequestorType.PROXY);
        return Optional.ofNullable(account)
                .map(known -> new OciCredentials(known.getUserName(), new String(known.getPassword())).basic());
    }

    /** Calls by a client of this JVM's settings. */
    public static RemoteCalls direct() {
        return by(HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    }

    /**
     * These calls with other limits.
     *
     * @param limit how long an attempt may take, from connecting to the end of the answer
     * @param count how many attempts there are
     * @param wait how long to wait after the first of them; twice as long after each further one
     */
    public RemoteCalls within(Duration limit, int count, Duration wait) {
        return new RemoteCalls(client, proxyAuthorization, limit, count, wait, left);
    }

    /**
     * These calls, as long as all of them together take no more than some time from now on: then each call fails. No attempt is
     * repeated that could not have its whole time.
     */
    public RemoteCalls endingIn(Duration total) {
        long begin = System.nanoTime();
        return new RemoteCalls(
                client,
                proxyAuthorization,
                timeLimit,
                attempts,
                pause,
                () -> total.minusNanos(System.nanoTime() - begin));
    }

    /**
     * Posts to a service.
     *
     * @param uri where to
     * @param contentType what the body is
     * @param accept what the answer should be
     * @param body what to post
     * @return the answer, of a status that means success
     * @throws RemoteFailureException if there is none
     * @throws InterruptedException if the thread is interrupted
     */
    byte[] post(URI uri, String contentType, String accept, byte[] body)
            throws RemoteFailureException, InterruptedException {
        return post(uri, contentType, accept, body, "");
    }

    /** As {@link #post(URI, String, String, byte[])}, for a body with a secret in it, which a refusal might repeat. */
    byte[] post(URI uri, String contentType, String accept, byte[] body, String secret)
            throws RemoteFailureException, InterruptedException {
        var request = request(uri)
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var answer = send(request);
        if (answer.statusCode() / 100 != 2) {
            throw refused(uri, answer, secret);
        }
        return answer.body();
    }

    static HttpRequest.Builder request(URI uri) throws RemoteFailureException {
        try {
            return HttpRequest.newBuilder(uri);
        } catch (IllegalArgumentException e) {
            throw new RemoteFailureException(uri, Kind.UNREACHABLE, "is not a web address", e);
        }
    }

    static RemoteFailureException refused(URI uri, HttpResponse<byte[]> answer, String secret) {
        return refused(uri, answer, new String(answer.body(), StandardCharsets.UTF_8), secret);
    }

    /** The failure for an answer, with what it says is wrong, on one line and without a secret that it may repeat. */
    static RemoteFailureException refused(URI uri, HttpResponse<byte[]> answer, String said, String secret) {
        var text = said.replaceAll("[\\p{C}\\s]+", " ").strip();
        if (!secret.isEmpty()) {
            text = text.replace(secret, "…");
        }
        if (text.length() > SHOWN_ANSWER) {
            text = text.substring(0, SHOWN_ANSWER) + "…";
        }
        return refused(uri, answer, text.isEmpty() ? Optional.empty() : Optional.of(text));
    }

    /** The failure for an answer, with what it says, if that may be shown. */
    private static RemoteFailureException refused(URI uri, HttpResponse<byte[]> answer, Optional<String> text) {
        var wait = isTemporary(answer.statusCode())
                ? retryAfter(answer, Instant.now()).filter(time -> time.compareTo(Duration.ZERO) > 0)
                : Optional.<Duration>empty();
        return new RemoteFailureException(
                uri,
                Kind.REFUSED,
                "answered with status " + answer.statusCode()
                        + wait.map(time -> ", and asks to wait " + time.toSeconds() + " seconds")
                                .orElse("")
                        + text.map(said -> ": " + said).orElse("")
                        + (answer.statusCode() == PROXY_ASKS ? PROXY_HINT : ""));
    }

    /** The failure for an answer of which nothing is repeated: it may come from a place that the caller did not mean. */
    static RemoteFailureException refusedSilently(URI uri, HttpResponse<byte[]> answer) {
        return refused(uri, answer, Optional.empty());
    }

    /** Sends a request, again if that may help; an answer of any other status is for the caller to judge. */
    HttpResponse<byte[]> send(HttpRequest request) throws RemoteFailureException, InterruptedException {
        return send(request, MAXIMUM_ANSWER);
    }

    /** As {@link #send(HttpRequest)}, with another limit for the answer, in bytes. */
    HttpResponse<byte[]> send(HttpRequest request, long maximum) throws RemoteFailureException, InterruptedException {
        var wait = pause;
        for (int attempt = 1; ; attempt++) {
            var next = wait;
            try {
                var answer = sendOnce(request, maximum);
                var asked = retryAfter(answer, Instant.now()).orElse(Duration.ZERO);
                next = wait.compareTo(asked) < 0 ? asked : wait;
                // Who asks for more patience than this is told of, and not waited for.
                if (!isTemporary(answer.statusCode()) || asked.compareTo(timeLimit) > 0 || isLast(attempt, next)) {
                    return answer;
                }
            } catch (RemoteFailureException e) {
                if (e.kind() == Kind.UNUSABLE_ANSWER || isLast(attempt, next)) {
                    throw e;
                }
            }
            Thread.sleep(next.toMillis());
            wait = wait.multipliedBy(2);
        }
    }

    private boolean isLast(int attempt, Duration wait) {
        return attempt == attempts || left.get().compareTo(wait.plus(timeLimit)) < 0;
    }

    /** How long a service asks to be left alone, in seconds or until a date (RFC 9110, section 10.2.3). */
    static Optional<Duration> retryAfter(HttpResponse<?> answer, Instant now) {
        var value = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (value.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            var time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
            return Optional.of(time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO);
        } catch (DateTimeParseException e) {
            return Optional.empty(); // what cannot be read is not asked for
        }
    }

    private static boolean isTemporary(int status) {
        return status == 408 || status == 429 || status >= 500 && status != 501;
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request, long maximum)
            throws RemoteFailureException, InterruptedException {
        var rest = left.get();
        var limit = rest.compareTo(timeLimit) < 0 ? rest : timeLimit;
        if (limit.isNegative() || limit.isZero()) {
            throw new RemoteFailureException(request.uri(), Kind.TIMED_OUT, "there was no time left to ask");
        }
        var isBegun = new AtomicBoolean();
        // A time limit of the request would end with the head of the answer.
        var answer = client.sendAsync(forProxy(request), response -> {
            isBegun.set(true);
            return new LimitedBody(maximum);
        });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RemoteFailureException(
                    request.uri(), Kind.TIMED_OUT, "no answer within " + limit.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw failure(request.uri(), e.getCause(), isBegun.get(), maximum);
        } finally {
            answer.cancel(true);
        }
    }

    /** The client keeps what is for the proxy from whom it asks directly or through a tunnel. */
    private HttpRequest forProxy(HttpRequest request) {
        return proxyAuthorization
                .map(value -> HttpRequest.newBuilder(request, (name, given) -> true)
                        .setHeader("Proxy-Authorization", value)
                        .build())
                .orElse(request);
    }

    private static RemoteFailureException failure(URI uri, Throwable cause, boolean isBegun, long maximum) {
        if (LimitedBody.isTooLong(cause)) {
            return new RemoteFailureException(
                    uri, Kind.UNUSABLE_ANSWER, "the answer is longer than " + maximum + " bytes", cause);
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return new RemoteFailureException(uri, Kind.TIMED_OUT, "there is no connection in time", cause);
        }
        if (NOT_ENCRYPTED.matcher(String.valueOf(cause.getMessage())).find()) {
            return new RemoteFailureException(
                    uri,
                    Kind.UNREACHABLE,
                    "does not answer by https, but perhaps by http, which is not used across a network",
                    cause);
        }
        var reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RemoteFailureException(
                uri, Kind.UNREACHABLE, (isBegun ? "the answer broke off: " : "cannot be reached: ") + reason, cause);
    }
}
