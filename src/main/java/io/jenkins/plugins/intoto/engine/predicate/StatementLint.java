package io.jenkins.plugins.intoto.engine.predicate;

import static io.jenkins.plugins.intoto.engine.layout.LintCode.Severity.ERROR;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.Severity.NOTE;
import static io.jenkins.plugins.intoto.engine.layout.LintCode.Severity.WARNING;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.statement.DigestFormat;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.StatementVersion;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks statements, whoever wrote them: what keeps verifiers from using one, and what they may not take as it is meant. */
public final class StatementLint {
    private static final int LARGEST_CONTENT = 1024;
    private static final Set<String> MEMBERS = Set.of("_type", "subject", "predicateType", "predicate");

    private final Statement statement;
    private final Place whole;
    private final List<StatementFinding> findings = new ArrayList<>();

    private StatementLint(Statement statement) {
        this.statement = statement;
        this.whole = Place.of(statement.source());
    }

    /**
     * Checks what should be a statement.
     *
     * @param json its text
     * @param source the name of the text
     * @param limits how much is accepted
     * @return what was found; empty if nothing is wrong
     */
    public static List<StatementFinding> check(byte[] json, String source, JsonLimits limits) {
        try {
            return check(Statement.read(json, source, limits));
        } catch (MalformedStatementException e) {
            return List.of(new StatementFinding(ERROR, e.pointer(), e.reason()));
        }
    }

    /**
     * Checks a statement.
     *
     * @return what was found; empty if nothing is wrong
     */
    public static List<StatementFinding> check(Statement statement) {
        return new StatementLint(statement).findings();
    }

    private List<StatementFinding> findings() {
        PredicateCheck.of(statement)
                .forEach(defect -> findings.add(new StatementFinding(ERROR, defect.pointer(), defect.reason())));
        checkMembers();
        checkSubjects();
        checkType();
        findings.addAll(new PredicateLint(statement).findings());
        return List.copyOf(findings);
    }

    private void checkMembers() {
        if (statement.version() == StatementVersion.V0_1) {
            add(NOTE, whole.member("_type"), "is version 0.1; version 1 is current");
        }
        for (var name : names()) {
            if (!MEMBERS.contains(name)) {
                add(
                        WARNING,
                        whole.member(name),
                        name.toLowerCase(Locale.ROOT).contains("time")
                                ? "is ignored; statements have no time of their own, but some predicates have"
                                : "is ignored; it is not a member of a statement");
            }
        }
    }

    private Set<String> names() {
        try {
            // It was read from this very text, so it is one object, and no more than what was accepted then.
            var limits = new JsonLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
            return Json.parseObject(statement.toJson(), statement.source(), limits)
                    .names();
        } catch (MalformedJsonException e) {
            throw new IllegalStateException("a statement is read from JSON", e);
        }
    }

    private void checkSubjects() {
        checkUnique("name", ResourceDescriptor::name);
        checkUnique("uri", ResourceDescriptor::uri);
        for (int i = 0; i < statement.subjects().size(); i++) {
            var subject = statement.subjects().get(i);
            var place = whole.member("subject").element(i);
            var digests = subject.digest().asMap().keySet();
            if (digests.stream().noneMatch(DigestFormat.STRONG::contains)) {
                add(
                        WARNING,
                        place.member("digest"),
                        "has no collision-resistant digest, so it matches nothing unless a verifier accepts weak ones");
            }
            for (var algorithm : digests) {
                DigestFormat.meantBy(algorithm)
                        .ifPresent(meant -> add(
                                WARNING,
                                place.member("digest").member(algorithm),
                                "is not an algorithm of the framework and ignored; " + meant + " may be meant"));
            }
            if (subject.content()
                    .filter(bytes -> bytes.length > LARGEST_CONTENT)
                    .isPresent()) {
                add(WARNING, place.member("content"), "is longer than a kilobyte");
            }
        }
    }

    private void checkUnique(String member, Function<ResourceDescriptor, Optional<String>> getter) {
        var seen = new HashSet<String>();
        for (int i = 0; i < statement.subjects().size(); i++) {
            var value = getter.apply(statement.subjects().get(i));
            // A single underscore stands for no name.
            if (value.isPresent() && !value.get().equals("_") && !seen.add(value.get())) {
                add(WARNING, whole.member("subject").element(i).member(member), "is that of another subject too");
            }
        }
    }

    private void checkType() {
        var place = whole.member("predicateType");
        if (!Uris.isAbsolute(statement.predicateType())) {
            add(WARNING, place, "is not an absolute URI");
        }
        if (PredicateType.of(statement).isEmpty()) {
            add(NOTE, place, "is not known here, so the predicate was not checked");
        }
    }

    private void add(Severity severity, Place place, String reason) {
        findings.add(new StatementFinding(severity, place.pointer(), reason));
    }
}
