import io.jenkins.plugins.intoto.cli.Commands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Writes the manual pages of the command line, one per command, and the script for completion, from what {@code --help} shows.
 * Their section is {@value #SECTION}, so that they can be installed next to those of other implementations.
 *
 * <p>picocli's own generator writes AsciiDoc without escaping it: {@code *.pyc *~} turns bold, and {@code --} into a dash.
 *
 * <p>Arguments: the folder of the pages, the file of the script, the version, and the time of the build. The build runs this file
 * as it stands.
 */
final class ManualPages {
    private static final String SECTION = "1jvm";

    private final String edition;
    private final CommandLine command;
    private final StringBuilder page = new StringBuilder();

    private ManualPages(CommandLine command, String edition) {
        this.command = command;
        this.edition = edition;
    }

    public static void main(String[] arguments) throws Exception {
        var pages = Path.of(arguments[0]);
        var script = Path.of(arguments[1]);
        Files.createDirectories(pages);
        Files.createDirectories(script.getParent());
        var program = Commands.tree();
        Files.writeString(script, AutoComplete.bash(program.getCommandName(), program));
        var date = arguments[3].substring(0, arguments[3].indexOf('T'));
        write(program, pages, "\"%s\" \"in-toto %s\" \"in-toto\"".formatted(date, arguments[2]));
    }

    private static void write(CommandLine command, Path pages, String edition) throws Exception {
        var page = pages.resolve(name(command) + "." + SECTION + ".gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(page))) {
            out.write(new ManualPages(command, edition).text().getBytes(StandardCharsets.US_ASCII));
        }
        for (var part : command.getSubcommands().values()) {
            write(part, pages, edition);
        }
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-");
    }

    private String text() {
        var usage = command.getCommandSpec().usageMessage();
        var description = List.of(usage.description());
        request(".TH", name(command).toUpperCase(Locale.ROOT) + " " + SECTION + " " + edition);
        section("NAME");
        var summary = description.get(0).replaceFirst("\\.$", "");
        line(name(command) + " - " + summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1));
        section("SYNOPSIS");
        synopsis();
        section("DESCRIPTION");
        paragraphs(description);
        var operands = command.getCommandSpec().positionalParameters();
        if (!operands.isEmpty()) {
            section("OPERANDS");
            operands.forEach(operand -> item(label(operand), operand));
        }
        section("OPTIONS");
        for (var option : command.getCommandSpec().options()) {
            item(String.join(", ", option.names()) + label(option), option);
        }
        if (!command.getSubcommands().isEmpty()) {
            section("COMMANDS");
            command.getSubcommands().values().forEach(part -> {
                request(".TP", "");
                request(".BR", escaped(name(part)) + " (" + SECTION + ")");
                line(part.getCommandSpec().usageMessage().description()[0]);
            });
        }
        if (!List.of(usage.footerHeading()).isEmpty()) {
            examples(List.of(usage.footer()));
        }
        if (command.getParent() == null) {
            section("EXIT STATUS");
            line("0 for success, 1 for failure, such as a verification that does not pass, and 2 for wrong arguments. "
                    + "'in-toto run' exits with the status of the command that it runs.");
        } else {
            section("SEE ALSO");
            request(".BR", escaped(name(command.getParent())) + " (" + SECTION + ")");
        }
        return page.toString();
    }

    private void synopsis() {
        var words = new ArrayList<String>();
        words.add("\\fB" + escaped(command.getCommandSpec().qualifiedName()) + "\\fR");
        words.add("[\\fIOPTION\\fR]...");
        for (var operand : command.getCommandSpec().positionalParameters()) {
            words.add(escaped(label(operand)));
        }
        if (!command.getSubcommands().isEmpty()) {
            words.add("\\fICOMMAND\\fR");
        }
        page.append(String.join(" ", words)).append('\n');
    }

    /** The parameter of an option or operand, such as {@code =FILE} or {@code [FILE...]}; empty for a flag. */
    private String label(ArgSpec argument) {
        return command.getHelp()
                .createDefaultParamLabelRenderer()
                .renderParameterLabel(argument, Ansi.OFF, List.of())
                .plainString();
    }

    private void item(String term, ArgSpec argument) {
        request(".TP", "");
        page.append("\\fB").append(escaped(term.strip())).append("\\fR\n");
        paragraphs(List.of(argument.description()));
    }

    private void examples(List<String> lines) {
        section("EXAMPLES");
        request(".nf", "");
        lines.stream().skip(1).forEach(this::line);
        request(".fi", "");
    }

    private void paragraphs(List<String> texts) {
        for (var text : texts) {
            if (text.isEmpty()) {
                request(".PP", "");
            } else {
                line(text);
            }
        }
    }

    private void section(String heading) {
        request(".SH", heading);
    }

    private void request(String request, String arguments) {
        page.append((request + " " + arguments).strip()).append('\n');
    }

    private void line(String text) {
        // picocli takes its texts for formats
        page.append(escaped(text.formatted())).append('\n');
    }

    /** Text as roff shows it unchanged: nothing is a request, an escape, a typographic hyphen or a byte of UTF-8. */
    private static String escaped(String text) {
        var plain = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
        var ascii = plain.codePoints()
                .mapToObj(c -> c < 127 ? Character.toString(c) : "\\[u%04X]".formatted(c))
                .collect(Collectors.joining());
        return ascii.startsWith(".") || ascii.startsWith("'") ? "\\&" + ascii : ascii;
    }
}
