package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How services are called: with a limit of time for each whole call, a limit of size for answers, and a few attempts when a
 * service is not there or overburdened. Redirections are not followed. Immutable.
 */
public final class RemoteCalls {
    private static final int MAXIMUM_ANSWER = 16 << 20;
    private static final int SHOWN_ANSWER = 200;

    private final HttpClient client;
    private final Duration timeLimit;
    private final int attempts;
    private final Duration pause;

    private RemoteCalls(HttpClient client, Duration timeLimit, int attempts, Duration pause) {
        this.client = client;
        this.timeLimit = timeLimit;
        this.attempts = attempts;
        this.pause = pause;
    }

    /**
     * Three attempts of at most a minute each, since Rekor answers only when an entry is in its log.
     *
     * @param client makes the connections, through a proxy if there is one; should not follow redirections
     */
    public static RemoteCalls by(HttpClient client) {
        return new RemoteCalls(client, Duration.ofMinutes(1), 3, Duration.ofSeconds(1));
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
        return new RemoteCalls(client, limit, count, wait);
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
            throw new RemoteFailureException(uri, Kind.UNREACHABLE, "is no address of the web", e);
        }
    }

    static RemoteFailureException refused(URI uri, HttpResponse<byte[]> answer, String secret) {
        var text = new String(answer.body(), StandardCharsets.UTF_8)
                .replaceAll("[\\p{C}\\s]+", " ")
                .strip();
        if (!secret.isEmpty()) {
            text = text.replace(secret, "…");
        }
        if (text.length() > SHOWN_ANSWER) {
            text = text.substring(0, SHOWN_ANSWER) + "…";
        }
        return new RemoteFailureException(
                uri, Kind.REFUSED, "answered with status " + answer.statusCode() + (text.isEmpty() ? "" : ": " + text));
    }

    /** Sends a request, again if that may help; an answer of any other status is for the caller to judge. */
    HttpResponse<byte[]> send(HttpRequest request) throws RemoteFailureException, InterruptedException {
        var wait = pause;
        for (int attempt = 1; ; attempt++) {
            try {
                var answer = sendOnce(request);
                if (attempt == attempts || !isTemporary(answer.statusCode())) {
                    return answer;
                }
            } catch (RemoteFailureException e) {
                if (attempt == attempts || e.kind() == Kind.UNUSABLE_ANSWER) {
                    throw e;
                }
            }
            Thread.sleep(wait.toMillis());
            wait = wait.multipliedBy(2);
        }
    }

    private static boolean isTemporary(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws RemoteFailureException, InterruptedException {
        // A time limit of the request would end with the head of the answer.
        var answer = client.sendAsync(request, response -> new LimitedBody(MAXIMUM_ANSWER));
        try {
            return answer.get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RemoteFailureException(
                    request.uri(), Kind.TIMED_OUT, "no answer within " + timeLimit.toSeconds() + " seconds", e);
        } catch (ExecutionException e) {
            throw failure(request.uri(), e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static RemoteFailureException failure(URI uri, Throwable cause) {
        if (LimitedBody.isTooLong(cause)) {
            return new RemoteFailureException(
                    uri, Kind.UNUSABLE_ANSWER, "the answer is longer than " + MAXIMUM_ANSWER + " bytes", cause);
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return new RemoteFailureException(uri, Kind.TIMED_OUT, "there is no connection in time", cause);
        }
        var reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RemoteFailureException(uri, Kind.UNREACHABLE, "cannot be reached: " + reason, cause);
    }
}
