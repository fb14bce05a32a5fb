package io.jenkins.plugins.intoto.cli.frame;

import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.file.StandardInput;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/** One use of a command: what it was given, looked up by the long names of options, and what it finds around it. */
public final class Invocation implements AutoCloseable {
    /** How the name of every option ends that names an environment variable with a secret. */
    public static final String SECRET_VARIABLE = "-env";

    private static final int MOST_MEBIBYTES = 2047;

    private final ParseResult parsed;
    private final Surroundings surroundings;
    private final Notes notes;
    private final Deque<Runnable> releases = new ArrayDeque<>();

    /**
     * @throws UsageException if the options that every command has exclude each other
     */
    public Invocation(ParseResult parsed, Surroundings surroundings) throws UsageException {
        this.parsed = parsed;
        this.surroundings = surroundings;
        if (has(Syntax.VERBOSE) && has(Syntax.QUIET)) {
            throw new UsageException(Syntax.VERBOSE + " and " + Syntax.QUIET + " exclude each other");
        }
        requireOneUseOfStandardInput();
        this.notes = new Notes(surroundings.err(), has(Syntax.QUIET), has(Syntax.VERBOSE));
    }

    /** Has something released when the command has ended, be it by a failure, such as a process or a session that it started. */
    public void atEnd(Runnable release) {
        releases.push(release);
    }

    /** Releases what the command has started, the last thing first. */
    @Override
    public void close() {
        releases.forEach(Runnable::run);
    }

    /** What the command finds around it. */
    public Surroundings surroundings() {
        return surroundings;
    }

    /** Where results go. */
    public PrintStream out() {
        return surroundings.out();
    }

    /** Where messages go. */
    public Notes notes() {
        return notes;
    }

    /** Tells on a terminal that something takes long; to be closed when it is over. */
    public Progress progress(String activity) {
        return Progress.start(notes.areQuiet() ? Terminal.NONE : surroundings.terminal(), activity);
    }

    /**
     * Refuses several things on a command line that would all be read from standard input.
     *
     * @throws UsageException if there are
     */
    private void requireOneUseOfStandardInput() throws UsageException {
        int uses = 0;
        for (var option : parsed.matchedOptions()) {
            uses += Collections.frequency(option.stringValues(), StandardInput.NAME);
        }
        if (!parsed.commandSpec().parser().stopAtPositional()) {
            uses += Collections.frequency(operands(), StandardInput.NAME);
        }
        if (uses > 1) {
            throw new UsageException(StandardInput.NAME
                    + " is standard input, which only one can be read from; it is given " + uses + " times");
        }
    }

    /** Whether an option was given. */
    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /**
     * Refuses options that mean nothing without something that was not chosen.
     *
     * @param chosen whether it was
     * @param choice what it is, as the object of a sentence
     */
    public void onlyWith(boolean chosen, String choice, String... options) throws UsageException {
        refuse(!chosen, " has no effect without " + choice, options);
    }

    /**
     * Refuses options that mean nothing with something that was chosen.
     *
     * @param chosen whether it was
     * @param choice what it is, as the object of a sentence
     */
    public void notWith(boolean chosen, String choice, String... options) throws UsageException {
        refuse(chosen, " cannot be combined with " + choice, options);
    }

    private void refuse(boolean useless, String why, String... options) throws UsageException {
        for (var option : options) {
            if (useless && has(option)) {
                throw new UsageException(option + why);
            }
        }
    }

    /** The value of an option, if it was given. */
    public Optional<String> value(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, (String) null));
    }

    /** The value of an option that must be given. */
    public String required(String option) {
        return value(option).orElseThrow();
    }

    /** The values of an option, none if it was not given. */
    public List<String> values(String option) {
        return Arrays.asList(parsed.matchedOptionValue(option, new String[0]));
    }

    /** What stands beside the options. */
    public List<String> operands() {
        var operands = new ArrayList<String>();
        for (var operand : new LinkedHashSet<>(parsed.matchedPositionals())) {
            operands.addAll(Arrays.asList(operand.<String[]>getValue()));
        }
        return List.copyOf(operands);
    }

    /** The value of an option as a path, if it was given. */
    public Optional<Path> path(String option) throws UsageException {
        var value = value(option);
        return value.isPresent() ? Optional.of(path(value.get(), option)) : Optional.empty();
    }

    /** The value of an option that must be given, as a path. */
    public Path requiredPath(String option) throws UsageException {
        return path(required(option), option);
    }

    /** The value of an option as a path; the directory of the command if it was not given. */
    public Path directory(String option) throws UsageException {
        return path(option).orElse(surroundings.directory());
    }

    /** The names of the environment variables that options take secrets from; no other program is to inherit them. */
    public Set<String> secretVariables() {
        var variables = new HashSet<String>();
        for (var option : parsed.matchedOptions()) {
            if (option.longestName().endsWith(SECRET_VARIABLE)) {
                variables.add(required(option.longestName()));
            }
        }
        return Set.copyOf(variables);
    }

    /** The values of an option as paths. */
    public List<Path> paths(String option) throws UsageException {
        return paths(values(option), option);
    }

    /** The operands as paths. */
    public List<Path> operandPaths() throws UsageException {
        return paths(operands(), "one of the arguments");
    }

    private List<Path> paths(List<String> texts, String what) throws UsageException {
        var paths = new ArrayList<Path>();
        for (var text : texts) {
            paths.add(path(text, what));
        }
        return paths;
    }

    private Path path(String text, String what) throws UsageException {
        if (text.isEmpty()) {
            throw new UsageException(what + " is empty, a path was expected");
        }
        return surroundings.path(text);
    }

    /** How long a line of a bundle may be that is read or written. */
    public JsonLimits lineLimits() throws UsageException {
        var mebibytes = has(Syntax.LINE_LIMIT) ? positiveNumber(Syntax.LINE_LIMIT) : Optional.<Integer>empty();
        if (mebibytes.isEmpty()) {
            return BundleReader.DEFAULT_LIMITS;
        }
        if (mebibytes.get() > MOST_MEBIBYTES) {
            throw new UsageException(Syntax.LINE_LIMIT + " is at most " + MOST_MEBIBYTES);
        }
        return BundleReader.limits(mebibytes.get());
    }

    /** The value of an option as a whole number, if it was given. */
    public Optional<Integer> positiveNumber(String option) throws UsageException {
        var value = value(option);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(value.get());
            if (number > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            throw notPositive(option, value.get());
        }
        throw notPositive(option, value.get());
    }

    private static UsageException notPositive(String option, String value) {
        return new UsageException(option + " needs a whole number greater than 0, not '" + value + "'");
    }
}
