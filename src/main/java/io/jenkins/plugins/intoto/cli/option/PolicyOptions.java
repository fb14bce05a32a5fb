package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.policy.Policy;
import io.jenkins.plugins.intoto.engine.policy.PolicyFailureCode;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier.Extent;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerifier.OpenBundle;
import io.jenkins.plugins.intoto.engine.policy.source.MalformedPolicyException;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyReader;
import io.jenkins.plugins.intoto.engine.policy.source.SignedPolicy;
import io.jenkins.plugins.intoto.engine.policy.source.UntrustedPolicyException;
import io.jenkins.plugins.intoto.engine.report.PolicyTextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** The options of commands that verify artifacts against a policy, and the verification that they ask for. */
public final class PolicyOptions {
    /** The option for the policy. */
    public static final String POLICY = "--policy";
    /** The option for the keys that must have signed it. */
    public static final String KEYS = "--verification-keys";

    private static final String UNSIGNED = "--unsigned-policy";
    private static final String BUNDLE = "--bundle";
    private static final String SUBJECT = "--subject";
    private static final String SUFFIX = ".intoto.jsonl";

    private PolicyOptions() {}

    /** Adds all but the policy, its keys and the artifacts. */
    public static void addTo(Syntax syntax) {
        syntax.flag("Take the policy as it is, without a signature; whoever can change it decides then.", UNSIGNED)
                .repeatable(
                        "FILE",
                        "The bundles of attestations; FILE" + SUFFIX + " beside each artifact unless given.",
                        "-b",
                        BUNDLE)
                .repeatable(
                        "NAME@ALGORITHM:DIGEST",
                        "An artifact that is not at hand, by its name and a digest; = may stand for @; can be given several"
                                + " times.",
                        SUBJECT)
                .lineLimit();
        ImageOptions.addTo(
                syntax, "An image to verify, whose attestations in its registry count beside those of the bundles");
    }

    /** The options that mean nothing without a policy. */
    public static String[] onlyWithPolicy() {
        return Stream.concat(Stream.of(UNSIGNED, BUNDLE, SUBJECT, Syntax.LINE_LIMIT), ImageOptions.names().stream())
                .toArray(String[]::new);
    }

    /** Verifies what the command line names, and tells and reports the verdict. */
    public static PolicyVerdict verify(Invocation invocation)
            throws InTotoException, IOException, InterruptedException {
        var reports = ReportFiles.ofPolicy(invocation);
        ImageOptions.check(invocation);
        var images = ImageOptions.images(invocation);
        var subjects =
                PolicySubjects.of(invocation.values(SUBJECT), images, invocation.operandPaths(), SUBJECT, invocation);
        var bundles = new ArrayList<>(bundles(!images.isEmpty(), invocation).stream()
                .map(OpenBundle::of)
                .toList());
        for (var image : images) {
            var found = RegistryOptions.registry(image, invocation).attestations(invocation.lineLimits());
            found.problems().forEach(invocation.notes()::warn);
            bundles.add(new OpenBundle(image.toString(), found::open));
        }
        var progress = invocation.progress("verifying");
        PolicyVerdict verdict;
        try {
            verdict = verify(
                    invocation,
                    subjects,
                    bundles,
                    reports.areAny() || invocation.notes().areVerbose() ? Extent.ALL : Extent.NEEDED);
        } finally {
            progress.end();
        }
        tell(verdict, invocation);
        reports.write(verdict);
        return verdict;
    }

    private static PolicyVerdict verify(
            Invocation invocation, PolicySubjects subjects, List<OpenBundle> bundles, Extent extent)
            throws InTotoException, IOException, InterruptedException {
        var file = invocation.requiredPath(POLICY);
        var source = file.toString();
        var now = Instant.now();
        try {
            var policy = policy(file, invocation, now);
            return PolicyVerifier.verify(policy, bundles, subjects.hashed(), now, invocation.lineLimits(), extent);
        } catch (UntrustedPolicyException e) {
            return PolicyVerdict.ofUnusablePolicy(source, now, PolicyFailureCode.POLICY_NOT_SIGNED, e.reason());
        } catch (MalformedPolicyException e) {
            return PolicyVerdict.ofUnusablePolicy(source, now, PolicyFailureCode.POLICY_UNREADABLE, e.getMessage());
        }
    }

    private static Policy policy(Path file, Invocation invocation, Instant now) throws InTotoException {
        byte[] content = LimitedFile.read(file, 2L * PolicyReader.MAXIMUM_BYTES);
        if (invocation.has(UNSIGNED)) {
            if (invocation.has(KEYS)) {
                throw new UsageException(UNSIGNED + " and " + KEYS + " exclude each other");
            }
            return PolicyReader.read(SignedPolicy.textOf(content, file.toString()), file.toString());
        }
        if (!invocation.has(KEYS)) {
            throw new UsageException("the policy's signature needs " + KEYS + "; or say " + UNSIGNED);
        }
        var files = invocation.paths(KEYS);
        var keys = PublicKeyFiles.read(files);
        return SignedPolicy.read(content, file.toString(), keys, PublicKeyFiles.names(files, keys), now);
    }

    /**
     * @param areElsewhere whether there are attestations besides these
     */
    private static List<Path> bundles(boolean areElsewhere, Invocation invocation) throws InTotoException {
        if (invocation.has(BUNDLE)) {
            return List.copyOf(new LinkedHashSet<>(invocation.paths(BUNDLE)));
        }
        var bundles = new ArrayList<Path>();
        for (var artifact : invocation.operandPaths()) {
            var bundle = artifact.resolveSibling(artifact.getFileName() + SUFFIX);
            if (!Files.exists(bundle)) {
                throw new CommandFailedException(bundle + ": no such bundle; " + BUNDLE + " names another");
            }
            bundles.add(bundle);
        }
        if (bundles.isEmpty() && !areElsewhere) {
            throw new UsageException("there is no bundle to look into; " + BUNDLE + " names it");
        }
        return List.copyOf(new LinkedHashSet<>(bundles));
    }

    private static void tell(PolicyVerdict verdict, Invocation invocation) {
        var report = PolicyTextReport.DEFAULT
                .withVerbose(invocation.notes().areVerbose())
                .withColour(invocation.surroundings().terminal().isPresent());
        if (!verdict.passed()) {
            invocation.surroundings().err().print(report.text(verdict));
        } else if (!invocation.notes().areQuiet()) {
            invocation.out().print(report.text(verdict));
        }
    }
}
