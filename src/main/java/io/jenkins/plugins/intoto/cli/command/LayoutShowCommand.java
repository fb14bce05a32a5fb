package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.MetadataFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import java.time.Instant;

/** {@code layout show}: shows a layout to people. */
public final class LayoutShowCommand implements Command {
    @Override
    public Syntax syntax() {
        return new Syntax("Show a layout as text.", "Signatures are listed, but not verified.")
                .operand("FILE", "The layout, signed or not.")
                .example("Read a layout", "in-toto layout show root.layout");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        var envelope = MetadataFile.read(invocation.operandPaths().get(0));
        new LayoutText(envelope, MetadataFile.layout(envelope), Instant.now())
                .lines()
                .forEach(invocation.out()::println);
        return 0;
    }
}
