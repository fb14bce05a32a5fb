package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.process.Program;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that keeps accounts at registries for Docker, {@code docker-credential-NAME}. It is run as it is, not by a shell, and
 * what it prints is a secret and in no message.
 */
final class CredentialProgram {
    private static final int MAXIMUM_OUTPUT = 64 << 10;
    private static final int SECONDS = 30;
    private static final JsonLimits LIMITS = new JsonLimits(MAXIMUM_OUTPUT, 4);

    private final String source;
    private final String program;
    private final String path;
    private final Set<String> withheld;

    /**
     * @param source the file that names it
     * @param name what comes after {@code docker-credential-}
     * @param path the directories where programs are, as {@code PATH} has them
     * @param withheld environment variables that it does not get
     */
    CredentialProgram(String source, String name, String path, Set<String> withheld) throws CommandFailedException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new CommandFailedException(source + ": '" + name + "' is not the name of a credential helper");
        }
        this.source = source;
        this.program = "docker-credential-" + name;
        this.path = path;
        this.withheld = withheld;
    }

    private Path executable() throws CommandFailedException {
        for (var directory : path.split(File.pathSeparator)) {
            for (var suffix : new String[] {"", ".exe"}) {
                var file = Path.of(directory, program + suffix);
                if (!directory.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        throw failure("is not on the PATH", null);
    }

    /**
     * Asks for an account.
     *
     * @param server the registry
     * @return empty if it has none
     * @throws CommandFailedException if it cannot be run, fails or takes longer than half a minute
     */
    Optional<OciCredentials> get(String server) throws CommandFailedException, InterruptedException {
        var helper = new Program(List.of(executable().toString(), "get"), Path.of(""), withheld);
        Process process;
        try {
            process = helper.start(streams -> streams.redirectError(ProcessBuilder.Redirect.DISCARD));
        } catch (IOException e) {
            throw failure("cannot be run: " + e.getMessage(), e);
        }
        try {
            var output = CompletableFuture.supplyAsync(() -> talk(process, server));
            byte[] printed = output.get(SECONDS, TimeUnit.SECONDS);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw failure("took longer than " + SECONDS + " seconds", null);
            }
            return answer(process.exitValue(), printed, server);
        } catch (TimeoutException e) {
            throw failure("took longer than " + SECONDS + " seconds", e);
        } catch (ExecutionException e) {
            throw failure("broke off", e);
        } finally {
            Program.kill(process);
        }
    }

    private static byte[] talk(Process process, String server) {
        try (var out = process.getOutputStream()) {
            out.write(server.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return printed(process); // it need not listen; what it prints says more
        }
        return printed(process);
    }

    private static byte[] printed(Process process) {
        try (var in = process.getInputStream()) {
            return in.readNBytes(MAXIMUM_OUTPUT + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<OciCredentials> answer(int exit, byte[] printed, String server) throws CommandFailedException {
        if (exit != 0) {
            // In this wording by convention, wherever the accounts are kept.
            if (new String(printed, StandardCharsets.UTF_8).contains("credentials not found")) {
                return Optional.empty();
            }
            throw failure("ended with " + exit + " when it was asked for the account at " + server, null);
        }
        try {
            var json = Json.parseObject(printed, program, LIMITS);
            return Optional.of(new OciCredentials(json.string("Username"), json.string("Secret")));
        } catch (MalformedJsonException e) {
            throw failure("printed something other than an account", null); // which the cause may repeat
        }
    }

    private CommandFailedException failure(String reason, Exception cause) {
        var message = source + ": the credential helper " + program + " " + reason;
        return cause == null ? new CommandFailedException(message) : new CommandFailedException(message, cause);
    }
}
