package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.PassphraseOption;
import io.jenkins.plugins.intoto.cli.option.Passphrases;
import io.jenkins.plugins.intoto.cli.option.PolicyOptions;
import io.jenkins.plugins.intoto.cli.option.ReportFiles;
import io.jenkins.plugins.intoto.cli.option.SigningOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.policy.PolicySummary;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import java.io.IOException;
import java.util.List;

/** {@code policy verify}: verifies artifacts against a policy by their attestations. */
public final class PolicyVerifyCommand implements Command {
    private static final String SUMMARY = "--summary";
    private static final String SUMMARY_KEY = "--summary-key";
    private static final String VERIFIER = "--verifier-id";
    private static final String RESOURCE = "--resource-uri";
    private static final String POLICY_URI = "--policy-uri";
    private static final String LEVEL = "--level";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                        "Verify artifacts against a policy by their attestations.",
                        "Checks that each of the keys has signed the policy and that it has not expired, and that the bundles"
                                + " hold the attestations that it expects of each artifact: signed by its functionaries,"
                                + " fresh, and saying what its rules demand. Exits with 0 if all of it holds, with 1 if"
                                + " not.")
                .requiredValue("FILE", "The policy.", "-p", PolicyOptions.POLICY)
                .repeatable(
                        "KEY",
                        "A public key that must have signed it; can be given several times.",
                        "-k",
                        PolicyOptions.KEYS);
        PolicyOptions.addTo(syntax);
        ReportFiles.addPolicyTo(syntax);
        syntax.value("FILE", "Write the verdict as a SLSA verification summary, signed.", SUMMARY)
                .value(
                        "KEY",
                        "The private key to sign it with: a file, the URI of a key on a token, or exec:PROGRAM.",
                        SUMMARY_KEY)
                .value("URI", "Who verifies, as the summary names it.", VERIFIER)
                .value("URI", "What is verified, as its consumers know it.", RESOURCE)
                .value("URI", "Where the policy is found.", POLICY_URI)
                .value("NAME", "The level that a pass stands for; none of SLSA's.", LEVEL);
        PassphraseOption.PASSWORD.addTo(syntax, "the key of the summary");
        return syntax.optionalOperands("ARTIFACT", "The files to verify.")
                .example(
                        "Verify a file by the bundle beside it, app.tar.gz.intoto.jsonl",
                        "in-toto policy verify -p gate.policy -k security.pub app.tar.gz")
                .example(
                        "Verify an image by its attestations in the registry, with a report",
                        "in-toto policy verify -p gate.policy -k security.pub --report verdict.json \\",
                        "    --image registry.example.com/app@sha256:…");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        var summary = invocation.path(SUMMARY);
        for (var option : List.of(SUMMARY_KEY, VERIFIER, RESOURCE, POLICY_URI, LEVEL)) {
            if (summary.isPresent() != invocation.has(option)) {
                throw new UsageException(SUMMARY + " and " + option + " need each other");
            }
        }
        invocation.onlyWith(summary.isPresent(), SUMMARY, PassphraseOption.PASSWORD.options());
        if (summary.isPresent()) {
            OutputFile.check(summary.get());
            if (invocation.required(LEVEL).startsWith("SLSA_")) {
                throw new UsageException(LEVEL + ": a policy does not establish a level of SLSA");
            }
        }
        var verdict = PolicyOptions.verify(invocation);
        if (summary.isPresent() && verdict.policy().isPresent()) {
            byte[] line = summary(verdict, invocation);
            OutputFile.write(summary.get(), out -> {
                out.write(line);
                out.write('\n');
            });
        }
        return verdict.passed() ? 0 : FAILED;
    }

    private static byte[] summary(PolicyVerdict verdict, Invocation invocation) throws InTotoException, IOException {
        var key = SigningOptions.signer(invocation.required(SUMMARY_KEY), Passphrases.of(invocation), invocation);
        var statement = PolicySummary.statement(
                verdict,
                invocation.required(VERIFIER),
                invocation.required(RESOURCE),
                invocation.required(POLICY_URI),
                invocation.required(LEVEL));
        return DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), key.forAttestations())
                .toJson();
    }
}
