package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Requests to one registry, authenticated as it asks for: by name and password, or by a token that these are exchanged for.
 * Both go only to the registry itself and to the service for tokens that it names. Any other place that the registry names is
 * asked for content of a known digest or given content to store, encrypted and without authentication; nothing that it says is
 * repeated in a message, so that a registry cannot have services looked into that only this machine reaches. Not safe for use by
 * several threads.
 */
final class OciSession {
    private static final Pattern PARAMETER = Pattern.compile("(?<![a-z])([a-z]++)=\"([^\"]*)\"");
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8);
    private static final int MAXIMUM_REDIRECTIONS = 3;
    private static final long MAXIMUM_MANIFEST = 16L << 20;

    private final URI registry;
    private final Optional<OciCredentials> credentials;
    private final RemoteCalls calls;
    private Optional<String> authorization = Optional.empty();

    OciSession(URI registry, Optional<OciCredentials> credentials, RemoteCalls calls) {
        this.registry = registry;
        this.credentials = credentials;
        this.calls = calls;
    }

    /** A request with a body. */
    record Body(String contentType, byte[] content) {}

    /** Sends a request, after authentication if that is asked for. */
    HttpResponse<byte[]> send(String method, URI uri, String accept, Optional<Body> body)
            throws RemoteFailureException, InterruptedException {
        return send(method, uri, Map.of("Accept", accept), body, MAXIMUM_MANIFEST);
    }

    /** As {@link #send(String, URI, String, Optional)}, with headers and a limit for the answer, in bytes. */
    HttpResponse<byte[]> send(String method, URI uri, Map<String, String> headers, Optional<Body> body, long maximum)
            throws RemoteFailureException, InterruptedException {
        var answer = calls.send(request(method, uri, headers, body), maximum);
        if (answer.statusCode() == 401 && isOfRegistry(uri)) {
            var before = authorization;
            authorization = authorizationFor(uri, answer);
            if (authorization.isPresent() && !authorization.equals(before)) {
                answer = calls.send(request(method, uri, headers, body), maximum);
            }
        }
        return answer;
    }

    /** Gets something from the registry itself. */
    HttpResponse<byte[]> get(URI uri, String accept) throws RemoteFailureException, InterruptedException {
        return send("GET", uri, accept, Optional.empty());
    }

    /**
     * Gets something whose digest is known, wherever the registry keeps it.
     *
     * @param maximum how much that may be, in bytes
     */
    HttpResponse<byte[]> fetch(URI uri, String accept, long maximum)
            throws RemoteFailureException, InterruptedException {
        var place = uri;
        for (int i = 0; ; i++) {
            var answer = send("GET", place, Map.of("Accept", accept), Optional.empty(), maximum);
            var location = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
                return answer;
            }
            if (i == MAXIMUM_REDIRECTIONS) {
                throw new RemoteFailureException(
                        uri, Kind.UNUSABLE_ANSWER, "is redirected more than " + MAXIMUM_REDIRECTIONS + " times");
            }
            place = resolved(place, location.get());
        }
    }

    /**
     * A place that the registry names, which may be relative to the address that was asked.
     *
     * @throws RemoteFailureException if it is none, or one without encryption
     */
    URI resolved(URI uri, String location) throws RemoteFailureException {
        URI place;
        try {
            place = uri.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the answer names no place", e);
        }
        boolean isNear =
                "http".equals(registry.getScheme()) && OciImage.isLoopback(String.valueOf(place.getAuthority()));
        if (!isOfRegistry(place) && !"https".equals(place.getScheme()) && !isNear) {
            throw new RemoteFailureException(
                    uri, Kind.UNUSABLE_ANSWER, "the answer leads to a place without encryption");
        }
        return place;
    }

    /** An address with more in its query, which it may have already. */
    static URI withQuery(URI uri, String query) {
        return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + query);
    }

    /** The failure for an answer that is not what was asked for. */
    RemoteFailureException refused(URI uri, HttpResponse<byte[]> answer) {
        if (!isOfRegistry(uri) || !isOfRegistry(answer.uri())) {
            return RemoteCalls.refusedSilently(uri, answer);
        }
        var secret = credentials.map(OciCredentials::password).orElse("");
        var failure = RemoteCalls.refused(uri, answer, said(answer), secret);
        var hint =
                switch (answer.statusCode()) {
                    case 401 ->
                        credentials.isEmpty()
                                ? "; the registry asks for an account"
                                : "; the registry does not accept the account";
                    case 403 -> "; the account may not do this";
                    default -> "";
                };
        return hint.isEmpty() ? failure : failure.with(hint);
    }

    /** What a registry says is wrong, in its own format (OCI distribution specification, error codes) or any other. */
    private static String said(HttpResponse<byte[]> answer) {
        try {
            var errors = Json.parseObject(answer.body(), "answer", LIMITS).objects("errors");
            var texts = new ArrayList<String>();
            for (var error : errors) {
                var message = error.string("message", "");
                texts.add(error.string("code", "") + (message.isEmpty() ? "" : ": " + message));
            }
            if (!texts.isEmpty()) {
                return String.join("; ", texts);
            }
        } catch (MalformedJsonException e) {
            return new String(answer.body(), StandardCharsets.UTF_8); // which need not be of that format
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private HttpRequest request(String method, URI uri, Map<String, String> headers, Optional<Body> body)
            throws RemoteFailureException {
        var request = RemoteCalls.request(uri);
        headers.forEach(request::header);
        body.ifPresent(content -> request.header("Content-Type", content.contentType));
        if (isOfRegistry(uri)) {
            authorization.ifPresent(value -> request.header("Authorization", value));
        }
        return request.method(
                        method,
                        body.map(content -> BodyPublishers.ofByteArray(content.content))
                                .orElse(BodyPublishers.noBody()))
                .build();
    }

    private boolean isOfRegistry(URI uri) {
        return registry.getScheme().equals(uri.getScheme())
                && registry.getAuthority().equals(uri.getAuthority());
    }

    private Optional<String> authorizationFor(URI uri, HttpResponse<byte[]> answer)
            throws RemoteFailureException, InterruptedException {
        for (var challenge : answer.headers().allValues("WWW-Authenticate")) {
            var scheme = challenge.split(" ", 2)[0].toLowerCase(Locale.ROOT);
            if (scheme.equals("bearer")) {
                return Optional.of("Bearer " + token(uri, parameters(challenge)));
            }
            if (scheme.equals("basic")) {
                return credentials.map(OciCredentials::basic);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(String challenge) {
        var parameters = new HashMap<String, String>();
        PARAMETER.matcher(challenge).results().forEach(match -> parameters.put(match.group(1), match.group(2)));
        return parameters;
    }

    private String token(URI uri, Map<String, String> challenge) throws RemoteFailureException, InterruptedException {
        var form = new TreeMap<String, String>();
        for (var name : new String[] {"service", "scope"}) {
            if (challenge.containsKey(name)) {
                form.put(name, challenge.get(name));
            }
        }
        var realm = realm(uri, challenge);
        HttpRequest request;
        if (credentials.isPresent() && credentials.get().isRefreshToken()) {
            form.put("grant_type", "refresh_token");
            form.put("client_id", "in-toto");
            form.put("refresh_token", credentials.get().password());
            request = RemoteCalls.request(realm)
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(encoded(form)))
                    .build();
        } else {
            var builder = RemoteCalls.request(form.isEmpty() ? realm : withQuery(realm, encoded(form)))
                    .header("Accept", "application/json")
                    .GET();
            credentials.ifPresent(known -> builder.header("Authorization", known.basic()));
            request = builder.build();
        }
        var answer = calls.send(request);
        if (answer.statusCode() != 200) {
            var failure = RemoteCalls.refusedSilently(request.uri(), answer);
            throw answer.statusCode() == 401 || answer.statusCode() == 403
                    ? failure.with(
                            credentials.isEmpty()
                                    ? "; the registry asks for an account"
                                    : "; the registry does not accept the account")
                    : failure;
        }
        try {
            var json = Json.parseObject(answer.body(), request.uri().toString(), LIMITS);
            return json.has("token") ? json.string("token") : json.string("access_token");
        } catch (MalformedJsonException e) {
            throw new RemoteFailureException(request.uri(), Kind.UNUSABLE_ANSWER, "the answer has no token", e);
        }
    }

    private URI realm(URI uri, Map<String, String> challenge) throws RemoteFailureException {
        try {
            return resolved(uri, challenge.getOrDefault("realm", ""));
        } catch (RemoteFailureException e) {
            throw new RemoteFailureException(
                    uri, Kind.UNUSABLE_ANSWER, "the registry names no encrypted service for tokens", e);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
