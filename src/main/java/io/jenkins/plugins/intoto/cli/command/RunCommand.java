package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.ArtifactOptions;
import io.jenkins.plugins.intoto.cli.option.LinkOptions;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.record.CommandResult;
import io.jenkins.plugins.intoto.engine.record.WrappedCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code run}: carries out a step and records it. */
public final class RunCommand implements Command {
    private static final String MATERIALS = "--materials";
    private static final String STREAMS = "--record-streams";
    private static final String NO_COMMAND = "--no-command";
    private static final String TIMEOUT = "--run-timeout";
    private static final String EXIT_ZERO = "--exit-zero";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Run a command and record it as a step.",
                "Records the materials, runs the command, records the products, and writes a signed link"
                        + " NAME.KEYID.link. The exit code is that of the command.");
        LinkOptions.addNameTo(syntax);
        SigningOptions.addTo(syntax);
        syntax.values("PATH", "Files and directories to record before the command runs.", "-m", MATERIALS)
                .values("PATH", "Files and directories to record after it ran.", "-p", ArtifactOptions.PRODUCTS)
                .flag("Record what the command writes to standard output and standard error.", "-s", STREAMS)
                .flag("Run no command, as for a review.", "-x", NO_COMMAND)
                .value(
                        "SECONDS",
                        "Kill the command if it takes longer; it has all the time it wants otherwise.",
                        TIMEOUT)
                .flag("Exit with 0 whatever the exit code of the command, as in-toto-run does.", EXIT_ZERO);
        ArtifactOptions.addAllowEmptyTo(syntax);
        ArtifactOptions.addTo(syntax);
        ArtifactOptions.addHashTo(syntax);
        LinkOptions.addDirectoryTo(syntax);
        SigningOptions.addKeyIdTo(syntax);
        SigningOptions.addFormatTo(syntax);
        return syntax.freeOperands("COMMAND", "The command with its arguments, after --.")
                .example(
                        "Build, with the sources as materials and the jar as product",
                        "in-toto run -n build --signing-key alice -m src pom.xml -p target/app.jar -- mvn package")
                .example(
                        "Sign off a document without running anything",
                        "in-toto run -n review --signing-key alice -m document.pdf -x");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        invocation.notWith(invocation.has(NO_COMMAND), NO_COMMAND, STREAMS, TIMEOUT, EXIT_ZERO);
        var name = LinkOptions.name(invocation);
        var command = command(invocation);
        var timeLimit = invocation.positiveNumber(TIMEOUT).map(Duration::ofSeconds);
        var algorithms = ArtifactOptions.algorithms(invocation);
        ArtifactOptions.check(invocation, MATERIALS, ArtifactOptions.PRODUCTS);
        var rule = SigningOptions.keyIdRule(invocation);
        var directory = LinkOptions.directory(invocation);
        var key = SigningOptions.key(invocation);
        var file = directory.resolve(LinkFileNames.link(name, key.publicKey().idUnder(rule)));
        OutputFile.check(file);

        var materials =
                ArtifactOptions.record("recording materials", algorithms, invocation.values(MATERIALS), invocation);
        Optional<CommandResult> result = Optional.empty();
        if (!command.isEmpty()) {
            var wrapped = new WrappedCommand(
                    command,
                    invocation.surroundings().directory(),
                    timeLimit,
                    invocation.has(STREAMS),
                    invocation.secretVariables());
            result = Optional.of(wrapped.run(
                    invocation.surroundings().out(), invocation.surroundings().err()));
        }
        int code =
                result.isEmpty() || invocation.has(EXIT_ZERO) ? 0 : result.get().returnValue();
        Artifacts products;
        try {
            products = ArtifactOptions.products(algorithms, invocation);
        } catch (CommandFailedException e) {
            if (code == 0) {
                throw e;
            }
            // That the command failed is why there is nothing, and what whoever called it has to know.
            invocation.surroundings().err().println(OneLine.of(e.getMessage()));
            return code;
        }
        var link = new Link(name, command, materials, products, byproducts(result, invocation), Map.of());
        LinkOptions.write(link, SigningOptions.format(invocation), key, file, invocation);
        return code;
    }

    private static List<String> command(Invocation invocation) throws UsageException {
        var command = invocation.operands();
        if (command.isEmpty() != invocation.has(NO_COMMAND)) {
            throw new UsageException(
                    command.isEmpty()
                            ? "there is no command to run; give one after --, or use " + NO_COMMAND
                            : NO_COMMAND + " excludes a command");
        }
        return command;
    }

    private static Map<String, Object> byproducts(Optional<CommandResult> result, Invocation invocation) {
        if (result.isEmpty()) {
            return Map.of();
        }
        var ran = result.get();
        if (ran.truncated()) {
            invocation
                    .notes()
                    .warn("the command wrote more than " + (WrappedCommand.STREAM_LIMIT >> 20)
                            + " MiB to a stream, the rest is not in the link");
        }
        return Map.of("return-value", (long) ran.returnValue(), "stderr", ran.stderr(), "stdout", ran.stdout());
    }
}
