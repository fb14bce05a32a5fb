package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.policy.ArtifactVerdict;
import io.jenkins.plugins.intoto.engine.policy.Candidate;
import io.jenkins.plugins.intoto.engine.policy.ExpectationVerdict;
import io.jenkins.plugins.intoto.engine.policy.Functionary;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.policy.rule.AttributeRule;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * A verdict on artifacts as JSON for programs. The schema is {@code docs/policy-report.schema.json}; {@code docs/policy.md}
 * explains it. Equal verdicts give equal bytes: members are sorted, and only ASCII characters are written. Lists are cut at
 * the numbers below, with exact counts beside them.
 */
public final class PolicyJsonReport {
    /** The version of the schema. A version may gain members; anything else makes a new version. */
    public static final int SCHEMA = 1;

    /** How many artifacts are listed. */
    public static final int MOST_ARTIFACTS = 1000;

    /** How many failures are listed. */
    public static final int MOST_FAILURES = 1000;

    /** How many candidates are listed in all. */
    public static final int MOST_CANDIDATES = 10_000;

    /** How many digests of an artifact that an attestation is about are listed. */
    private static final int MOST_DIGESTS = 10;

    private final JsonWriter json;
    private int candidatesLeft = MOST_CANDIDATES;

    private PolicyJsonReport(JsonWriter json) {
        this.json = json;
    }

    /**
     * Writes a report.
     *
     * @param verdict the verdict
     * @param out receives UTF-8 text with a final line end; flushed, not closed
     * @throws IOException if writing fails
     */
    public static void write(PolicyVerdict verdict, OutputStream out) throws IOException {
        var json = new JsonWriter(out, JsonWriter.Style.PRETTY);
        new PolicyJsonReport(json).verdict(verdict);
        json.flush();
        out.write('\n');
        out.flush();
    }

    private void verdict(PolicyVerdict verdict) throws IOException {
        json.beginObject();
        json.name("artifacts").beginArray();
        for (var artifact : first(verdict.artifacts(), MOST_ARTIFACTS)) {
            artifact(artifact);
        }
        json.endArray();
        texts("bundles", verdict.bundles());
        json.name("counts").beginObject();
        json.name("artifacts").value(verdict.artifacts().size());
        json.name("failures").value(verdict.failures().size());
        json.name("lines").value(verdict.lines().lines());
        json.name("others").value(verdict.lines().others());
        json.name("statements").value(verdict.lines().statements());
        json.endObject();
        failures(verdict);
        json.name("kind").value("policy");
        json.name("passed").value(verdict.passed());
        json.name("policy").beginObject();
        if (verdict.policy().isPresent()) {
            text("digest", verdict.policy().get().digest());
            text("expires", verdict.policy().get().expires().toString());
        }
        text("source", verdict.source());
        json.endObject();
        remarks(verdict);
        json.name("schema").value(SCHEMA);
        text("summary", PolicyTextReport.summary(verdict));
        text("time", verdict.time().toString());
        json.endObject();
    }

    private void failures(PolicyVerdict verdict) throws IOException {
        json.name("failures").beginArray();
        for (var failure : first(verdict.failures(), MOST_FAILURES)) {
            json.beginObject();
            if (failure.artifact().isPresent()) {
                text("artifact", failure.artifact().get());
            }
            text("code", failure.code().name());
            if (failure.expectation().isPresent()) {
                text("expectation", failure.expectation().get());
            }
            text("sentence", Wording.sentence(failure.sentence()));
            json.endObject();
        }
        json.endArray();
    }

    private void remarks(PolicyVerdict verdict) throws IOException {
        json.name("remarks").beginArray();
        for (var remark : verdict.lines().remarks()) {
            json.beginObject();
            text("bundle", remark.source());
            json.name("line").value(remark.line());
            text("pointer", remark.pointer());
            text("sentence", remark.sentence());
            json.endObject();
        }
        json.endArray();
    }

    private void artifact(ArtifactVerdict artifact) throws IOException {
        json.beginObject();
        json.name("attestations").value(artifact.attestations());
        json.name("digests").value(artifact.subject().digests().asMap());
        json.name("expectations").beginArray();
        for (var expectation : artifact.expectations()) {
            expectation(expectation);
        }
        json.endArray();
        text("name", artifact.subject().name());
        json.endObject();
    }

    private void expectation(ExpectationVerdict verdict) throws IOException {
        var expectation = verdict.expectation();
        json.beginObject();
        json.name("candidates").beginArray();
        for (var candidate : first(verdict.candidates(), candidatesLeft)) {
            candidate(candidate);
            candidatesLeft--;
        }
        json.endArray();
        json.name("counts").beginObject();
        for (var name : verdict.counts().keySet().stream().sorted(this::byName).toList()) {
            json.name(name.name()).value(verdict.counts().get(name));
        }
        json.endObject();
        text("expectation", verdict.pointer());
        json.name("found").value(verdict.found());
        if (expectation.freshness().isPresent()) {
            var freshness = expectation.freshness().get();
            json.name("freshness").beginObject();
            json.name("maxAgeSeconds").value(freshness.maxAge().toSeconds());
            text("time", freshness.clock().name().toLowerCase(Locale.ROOT));
            json.endObject();
        }
        texts(
                "functionaries",
                expectation.functionaries().stream().map(Functionary::name).toList());
        json.name("met").value(verdict.met());
        text("predicateType", expectation.predicateType());
        texts("rules", expectation.rules().stream().map(AttributeRule::text).toList());
        texts("signedBy", verdict.functionaries());
        json.name("strict").value(expectation.strict());
        json.name("threshold").value(expectation.threshold());
        json.endObject();
    }

    private int byName(Enum<?> first, Enum<?> second) {
        return first.name().compareTo(second.name());
    }

    private void candidate(Candidate candidate) throws IOException {
        json.beginObject();
        text("bundle", candidate.source());
        if (candidate.functionary().isPresent()) {
            text("functionary", candidate.functionary().get());
        }
        json.name("line").value(candidate.line());
        if (candidate.meant().isPresent()) {
            json.name("meant").beginObject();
            json.name("digests").beginObject();
            for (var digest : candidate.meant().get().digests().asMap().entrySet().stream()
                    .limit(MOST_DIGESTS)
                    .toList()) {
                text(digest.getKey(), digest.getValue());
            }
            json.endObject();
            text("name", candidate.meant().get().name());
            json.endObject();
        }
        text("pointer", candidate.pointer());
        json.name("remarks").beginArray();
        for (var remark : candidate.remarks()) {
            json.beginObject();
            text("pointer", remark.pointer());
            text("sentence", Wording.sentence(DisplayText.of(remark.reason())));
            json.endObject();
        }
        json.endArray();
        text("sentence", Wording.sentence(candidate.sentence()));
        text("sha256", candidate.sha256());
        text("status", candidate.status().name());
        json.endObject();
    }

    private static <T> List<T> first(List<T> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    private void text(String name, String text) throws IOException {
        json.name(name).value(Wording.cut(text, JsonReport.LONGEST_TEXT));
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.name(name)
                .value(texts.stream()
                        .map(text -> Wording.cut(text, JsonReport.LONGEST_TEXT))
                        .toList());
    }
}
