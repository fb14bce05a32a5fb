package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.UnknownLine;
import io.jenkins.plugins.intoto.engine.bundle.SealCheck;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.policy.BundleSummary.Remark;
import io.jenkins.plugins.intoto.engine.policy.ExpectationState.Place;
import io.jenkins.plugins.intoto.engine.policy.ExpectationState.TypeLines;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The verification of artifacts against a policy while the lines of bundles pass by, in any order. Lines are not kept. Cheap
 * checks come first: a signature is looked at only if its statement is of a type that the policy expects of an artifact that
 * the statement is about, and if that expectation is not met already. A thread of its own checks signatures while the next lines
 * are read; what comes of them is taken in the order of the lines.
 */
final class PolicyVerification implements AutoCloseable {
    /** How many bytes of lines may wait for their signatures. */
    private static final int MOST_WAITING = 1 << 18;

    private final Policy policy;
    private final Instant now;
    private final PolicyVerifier.Extent extent;
    private final SignerCheck signers;
    private final ExecutorService checking = Executors.newSingleThreadExecutor(PolicyVerification::daemon);
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private final List<ArtifactState> artifacts = new ArrayList<>();
    private final Map<String, List<ArtifactState>> byDigest = new LinkedHashMap<>();
    private final Map<String, TypeLines> types = new LinkedHashMap<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final Optional<SealCheck> seals;
    private int lines;
    private final JsonLimits limits;
    private int statements;
    private int others;

    PolicyVerification(
            Policy policy, List<PolicySubject> subjects, Instant now, JsonLimits limits, PolicyVerifier.Extent extent) {
        this.extent = extent;
        this.limits = limits;
        this.policy = policy;
        this.now = now;
        this.signers = new SignerCheck(policy, now);
        // Another one, since it is used by another thread.
        var sealSigners = new SignerCheck(policy, now);
        this.seals = policy.seal()
                .map(sealers -> new SealCheck(
                        limits,
                        line -> !sealSigners
                                .check(line, names(sealers))
                                .signers()
                                .isEmpty(),
                        this::isAboutAnArtifact));
        for (var subject : subjects) {
            var artifact = new ArtifactState(policy, subject);
            artifacts.add(artifact);
            subject.digests().asMap().forEach((algorithm, value) -> byDigest.computeIfAbsent(
                            digestKey(algorithm, value), unused -> new ArrayList<>())
                    .add(artifact));
            artifact.expectations()
                    .forEach(state -> types.put(state.expectation().predicateType(), new TypeLines()));
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "in-toto signatures");
        thread.setDaemon(true);
        return thread;
    }

    private static Set<String> names(List<Functionary> functionaries) {
        var names = new LinkedHashSet<String>();
        functionaries.forEach(functionary -> names.add(functionary.name()));
        return names;
    }

    private boolean isAboutAnArtifact(Statement statement) {
        return statement.subjects().stream()
                .flatMap(subject -> subject.digest().asMap().entrySet().stream())
                .anyMatch(digest -> byDigest.containsKey(digestKey(digest.getKey(), digest.getValue())));
    }

    private static String digestKey(String algorithm, String value) {
        return algorithm + ":" + value;
    }

    /** Notes that a bundle is read, be it empty. */
    void begin(String source) {
        sources.add(source);
    }

    /**
     * Takes in a line of a bundle.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void accept(String source, BundleLine line) throws InterruptedException {
        lines++;
        seals.ifPresent(check -> check.accept(line));
        var envelope = line.envelope();
        if (envelope.isEmpty() || !envelope.get().holdsStatement()) {
            others++;
            if (line instanceof UnknownLine unknown) {
                remark(source, line, "", "it is passed over: " + DisplayText.of(unknown.reason()));
            }
            return;
        }
        try {
            var statement = Statement.read(envelope.get().payload(), source + ":" + line.number(), limits);
            statements++;
            consider(statement, source, line);
        } catch (MalformedStatementException e) {
            var sentence = "its statement is malformed: " + DisplayText.of(e.reason());
            remark(source, line, e.pointer(), sentence);
            noteMalformed(
                    envelope.get(),
                    new Place(source, line.number(), line.sha256()),
                    new Denial(CandidateStatus.MALFORMED_STATEMENT, e.pointer(), sentence));
        }
    }

    /** Tells expectations of its type, as far as that can be read, of a statement that is none. */
    private void noteMalformed(DsseEnvelope envelope, Place place, Denial denial) {
        Object type;
        try {
            type = Json.parseObject(envelope.payload(), place.source(), limits)
                    .asMap()
                    .get("predicateType");
        } catch (MalformedJsonException e) {
            return; // the remark on the line says so
        }
        if (type instanceof String text) {
            types.forEach((expected, ofType) -> {
                if (PredicateTypes.matches(expected, Uris.normalised(text))) {
                    ofType.addMalformed(place, denial);
                }
            });
        }
    }

    private void remark(String source, BundleLine line, String pointer, String sentence) {
        if (remarks.size() < BundleSummary.MOST_REMARKS) {
            remarks.add(new Remark(source, line.number(), pointer, sentence));
        }
    }

    private void consider(Statement statement, String source, BundleLine line) throws InterruptedException {
        var ofTypes = new ArrayList<TypeLines>();
        types.forEach((type, ofType) -> {
            if (PredicateTypes.matches(type, statement.predicateType())) {
                ofTypes.add(ofType);
            }
        });
        var about = about(statement);
        // Of most lines of a large bundle nobody asks which they are.
        boolean isListed = !about.isEmpty() || ofTypes.stream().anyMatch(ofType -> !ofType.isFull());
        var place = new Place(source, line.number(), isListed ? line.sha256() : "");
        ofTypes.forEach(ofType -> ofType.add(place, statement));
        var concerned = new ArrayList<ExpectationState>();
        for (var artifact : about) {
            for (var state : artifact.concerned(statement, place)) {
                if (extent == PolicyVerifier.Extent.NEEDED && state.isMet()) {
                    state.addUnneeded();
                } else {
                    concerned.add(state);
                }
            }
        }
        if (concerned.isEmpty()) {
            return;
        }
        var trusted = new LinkedHashSet<String>();
        concerned.forEach(state -> trusted.addAll(state.expectation().functionaryNames()));
        var signed = checking.submit(() -> signers.check(line, trusted));
        waiting.add(new Waiting(place, concerned, new AttestationCheck(statement, now), signed, line.length()));
        waitingBytes += line.length();
        // Whether more than this is needed depends on what comes of it.
        settle(extent == PolicyVerifier.Extent.NEEDED ? 0 : MOST_WAITING);
    }

    /** An attestation whose signatures are being checked. */
    private record Waiting(
            Place place,
            List<ExpectationState> concerned,
            AttestationCheck check,
            Future<SignerOutcome> signed,
            int bytes) {

        void settle() throws InterruptedException {
            try {
                var signers = signed.get();
                for (var state : concerned) {
                    state.add(place, signers.among(state.expectation().functionaryNames()), check);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("the check of a signature failed at " + place, e.getCause());
            }
        }
    }

    /** Takes in, line by line, what came of signatures until no more than so many bytes of lines wait for theirs. */
    private void settle(int mostBytes) throws InterruptedException {
        while (waitingBytes > mostBytes) {
            var first = waiting.remove();
            waitingBytes -= first.bytes();
            first.settle();
        }
    }

    /** The artifacts of which the statement has a digest. */
    private Set<ArtifactState> about(Statement statement) {
        var found = new LinkedHashSet<ArtifactState>();
        for (ResourceDescriptor subject : statement.subjects()) {
            subject.digest().asMap().forEach((algorithm, value) -> {
                for (var artifact : byDigest.getOrDefault(digestKey(algorithm, value), List.of())) {
                    if (subject.matchesDigest(artifact.subject().digests())) {
                        found.add(artifact);
                    }
                }
            });
        }
        return found;
    }

    /**
     * The verdict when all lines were taken in.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    PolicyVerdict verdict() throws InterruptedException {
        settle(0);
        var verdicts =
                artifacts.stream().map(artifact -> artifact.verdict(types)).toList();
        var summary = new BundleSummary(lines, statements, others, remarks);
        var failures = new ArrayList<PolicyFailure>();
        if (!policy.expires().isAfter(now)) {
            failures.add(
                    PolicyFailure.of(PolicyFailureCode.POLICY_EXPIRED, "policy: it expired at " + policy.expires()));
        }
        if (artifacts.isEmpty()) {
            failures.add(PolicyFailure.of(
                    PolicyFailureCode.NO_ARTIFACT, "no artifact was given, so there is nothing to verify"));
        }
        for (var verdict : verdicts) {
            failures.addAll(VerdictFailures.of(verdict, policy, summary));
            seals.flatMap(check -> VerdictFailures.ofSeal(
                            verdict.subject(), check.outcome(verdict.subject().digests())))
                    .ifPresent(failures::add);
        }
        return new PolicyVerdict(
                policy.source(), Optional.of(policy), List.copyOf(sources), now, summary, verdicts, failures);
    }

    /** Ends the check of signatures that nobody waits for. */
    @Override
    public void close() {
        checking.shutdownNow();
    }
}
