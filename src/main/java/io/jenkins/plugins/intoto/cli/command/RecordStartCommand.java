package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.ArtifactOptions;
import io.jenkins.plugins.intoto.cli.option.LinkOptions;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code record start}: records the materials of a step that is carried out by hand or by several commands. */
public final class RecordStartCommand implements Command {
    private static final String MATERIALS = "--materials";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Begin to record a step.",
                "Records the materials in a signed file .NAME.KEYID.link-unfinished in the current directory, which"
                        + " 'in-toto record stop' completes with the same key.");
        LinkOptions.addNameTo(syntax);
        SigningOptions.addTo(syntax);
        syntax.values("PATH", "Files and directories to record.", "-m", MATERIALS);
        ArtifactOptions.addTo(syntax);
        ArtifactOptions.addHashTo(syntax);
        SigningOptions.addKeyIdTo(syntax);
        SigningOptions.addFormatTo(syntax);
        return syntax.example(
                "Record what is edited between two commands",
                "in-toto record start -n edit --signing-key alice -m src",
                "in-toto record stop -n edit --signing-key alice -p src");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        ArtifactOptions.check(invocation, MATERIALS);
        var name = LinkOptions.name(invocation);
        var algorithms = ArtifactOptions.algorithms(invocation);
        var rule = SigningOptions.keyIdRule(invocation);
        var directory = invocation.surroundings().directory();
        var key = SigningOptions.key(invocation);
        var file =
                directory.resolve(LinkFileNames.unfinished(name, key.publicKey().idUnder(rule)));
        OutputFile.check(file);

        var materials =
                ArtifactOptions.record("recording materials", algorithms, invocation.values(MATERIALS), invocation);
        var link = new Link(name, List.of(), materials, Artifacts.NONE, Map.of(), Map.of());
        LinkOptions.write(link, SigningOptions.format(invocation), key, file, invocation);
        return 0;
    }
}
