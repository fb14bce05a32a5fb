package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The accounts at registries that Docker's {@code config.json} has, or the credential helpers that it names; also as podman and
 * others write it, with accounts for parts of a registry.
 */
final class DockerConfig {
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 16);

    private final JsonObject json;
    private final Invocation invocation;

    private DockerConfig(JsonObject json, Invocation invocation) {
        this.json = json;
        this.invocation = invocation;
    }

    /**
     * The account for an image: that of {@code config.json} in the directory {@code DOCKER_CONFIG}, or else {@code .docker} of the
     * user.
     *
     * @throws InTotoException if there is such a file and it cannot be read, or a helper fails
     */
    static Optional<OciCredentials> credentials(OciImage image, Invocation invocation)
            throws InTotoException, InterruptedException {
        var file = file(invocation);
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        var source = file.get().toString();
        var json = Json.parseObject(LimitedFile.read(file.get(), LIMITS.maxBytes()), source, LIMITS);
        return new DockerConfig(json, invocation).of(image);
    }

    private static Optional<Path> file(Invocation invocation) throws InTotoException {
        var environment = invocation.surroundings().environment();
        for (var variable : new String[] {"DOCKER_CONFIG", "HOME", "USERPROFILE"}) {
            var directory = environment.getOrDefault(variable, "");
            if (!directory.isEmpty()) {
                var path = invocation.surroundings().path(directory);
                return Optional.of(
                        (variable.equals("DOCKER_CONFIG") ? path : path.resolve(".docker")).resolve("config.json"));
            }
        }
        return Optional.empty();
    }

    private Optional<OciCredentials> of(OciImage image) throws InTotoException, InterruptedException {
        var helper = helper(image);
        if (helper.isPresent()) {
            var path = invocation.surroundings().environment().getOrDefault("PATH", "");
            var server = isDockerHub(image) ? "https://index.docker.io/v1/" : image.host();
            var found =
                    new CredentialProgram(json.source(), helper.get(), path, invocation.secretVariables()).get(server);
            if (found.isPresent()) {
                return found;
            }
        }
        var accounts = json.objectOrNull("auths");
        var key = accounts.flatMap(known -> longest(known, image));
        return key.isEmpty() ? Optional.empty() : account(accounts.get().object(key.get()));
    }

    private Optional<String> helper(OciImage image) throws MalformedJsonException {
        var helpers = json.objectOrNull("credHelpers");
        var key = helpers.flatMap(known -> longest(known, image));
        // An empty name means that there is none, even if there is one for all other registries.
        return Optional.of(key.isPresent() ? helpers.get().string(key.get()) : json.string("credsStore", ""))
                .filter(name -> !name.isEmpty());
    }

    /** The entry for the registry, or that for the longest part of it. */
    private static Optional<String> longest(JsonObject entries, OciImage image) {
        var wanted = image.host() + "/" + image.name() + "/";
        Optional<String> best = Optional.empty();
        int length = 0;
        for (var key : entries.names()) {
            var place = place(key);
            if (wanted.startsWith(place + "/") && place.length() > length) {
                best = Optional.of(key);
                length = place.length();
            }
        }
        return best;
    }

    /** What an entry is for: some have a scheme, and the path of the registry's interface. */
    private static String place(String key) {
        var place = key.replaceFirst("^https?://", "").replaceFirst("/(v[12]/?)?$", "");
        return place.replaceFirst("^(index\\.|registry-1\\.)docker\\.io(?=/|$)", "docker.io");
    }

    private static boolean isDockerHub(OciImage image) {
        return image.host().equals("docker.io");
    }

    private Optional<OciCredentials> account(JsonObject entry) throws InTotoException {
        var token = entry.string("identitytoken", "");
        if (!token.isEmpty()) {
            return Optional.of(new OciCredentials("<token>", token));
        }
        if (entry.has("username")) {
            return Optional.of(new OciCredentials(entry.string("username"), entry.string("password", "")));
        }
        if (entry.string("auth", "").isEmpty()) {
            return Optional.empty();
        }
        var account = new String(entry.base64("auth"), StandardCharsets.UTF_8);
        int colon = account.indexOf(':');
        if (colon < 1) {
            throw new CommandFailedException(json.source() + ": an account under auths has no name and password");
        }
        return Optional.of(new OciCredentials(account.substring(0, colon), account.substring(colon + 1)));
    }
}
