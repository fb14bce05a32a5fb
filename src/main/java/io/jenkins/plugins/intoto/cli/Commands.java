package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.cli.command.AttestCommand;
import io.jenkins.plugins.intoto.cli.command.BundleAddCommand;
import io.jenkins.plugins.intoto.cli.command.BundleFilterCommand;
import io.jenkins.plugins.intoto.cli.command.BundleListCommand;
import io.jenkins.plugins.intoto.cli.command.BundleMergeCommand;
import io.jenkins.plugins.intoto.cli.command.BundleSealCommand;
import io.jenkins.plugins.intoto.cli.command.BundleSplitCommand;
import io.jenkins.plugins.intoto.cli.command.BundleVerifyBlobCommand;
import io.jenkins.plugins.intoto.cli.command.CompletionCommand;
import io.jenkins.plugins.intoto.cli.command.KeyConvertCommand;
import io.jenkins.plugins.intoto.cli.command.KeyIdCommand;
import io.jenkins.plugins.intoto.cli.command.KeyListCommand;
import io.jenkins.plugins.intoto.cli.command.KeygenCommand;
import io.jenkins.plugins.intoto.cli.command.LayoutLintCommand;
import io.jenkins.plugins.intoto.cli.command.LayoutNewCommand;
import io.jenkins.plugins.intoto.cli.command.LayoutShowCommand;
import io.jenkins.plugins.intoto.cli.command.LinkConvertCommand;
import io.jenkins.plugins.intoto.cli.command.MatchProductsCommand;
import io.jenkins.plugins.intoto.cli.command.PolicyLintCommand;
import io.jenkins.plugins.intoto.cli.command.PolicySignCommand;
import io.jenkins.plugins.intoto.cli.command.PolicyVerifyCommand;
import io.jenkins.plugins.intoto.cli.command.RecordStartCommand;
import io.jenkins.plugins.intoto.cli.command.RecordStopCommand;
import io.jenkins.plugins.intoto.cli.command.RunCommand;
import io.jenkins.plugins.intoto.cli.command.SignCommand;
import io.jenkins.plugins.intoto.cli.command.StatementConvertCommand;
import io.jenkins.plugins.intoto.cli.command.StatementLintCommand;
import io.jenkins.plugins.intoto.cli.command.TimestampCommand;
import io.jenkins.plugins.intoto.cli.command.VerifyCommand;
import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands by their names. Only the one that is asked for is made, so that it starts soon. */
public final class Commands {
    static final String PROGRAM = "in-toto";

    /** All names in the order of the help. */
    static final List<String> NAMES = List.of(
            "run",
            "record start",
            "record stop",
            "sign",
            "verify",
            "match-products",
            "keygen",
            "key id",
            "key convert",
            "key list",
            "layout new",
            "layout lint",
            "layout show",
            "attest",
            "statement lint",
            "statement convert",
            "link convert",
            "bundle add",
            "bundle merge",
            "bundle split",
            "bundle filter",
            "bundle list",
            "bundle seal",
            "bundle verify-blob",
            "timestamp",
            "policy verify",
            "policy lint",
            "policy sign",
            "completion");

    private Commands() {}

    /** Makes the command of a name; empty if there is none. */
    static Optional<Command> named(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "run" -> new RunCommand();
                    case "record start" -> new RecordStartCommand();
                    case "record stop" -> new RecordStopCommand();
                    case "sign" -> new SignCommand();
                    case "verify" -> new VerifyCommand();
                    case "match-products" -> new MatchProductsCommand();
                    case "keygen" -> new KeygenCommand();
                    case "key id" -> new KeyIdCommand();
                    case "key convert" -> new KeyConvertCommand();
                    case "key list" -> new KeyListCommand();
                    case "layout new" -> new LayoutNewCommand();
                    case "layout lint" -> new LayoutLintCommand();
                    case "layout show" -> new LayoutShowCommand();
                    case "attest" -> new AttestCommand();
                    case "statement lint" -> new StatementLintCommand();
                    case "statement convert" -> new StatementConvertCommand();
                    case "link convert" -> new LinkConvertCommand();
                    case "bundle add" -> new BundleAddCommand();
                    case "bundle merge" -> new BundleMergeCommand();
                    case "bundle split" -> new BundleSplitCommand();
                    case "bundle filter" -> new BundleFilterCommand();
                    case "bundle list" -> new BundleListCommand();
                    case "bundle seal" -> new BundleSealCommand();
                    case "bundle verify-blob" -> new BundleVerifyBlobCommand();
                    case "timestamp" -> new TimestampCommand();
                    case "policy verify" -> new PolicyVerifyCommand();
                    case "policy lint" -> new PolicyLintCommand();
                    case "policy sign" -> new PolicySignCommand();
                    case "completion" -> new CompletionCommand(Commands::tree);
                    default -> null;
                });
    }

    /** The name of the command that a command line begins with, of one or two words; empty if there is none. */
    static Optional<String> nameIn(String[] args) {
        if (args.length > 0 && NAMES.contains(args[0])) {
            return Optional.of(args[0]);
        }
        if (args.length > 1) {
            var two = args[0].concat(" ").concat(args[1]);
            if (NAMES.contains(two)) {
                return Optional.of(two);
            }
        }
        return Optional.empty();
    }

    /** The command line as a whole, for its help and for completion. */
    public static CommandLine tree() {
        var root = group(PROGRAM, "Records, signs and verifies software supply chains: in-toto.");
        root.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Show the version.")
                .build());
        root.usageMessage().footer("", "'" + PROGRAM + " COMMAND --help' tells more, with examples.");
        Map<String, CommandSpec> groups = new LinkedHashMap<>();
        groups.put("record", group("record", "Record a step between two moments: start and stop."));
        groups.put("key", group("key", "Tell the ids of keys, convert key files, list tokens."));
        groups.put("layout", group("layout", "Make, check and show layouts."));
        groups.put("statement", group("statement", "Check and convert statements, the content of attestations."));
        groups.put("link", group("link", "Turn links into attestations and back."));
        groups.put("bundle", group("bundle", "Put bundles of attestations together, take them apart, seal them."));
        groups.put("policy", group("policy", "Verify by policies; check and sign them."));
        for (var name : NAMES) {
            var command = named(name).orElseThrow().syntax();
            int space = name.indexOf(' ');
            if (space < 0) {
                root.addSubcommand(name, command.spec(name));
            } else {
                var group = name.substring(0, space);
                var word = name.substring(space + 1);
                groups.get(group).addSubcommand(word, command.spec(word));
                if (!root.subcommands().containsKey(group)) {
                    root.addSubcommand(group, groups.get(group));
                }
            }
        }
        return Syntax.newCommandLine(root);
    }

    private static CommandSpec group(String name, String description) {
        var spec = Syntax.newSpec().name(name);
        spec.usageMessage().description(description).synopsisSubcommandLabel("COMMAND");
        spec.addOption(OptionSpec.builder("-h", Syntax.HELP)
                .usageHelp(true)
                .description("Show this help.")
                .build());
        return spec;
    }
}
