package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Requests to one registry, authenticated as it asks for: by name and password, or by a token that these are exchanged for.
 * Both go only to the registry itself and to the service for tokens that it names. Not safe for use by several threads.
 */
final class OciSession {
    private static final Pattern PARAMETER = Pattern.compile("(?<![a-z])([a-z]++)=\"([^\"]*)\"");
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8);
    private static final int MAXIMUM_REDIRECTIONS = 3;

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
        var answer = calls.send(request(method, uri, accept, body));
        if (answer.statusCode() == 401 && isOfRegistry(uri)) {
            var before = authorization;
            authorization = authorizationFor(uri, answer);
            if (authorization.isPresent() && !authorization.equals(before)) {
                answer = calls.send(request(method, uri, accept, body));
            }
        }
        return answer;
    }

    /** Gets something, wherever the registry keeps it. */
    HttpResponse<byte[]> get(URI uri, String accept) throws RemoteFailureException, InterruptedException {
        var place = uri;
        for (int i = 0; ; i++) {
            var answer = send("GET", place, accept, Optional.empty());
            var location = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 != 3 || location.isEmpty() || i == MAXIMUM_REDIRECTIONS) {
                return answer;
            }
            place = resolved(place, location.get());
        }
    }

    /** A place that a registry names, which may be relative to the address that was asked. */
    static URI resolved(URI uri, String location) throws RemoteFailureException {
        try {
            return uri.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new RemoteFailureException(uri, Kind.UNUSABLE_ANSWER, "the answer names no place", e);
        }
    }

    private HttpRequest request(String method, URI uri, String accept, Optional<Body> body)
            throws RemoteFailureException {
        var request = RemoteCalls.request(uri).header("Accept", accept);
        body.ifPresent(content -> request.header("Content-Type", content.contentType));
        if (isOfRegistry(uri)) {
            authorization.ifPresent(value -> request.header("Authorization", value));
        }
        return request.method(
                        method,
                        body.map(content -> HttpRequest.BodyPublishers.ofByteArray(content.content))
                                .orElse(HttpRequest.BodyPublishers.noBody()))
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
        var realm = resolved(uri, challenge.getOrDefault("realm", "") + query(challenge));
        if (!"https".equals(realm.getScheme()) && !isOfRegistry(realm) && !"http".equals(registry.getScheme())) {
            throw new RemoteFailureException(
                    uri, Kind.UNUSABLE_ANSWER, "the registry wants the password without encryption");
        }
        var request =
                RemoteCalls.request(realm).header("Accept", "application/json").GET();
        credentials.ifPresent(known -> request.header("Authorization", known.basic()));
        var answer = calls.send(request.build());
        if (answer.statusCode() != 200) {
            throw RemoteCalls.refused(
                    realm, answer, credentials.map(OciCredentials::password).orElse(""));
        }
        try {
            var json = Json.parseObject(answer.body(), realm.toString(), LIMITS);
            return json.has("token") ? json.string("token") : json.string("access_token");
        } catch (MalformedJsonException e) {
            throw new RemoteFailureException(realm, Kind.UNUSABLE_ANSWER, "the answer has no token", e);
        }
    }

    private static String query(Map<String, String> challenge) {
        var query = new StringBuilder();
        for (var name : new String[] {"service", "scope"}) {
            if (challenge.containsKey(name)) {
                query.append(query.length() == 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(challenge.get(name), StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }
}
