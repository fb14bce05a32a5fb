package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Options that name services on the network, and secrets for them. */
public final class ServiceOptions {
    private static final int MAXIMUM_SECRET = 64 << 10;

    private ServiceOptions() {}

    /** The value of an option as an address, if it was given. */
    public static Optional<URI> address(String option, Invocation invocation) throws UsageException {
        var text = invocation.value(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = URI.create(text.get());
            if (uri.isAbsolute() && uri.getHost() != null && uri.getScheme().matches("https?")) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            throw noAddress(option, text.get());
        }
        throw noAddress(option, text.get());
    }

    private static UsageException noAddress(String option, String text) {
        return new UsageException(option + " needs an address of the web, not '" + text + "'");
    }

    /** Adds the options of a secret: its file and its environment variable. */
    static void addSecretTo(Syntax syntax, String name, String what) {
        syntax.value("FILE", "A file whose first line is " + what + ".", name + "-file")
                .value("VARIABLE", "The environment variable with " + what + ".", name + Invocation.SECRET_VARIABLE);
    }

    /** A secret, if it was given. */
    static Optional<String> secret(String name, Invocation invocation) throws InTotoException {
        var file = invocation.path(name + "-file");
        var variable = invocation.value(name + Invocation.SECRET_VARIABLE);
        if (file.isPresent() && variable.isPresent()) {
            throw new UsageException(name + "-file and " + name + "-env exclude each other");
        }
        if (file.isPresent()) {
            var text = new String(LimitedFile.read(file.get(), MAXIMUM_SECRET), StandardCharsets.UTF_8);
            var secret = text.lines().findFirst().orElse("").strip();
            if (secret.isEmpty()) {
                throw new CommandFailedException(file.get() + ": has an empty first line, a secret was expected");
            }
            return Optional.of(secret);
        }
        if (variable.isPresent()) {
            var value = invocation.surroundings().environment().get(variable.get());
            if (value == null) {
                throw new UsageException("there is no environment variable '" + variable.get() + "'");
            }
            if (value.isBlank()) {
                throw new UsageException("the environment variable '" + variable.get() + "' is empty");
            }
            return Optional.of(value.strip());
        }
        return Optional.empty();
    }
}
