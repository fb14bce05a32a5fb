package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.PassphraseOption;
import io.jenkins.plugins.intoto.cli.option.Passphrases;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import java.io.IOException;
import java.util.ArrayList;

/** {@code policy sign}: signs a policy. */
public final class PolicySignCommand implements Command {
    private static final String OUTPUT = "--output";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                        "Sign a policy.",
                        "The policy is checked first, then put into a DSSE envelope with a signature by each of the keys."
                                + " Signatures that were there are replaced.")
                .requiredRepeatable(
                        "KEY",
                        "A private key to sign with: a file, the URI of a key on a token, or exec:PROGRAM.",
                        "-k",
                        SigningOptions.KEY)
                .requiredValue("FILE", "Where to write the signed policy.", "-o", OUTPUT);
        PassphraseOption.PASSWORD.addTo(syntax, "the signing key");
        return syntax.operand("FILE", "The policy in YAML, or a signed one.")
                .example("Sign a policy", "in-toto policy sign -k security -o gate.policy gate.yaml");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var file = invocation.operandPaths().get(0);
        var target = invocation.requiredPath(OUTPUT);
        OutputFile.check(target);
        byte[] content = LimitedFile.read(file, 2L * PolicyReader.MAXIMUM_BYTES);
        byte[] yaml = SignedPolicy.textOf(content, file.toString());
        PolicyReader.read(yaml, file.toString());
        var keys = new ArrayList<Signer>();
        var passphrases = Passphrases.of(invocation);
        for (var key : invocation.values(SigningOptions.KEY)) {
            keys.add(SigningOptions.signer(key, passphrases, invocation));
        }
        byte[] signed = SignedPolicy.sign(yaml, keys);
        OutputFile.write(target, out -> {
            out.write(signed);
            out.write('\n');
        });
        invocation.notes().detail("wrote " + target);
        return 0;
    }
}
