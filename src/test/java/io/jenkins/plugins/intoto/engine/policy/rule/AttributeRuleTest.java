package io.jenkins.plugins.intoto.engine.policy.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.policy.Attestations;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRuleTest {
    private static final String PREDICATE = """
            {"builder": {"id": "https://b"}, "passed": 12, "score": 7.5, "huge": 123456789012345678901234567890,
             "nothing": null, "ok": true, "at": "2027-01-10T00:00:00Z", "a/b": {"c~d": 1},
             "results": [{"id": "CVE-1", "score": 3}, {"id": "CVE-2", "score": 9}]}
            """;

    private static Optional<RuleFailure> check(String rule) throws Exception {
        var predicate = Json.parse(PREDICATE.getBytes(StandardCharsets.UTF_8), "predicate", JsonLimits.DEFAULT);
        var subjects = List.of(Map.of("name", "app", "digest", Map.of("sha256", "ab")));
        return AttributeRule.compile(rule, Optional.empty())
                .check(new RuleVariables(subjects, "https://type", predicate, Attestations.NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predicate.builder.id == 'https://b'",
                "predicate.passed == 12",
                "predicate.passed >= 11.5",
                "predicate.score > 7",
                "predicate.huge > 1",
                "predicate.nothing == null",
                "predicate.ok",
                "predicate['a/b']['c~d'] == 1",
                "!has(predicate.missing)",
                "has(predicate.missing) ? predicate.missing : true",
                "predicate.results.all(r, r.score < 10)",
                "predicate.results.exists(r, r.id == 'CVE-2')",
                "predicate.results[1].id.matches('^CVE-[0-9]+$')",
                "now - timestamp(predicate.at) <= duration('168h')",
                "subject.exists(s, s.digest.sha256 == 'ab')",
                "predicateType.startsWith('https://')",
                "size(predicate.results) == 2"
            })
    void holds(String rule) throws Exception {
        assertThat(check(rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predicate.builder.id == 'https://c'           | FALSE | /predicate/builder/id",
                "predicate.results.all(r, r.score < 9)         | FALSE | /predicate/results",
                "predicate.passed == 1 && predicate.score == 2 | FALSE | /predicate",
                "predicate.builder.name == 'x'                 | FIELD_MISSING   | /predicate/builder/name",
                "predicate.nobody.id == 'x'                    | FIELD_MISSING   | /predicate/nobody",
                "predicate['x/y'].z == 1                       | FIELD_MISSING   | /predicate/x~1y",
                "predicate.results.exists(r, r.severity == 1)  | FIELD_MISSING   | /predicate",
                "has(predicate.no) ? predicate.no : predicate.na | FIELD_MISSING | /predicate/na",
                "predicate.passed.of == 1                      | FIELD_MISSING   | /predicate/passed/of",
                "subject[0].uri == 'x'                         | FIELD_MISSING   | /subject/0/uri",
                "predicate.results[7].id == 'x'                | UNDECIDED     | /predicate",
                "predicate.at + 1 == 2                         | UNDECIDED     | /predicate",
                "timestamp(predicate.builder.id) < now         | UNDECIDED     | /predicate",
                "predicate.passed                              | UNDECIDED     | /predicate",
                "predicate.nothing                             | UNDECIDED     | /predicate",
                "predicate.passed / 0 == 1                     | UNDECIDED     | /predicate",
                "now - timestamp(predicate.at) <= duration('1h') | FALSE | /predicate/at"
            })
    void denies(String rule, RuleFailure.Kind kind, String pointer) throws Exception {
        var denial = check(rule).orElseThrow();

        assertThat(denial.kind()).as(denial.sentence()).isEqualTo(kind);
        assertThat(denial.pointer()).isEqualTo(pointer);
    }

    @Test
    void tellsTheValueThatMadeItFalse() throws Exception {
        assertThat(check("predicate.builder.id == 'x'").orElseThrow().sentence())
                .isEqualTo("rule (predicate.builder.id == 'x') is false, the value is \"https://b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predicate.builder.name == 'x'                | needs a field that is not there: /predicate/builder/name",
                "predicate.results.all(r, r.severity == 1)    | needs a field that is not there: \"severity\"",
                "predicate.builder[predicateType] == 'x'      | needs a field that is not there: \"https://type\"",
                "predicate.results.all(r, [r.id, r.no] != []) | needs a field that is not there: \"no\"",
                "predicate.passed / 0 == 1                    | cannot be evaluated: division by zero",
                "predicate.results[7].id == 'x'               | cannot be evaluated: Index out of bounds: 7",
                "predicate.at + 1 == 2                        | cannot be evaluated: an operator or function does not take values of these types",
            })
    void tellsWhyItCannotBeEvaluated(String rule, String why) throws Exception {
        assertThat(check(rule).orElseThrow().sentence()).isEqualTo("rule (" + rule + ") " + why);
    }

    @Test
    void aDenialCannotControlATerminal() throws Exception {
        var rule = AttributeRule.compile("predicate.x == 1", Optional.of("\u001b[2J"));
        var predicate = Map.of("x", "\u001b[31m\nPASSED");

        var denial = rule.check(new RuleVariables(List.of(), "t", predicate, Attestations.NOW))
                .orElseThrow();

        assertThat(denial.sentence()).doesNotContain("\u001b", "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predicate.",
                "predicat.x == 1",
                "predicateType == 3",
                "1 + 1",
                "'text'",
                "predicate.x == 1 == ",
                "unknown(predicate)",
                "predicate.at < timestamp('2027')",
                "now - timestamp(predicate.at) <= duration('7d')",
                "predicate.id.matches('(')",
                "{",
                "\"unclosed"
            })
    void doesNotCompile(String rule) {
        assertThatThrownBy(() -> AttributeRule.compile(rule, Optional.empty()))
                .isInstanceOf(RuleCompilationException.class)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n", "input>"));
    }

    @Test
    void aRuleThatIsTooDeepOrTooLongDoesNotCompile() {
        for (var rule : List.of(
                "(".repeat(2000) + "true" + ")".repeat(2000),
                "!".repeat(10_001) + "true",
                "'" + "a".repeat(20_000) + "' == ''",
                "[".repeat(3000),
                "true" + " && true".repeat(1500).replace("&&", "==").replace("== true", "&& (true)"))) {
            try {
                AttributeRule.compile(rule, Optional.empty());
            } catch (RuleCompilationException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void nestedLoopsOverWhatOthersWroteEnd() throws Exception {
        Map<String, Object> predicate = Map.of("l", Collections.nCopies(3000, 1L));
        var rule = AttributeRule.compile(
                "predicate.l.all(a, predicate.l.all(b, predicate.l.all(c, a == b)))", Optional.empty());

        var denial = rule.check(new RuleVariables(List.of(), "t", predicate, Attestations.NOW))
                .orElseThrow();

        assertThat(denial.kind()).isEqualTo(RuleFailure.Kind.UNDECIDED);
    }
}
