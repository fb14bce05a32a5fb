package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The three ways to give a passphrase: as the value of an option, in a file, or in an environment variable. */
public final class PassphraseOption {
    /** The passphrase of keys that are read; where none are, of the key that is made. */
    public static final PassphraseOption PASSWORD = new PassphraseOption("-P", "--password");

    /** The passphrase of a key that is written, where another one is read. */
    public static final PassphraseOption NEW_PASSWORD = new PassphraseOption("--new-password");

    private static final int MAX_BYTES = 64 * 1024;

    private final String[] names;
    private final String name;
    private final String file;
    private final String variable;

    private PassphraseOption(String... names) {
        this.names = names;
        this.name = names[names.length - 1];
        this.file = name.concat("-file");
        this.variable = name.concat(Invocation.SECRET_VARIABLE);
    }

    /**
     * @param key which key is meant, such as {@code the signing key}
     */
    public void addTo(Syntax syntax, String key) {
        syntax.optionalValue(
                        "PASSPHRASE",
                        "The passphrase of " + key + "; without a value, you are asked for it. What stands on a command"
                                + " line can be seen by others, so the next two are better.",
                        names)
                .value("FILE", "A file whose first line is the passphrase of " + key + ".", file)
                .value("VARIABLE", "The environment variable with the passphrase of " + key + ".", variable);
    }

    /** The options: the passphrase itself, its file, its variable. */
    public String[] options() {
        return new String[] {name, file, variable};
    }

    /** Whether a passphrase was given in any way, or is to be asked for. */
    public boolean isUsed(Invocation invocation) {
        return invocation.has(name) || invocation.has(file) || invocation.has(variable);
    }

    /**
     * The passphrase; empty if there is none, or it is to be asked for.
     *
     * @throws UsageException if it was given in several ways, or cannot be asked for since there is no terminal
     * @throws InTotoException if the file with the passphrase cannot be read
     */
    Optional<char[]> value(Invocation invocation) throws InTotoException {
        int ways = 0;
        for (var option : options()) {
            ways += invocation.has(option) ? 1 : 0;
        }
        if (ways > 1) {
            throw new UsageException(name + ", " + file + " and " + variable + " exclude each other");
        }
        if (invocation.has(file)) {
            return Optional.of(firstLine(invocation));
        }
        if (invocation.has(variable)) {
            return Optional.of(ofEnvironment(invocation));
        }
        var value = invocation.value(name).filter(text -> !text.isEmpty());
        if (invocation.has(name)
                && value.isEmpty()
                && !invocation.surroundings().terminal().isPresent()) {
            throw new UsageException(
                    "there is no terminal to ask for a passphrase on; use " + file + " or " + variable);
        }
        return value.map(String::toCharArray);
    }

    /**
     * The passphrase of a key that is to be written, asked for twice if need be; empty if it is not to be protected.
     *
     * @throws UsageException if it was given in several ways, or cannot be asked for since there is no terminal
     * @throws InTotoException if it is empty, typed differently the second time, or its file cannot be read
     */
    public Optional<char[]> newPassphrase(Invocation invocation) throws InTotoException {
        if (!isUsed(invocation)) {
            return Optional.empty();
        }
        var given = value(invocation);
        return given.isPresent() ? Optional.of(notEmpty(given.get())) : askTwice(invocation);
    }

    /**
     * The passphrase of a key that is to be written, asked for twice.
     *
     * @throws UsageException if there is no terminal
     * @throws InTotoException if it is empty, or typed differently the second time
     */
    public Optional<char[]> askTwice(Invocation invocation) throws InTotoException {
        var terminal = invocation.surroundings().terminal();
        if (!terminal.isPresent()) {
            throw new UsageException(
                    "there is no terminal to ask for a passphrase on; use " + file + " or " + variable);
        }
        var first = terminal.askPassphrase("New passphrase: ").orElse(new char[0]);
        var second = terminal.askPassphrase("The same again: ").orElse(new char[0]);
        boolean equal = Arrays.equals(first, second);
        Arrays.fill(second, ' ');
        if (!equal) {
            throw new CommandFailedException("the two passphrases differ");
        }
        return Optional.of(notEmpty(first));
    }

    private static char[] notEmpty(char[] passphrase) throws CommandFailedException {
        if (passphrase.length == 0) {
            throw new CommandFailedException("the passphrase is empty");
        }
        return passphrase;
    }

    private char[] firstLine(Invocation invocation) throws InTotoException {
        var content = LimitedFile.read(invocation.surroundings().path(invocation.required(file)), MAX_BYTES);
        var text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(content));
        int end = 0;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        var line = new char[end];
        text.get(line);
        Arrays.fill(content, (byte) 0);
        return line;
    }

    private char[] ofEnvironment(Invocation invocation) throws UsageException {
        var value = invocation.surroundings().environment().get(invocation.required(variable));
        if (value == null) {
            throw new UsageException(
                    "the environment variable " + invocation.required(variable) + " of " + variable + " is not set");
        }
        return value.toCharArray();
    }
}
