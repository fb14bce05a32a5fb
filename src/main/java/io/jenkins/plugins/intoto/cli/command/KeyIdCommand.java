package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.PassphraseOption;
import io.jenkins.plugins.intoto.cli.option.Passphrases;
import io.jenkins.plugins.intoto.cli.option.PublicKeyFiles;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** {@code key id}: tells by which ids in-toto's implementations know a key. */
public final class KeyIdCommand implements Command {
    private static final String RULE = "--rule";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Tell the ids of keys.",
                "Implementations compute the id of a key by one of two rules: legacy (Python up to 2.1, Debian, Go) or"
                        + " current (Python from 2.2). Takes files with public or private keys, URIs of keys on PKCS#11"
                        + " tokens, and exec:PROGRAM.");
        syntax.choice(List.of("legacy", "current"), "RULE", "Tell just the id by this rule: legacy or current.", RULE);
        PassphraseOption.PASSWORD.addTo(syntax, "a private key");
        return syntax.operands("FILE", "Files with keys.")
                .example("Which link files are alice's?", "in-toto key id alice.pub")
                .example("For use in a script", "id=$(in-toto key id --rule legacy alice.pub)");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var rule = invocation.value(RULE).orElse("");
        if (invocation.has(RULE) && !rule.equals("legacy") && !rule.equals("current")) {
            throw new UsageException(RULE + " is legacy or current, not '" + rule + "'");
        }
        var passphrases = Passphrases.of(invocation);
        for (var file : invocation.operands()) {
            var key = PublicKeyFiles.readPublicPart(file, passphrases, invocation);
            if (rule.isEmpty()) {
                tell(SigningOptions.shown(file, invocation), key, invocation);
            } else {
                invocation.out().println(id(key, rule.equals("legacy") ? KeyIdRule.LEGACY : KeyIdRule.CURRENT));
            }
        }
        return 0;
    }

    private static void tell(String file, VerificationKey key, Invocation invocation) {
        var kind = key instanceof AsymmetricKey asymmetric ? asymmetric.keytype() + ", " + asymmetric.scheme() : "GPG";
        invocation.out().println(OneLine.of(file + ": " + kind));
        printIds(key, invocation);
        var unusable = key.whyUnusable(Instant.now());
        if (unusable.isPresent()) {
            invocation.notes().warn(file + ": must not be used: " + unusable.get());
        }
    }

    static void printIds(VerificationKey key, Invocation invocation) {
        invocation.out().println("  legacy   " + id(key, KeyIdRule.LEGACY));
        invocation.out().println("  current  " + id(key, KeyIdRule.CURRENT));
    }

    private static String id(VerificationKey key, KeyIdRule rule) {
        return (key instanceof AsymmetricKey asymmetric ? asymmetric.idUnder(rule) : key.keyId()).value();
    }
}
