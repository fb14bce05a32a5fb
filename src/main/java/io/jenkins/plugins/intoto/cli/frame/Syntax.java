package io.jenkins.plugins.intoto.cli.frame;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options and operands of a command, and its help. Declared by calls rather than annotations, which would have to be
 * found by reflection at each start.
 */
public final class Syntax {
    /** The option that every command has for its help. */
    public static final String HELP = "--help";
    /** The option that every command has for stack traces. */
    public static final String DEBUG = "--debug";

    static final String VERBOSE = "--verbose";
    static final String QUIET = "--quiet";
    /** The option for the longest line of a bundle. */
    public static final String LINE_LIMIT = "--line-limit";

    private final CommandSpec spec = newSpec();
    private final List<String> examples = new ArrayList<>();
    private boolean freeOperands;

    /**
     * @param description what the command does: one paragraph a string, the first one short
     */
    public Syntax(String... description) {
        spec.usageMessage()
                .description(paragraphs(description))
                .sortOptions(false)
                .sortSynopsis(false)
                .abbreviateSynopsis(true)
                .optionListHeading("%nOptions:%n")
                .parameterListHeading("%n")
                .width(100);
    }

    /** An empty specification. */
    public static CommandSpec newSpec() {
        return CommandSpec.wrapWithoutInspection(null, new ConstructorFactory());
    }

    /** A command line of a specification that {@link #newSpec} made. */
    public static CommandLine newCommandLine(CommandSpec spec) {
        // All values are text. Else picocli looks up a hundred classes at each start, such as those of dates.
        System.setProperty("picocli.converters.excludes", ".*");
        return new CommandLine(spec, new ConstructorFactory());
    }

    private static String[] paragraphs(String[] texts) {
        var lines = new ArrayList<String>();
        for (var text : texts) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(text);
        }
        return lines.toArray(new String[0]);
    }

    /** Adds an option without a value. */
    public Syntax flag(String description, String... names) {
        return add(OptionSpec.builder(names).type(boolean.class).arity("0"), description);
    }

    /** Adds the option that says how long the lines of bundles may be. */
    public Syntax lineLimit() {
        return value(
                "MIB", "The longest line of a bundle that is read or written, in MiB; 128 unless given.", LINE_LIMIT);
    }

    /** Adds an option with a value. */
    public Syntax value(String label, String description, String... names) {
        return add(OptionSpec.builder(names).type(String.class).paramLabel(label), description);
    }

    /** Adds an option with one of some values, which shells complete. */
    public Syntax choice(List<String> values, String label, String description, String... names) {
        return add(
                OptionSpec.builder(names).type(String.class).paramLabel(label).completionCandidates(values),
                description);
    }

    /** Adds an option with one of some values, which shells complete, that may be given several times. */
    public Syntax repeatableChoice(List<String> values, String label, String description, String... names) {
        return add(severalValues(label, names).arity("1").completionCandidates(values), description);
    }

    /** Adds an option with one or more of some values, which shells complete. */
    public Syntax choices(List<String> values, String label, String description, String... names) {
        return add(severalValues(label, names).completionCandidates(values), description);
    }

    /** Adds an option with a value that must be given. */
    public Syntax requiredValue(String label, String description, String... names) {
        return add(
                OptionSpec.builder(names).type(String.class).paramLabel(label).required(true), description);
    }

    /** Adds an option that may be given without its value, which then is empty. */
    public Syntax optionalValue(String label, String description, String... names) {
        return add(
                OptionSpec.builder(names)
                        .type(String.class)
                        .paramLabel(label)
                        .arity("0..1")
                        .fallbackValue(""),
                description);
    }

    /** Adds an option with one or more values; given several times, it has the values of all. */
    public Syntax values(String label, String description, String... names) {
        return add(severalValues(label, names), description);
    }

    /** Adds an option with one or more values that must be given. */
    public Syntax requiredValues(String label, String description, String... names) {
        return add(severalValues(label, names).required(true), description);
    }

    /** Adds an option with one value that must be given once or several times; for commands with operands behind it. */
    public Syntax requiredRepeatable(String label, String description, String... names) {
        return add(severalValues(label, names).arity("1").required(true), description);
    }

    /** Adds an option with one value that may be given several times; for commands with operands behind it. */
    public Syntax repeatable(String label, String description, String... names) {
        return add(severalValues(label, names).arity("1"), description);
    }

    private static OptionSpec.Builder severalValues(String label, String... names) {
        return OptionSpec.builder(names).type(String[].class).paramLabel(label).arity("1..*");
    }

    private Syntax add(OptionSpec.Builder option, String description) {
        spec.addOption(option.description(description).build());
        return this;
    }

    /** Adds what stands on the command line beside the options: just one. */
    public Syntax operand(String label, String description) {
        return operands(label, "0", "1", description);
    }

    /** Adds a second operand behind the one. */
    public Syntax secondOperand(String label, String description) {
        return operands(label, "1", "1", description);
    }

    /** Adds what stands on the command line beside the options: one or more. */
    public Syntax operands(String label, String description) {
        return operands(label, "0..*", "1..*", description);
    }

    /** Adds what may stand on the command line beside the options. */
    public Syntax optionalOperands(String label, String description) {
        return operands(label, "0..*", "0..*", description);
    }

    private Syntax operands(String label, String index, String arity, String description) {
        spec.addPositional(PositionalParamSpec.builder()
                .type(String[].class)
                .paramLabel(label)
                .index(index)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .description(description)
                .build());
        return this;
    }

    /** Adds operands that end the options, so that what looks like one behind the first of them is none. */
    public Syntax freeOperands(String label, String description) {
        freeOperands = true;
        return operands(label, "0..*", "0..*", description);
    }

    /** Adds an example to the help. */
    public Syntax example(String explanation, String... lines) {
        examples.add("");
        examples.add("  " + explanation + ":");
        for (var line : lines) {
            examples.add("    " + line);
        }
        return this;
    }

    /** In place of picocli's own, which looks through the whole class path for Groovy before it does anything. */
    private static final class ConstructorFactory implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type.getDeclaredConstructor().newInstance();
        }
    }

    /** The whole as picocli has it, with the options that every command has. */
    public CommandSpec spec(String name) {
        flag("Say more on standard error.", "-v", VERBOSE);
        flag("Say nothing but errors.", "-q", QUIET);
        flag("Show the stack trace of a failure.", DEBUG);
        spec.addOption(OptionSpec.builder("-h", HELP)
                .type(boolean.class)
                .arity("0")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        spec.usageMessage().footer(examples.toArray(new String[0])).footerHeading("%nExamples:%n");
        spec.parser()
                .stopAtPositional(freeOperands)
                .trimQuotes(false)
                .splitQuotedStrings(false)
                .atFileCommentChar(null);
        return spec.name(name);
    }
}
