package io.jenkins.plugins.intoto.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {
    private static final String SHA256 = "ab".repeat(32);
    private static final String SOUND = """
            {"_type": "https://in-toto.io/Statement/v1",
             "subject": [{"name": "app.jar", "digest": {"sha256": "%s"}}],
             "predicateType": "https://example.com/Claim/v1",
             "predicate": {"a": 1}}""".formatted(SHA256);

    static Statement read(String json) throws MalformedStatementException {
        return Statement.read(json.getBytes(StandardCharsets.UTF_8), "s.json", JsonLimits.DEFAULT);
    }

    private static MalformedStatementException refusal(String json) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                MalformedStatementException.class, () -> read(json));
    }

    private static String with(String from, String to) {
        assertThat(SOUND).contains(from);
        return SOUND.replace(from, to);
    }

    @Test
    void aStatementIsReadAndKeptAsItWas() throws Exception {
        var statement = read(SOUND);

        assertThat(statement.version()).isEqualTo(StatementVersion.V1);
        assertThat(statement.subjects())
                .containsExactly(ResourceDescriptor.of("app.jar", DigestMap.of(Map.of("sha256", SHA256))));
        assertThat(statement.predicateType()).isEqualTo("https://example.com/Claim/v1");
        assertThat(statement.predicate()).isEqualTo(Map.of("a", 1L));
        assertThat(new String(statement.toJson(), StandardCharsets.UTF_8)).isEqualTo(SOUND);
    }

    @Test
    void theOldVersionIsReadToo() throws Exception {
        assertThat(read(with("/Statement/v1", "/Statement/v0.1")).version()).isEqualTo(StatementVersion.V0_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://in-toto.io/Statement/v2", "https://in-toto.io/Statement/v1/", "link", ""})
    void anotherTypeIsRefused(String type) {
        assertThat(refusal(with("https://in-toto.io/Statement/v1", type)).getMessage())
                .startsWith("s.json: ")
                .contains("_type");
    }

    @Test
    void aPredicateThatIsNotSetIsEmpty() throws Exception {
        assertThat(read(with(",\n \"predicate\": {\"a\": 1}", "")).predicate()).isEmpty();
        assertThat(read(with("{\"a\": 1}", "null")).predicate()).isEmpty();
    }

    @Test
    void whatIsEmptyIsNotCalledMissing() {
        assertThat(refusal(with("https://in-toto.io/Statement/v1", "")).getMessage())
                .isEqualTo("s.json: /_type: is empty");
        assertThat(refusal(with("\"_type\"", "\"_types\"")).getMessage()).isEqualTo("s.json: has no \"_type\"");
    }

    @Test
    void unknownMembersAreIgnored() throws Exception {
        var statement = read(with("{\"_type\"", "{\"timestamp\": 1, \"_types\": [], \"_type\"")
                .replace("\"name\"", "\"acme_color\": \"red\", \"name\""));

        assertThat(statement.subjects().get(0).others()).isEqualTo(Map.of("acme_color", "red"));
        assertThat(statement.subjects().get(0).toMap()).containsEntry("acme_color", "red");
    }

    @ParameterizedTest
    @CsvSource({
        "type, _type",
        "Type, _type",
        "_Type, _type",
        "predicate_type, predicateType",
        "predicatetype, predicateType",
        "Subject, subject",
        "ſubject, subject",
        "PREDICATE, predicate"
    })
    void aMemberThatOthersTakeForAnotherIsRefused(String name, String meant) {
        var refusal = refusal(with("{\"_type\"", "{\"" + name + "\": \"x\", \"_type\""));

        assertThat(refusal.pointer()).isEqualTo("/" + name);
        assertThat(refusal.reason())
                .isEqualTo("is taken for \"" + meant + "\" by some readers and ignored by others; only \"" + meant
                        + "\" is right");
    }

    @Test
    void theNameOfTheProtobufFieldAloneIsRefusedForWhatItIs() {
        assertThat(refusal(with("\"_type\"", "\"type\"")).getMessage()).startsWith("s.json: /type: is taken for");
    }

    @ParameterizedTest
    @CsvSource({"download_location, downloadLocation", "media_type, mediaType", "Digest, digest", "URI, uri"})
    void soItIsInDescriptors(String name, String meant) {
        var refusal = refusal(with("\"name\"", "\"" + name + "\": \"x\", \"name\""));

        assertThat(refusal.pointer()).isEqualTo("/subject/0/" + name);
        assertThat(refusal.reason()).contains("taken for \"" + meant + "\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|/subject|at least one artifact",
                "{}|/subject|must be an array",
                "null|''|has no \"subject\"",
                "[1]|/subject/0|must be an object",
                "[{}]|/subject/0|has none of",
                "[{\"name\": \"a\"}]|/subject/0|has none of",
                "[{\"uri\": \"a:b\"}]|/subject/0|has no \"digest\"",
                "[{\"uri\": \"a:b\", \"digest\": {}}]|/subject/0/digest|is empty, and subjects are matched by their digests",
                "[{\"uri\": \"\", \"digest\": {}}]|/subject/0|has none of \"uri\", \"digest\" and \"content\" that is not empty",
                "[{\"digest\": []}]|/subject/0/digest|must be an object",
                "[{\"digest\": {\"sha256\": 1}}]|/subject/0/digest/sha256|must be a string",
                "[{\"digest\": {\"x/y\": \"\"}}]|/subject/0/digest/x~1y|must not be empty",
                "[{\"digest\": {\"sha256\": \"abcd\"}}]|/subject/0/digest/sha256|must have 64 hexadecimal digits, has 4",
                "[{\"name\": 1, \"digest\": {\"a\": \"b\"}}]|/subject/0/name|must be a string",
                "[{\"content\": \"%\", \"digest\": {\"a\": \"b\"}}]|/subject/0/content|is not base64",
                "[{\"annotations\": [], \"digest\": {\"a\": \"b\"}}]|/subject/0/annotations|must be an object",
            })
    void badSubjectsAreNamedByTheirPlace(String subjects, String pointer, String reason) {
        var json = """
                {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://example.com/Claim/v1",
                 "subject": %s}""".formatted(subjects);

        assertThat(refusal(json).pointer()).isEqualTo(pointer);
        assertThat(refusal(json).reason()).contains(reason);
    }

    @Test
    void aPredicateTypeIsNeeded() {
        assertThat(refusal(with("\"https://example.com/Claim/v1\"", "\"\"")).reason())
                .isEqualTo("is empty");
        assertThat(refusal(with("\"https://example.com/Claim/v1\"", "3")).pointer())
                .isEqualTo("/predicateType");
        assertThat(refusal(with("{\"a\": 1}", "[1]")).pointer()).isEqualTo("/predicate");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(refusal("{").reason()).contains("JSON");
        assertThat(refusal("[]").reason()).contains("object");
        assertThat(refusal(with("\"predicate\":", "\"_type\": 1, \"predicate\":"))
                        .reason())
                .contains("twice");
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(
                        () -> Statement.read(SOUND.getBytes(StandardCharsets.UTF_8), "s.json", new JsonLimits(10, 64)))
                .withMessageContaining("limit is 10");
    }

    @Test
    void theSchemeAndAuthorityOfTypesMeanTheSameInUpperCase() throws Exception {
        assertThat(read(with("https://example.com/Claim/v1", "HTTPS://Example.COM/Claim/v1"))
                        .predicateType())
                .isEqualTo("https://example.com/Claim/v1");
        assertThat(read(with("https://in-toto.io/Statement", "https://IN-TOTO.io/Statement"))
                        .version())
                .isEqualTo(StatementVersion.V1);
        assertThat(Uris.normalised("pkg:NPM/Foo")).isEqualTo("pkg:NPM/Foo");
        assertThat(Uris.normalised("GIT+https://GitHub.com/In-Toto@Main"))
                .isEqualTo("git+https://github.com/In-Toto@Main");
        assertThat(Uris.normalised("no uri")).isEqualTo("no uri");
    }

    @Test
    void aStatementThatIsMadeIsOneLineOfVersion1WithAPredicate() throws Exception {
        var subject = ResourceDescriptor.of("é", DigestMap.of(Map.of("sha256", SHA256)));

        var made = Statement.of(List.of(subject), "HTTPS://example.com/Claim/v1", Map.of());

        assertThat(new String(made.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicate\":{},"
                        + "\"predicateType\":\"https://example.com/Claim/v1\","
                        + "\"subject\":[{\"digest\":{\"sha256\":\"" + SHA256 + "\"},\"name\":\"\\u00e9\"}]}");
        var again = Statement.read(made.toJson(), "made", JsonLimits.DEFAULT);
        assertThat(again.subjects()).isEqualTo(made.subjects());
        assertThat(again.predicate()).isEqualTo(made.predicate());
    }

    @Test
    void whatCouldNotBeReadIsNotMade() {
        var sound = ResourceDescriptor.of("a", DigestMap.of(Map.of("sha256", SHA256)));
        var withoutDigest =
                ResourceDescriptor.builder().uri("https://example.com").build();

        for (var type :
                List.of("", "Claim", "Claim/v1:", "https:", "https://example.com/a b", "https://example.com/é")) {
            assertThatExceptionOfType(MalformedStatementException.class)
                    .as(type)
                    .isThrownBy(() -> Statement.of(List.of(sound), type, Map.of()))
                    .satisfies(e -> assertThat(e.pointer()).isEqualTo("/predicateType"));
        }
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> Statement.of(List.of(), "https://example.com/Claim/v1", Map.of()))
                .withMessageContaining("at least one");
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> Statement.of(List.of(sound, withoutDigest), "https://example.com/Claim/v1", Map.of()))
                .withMessageContaining("/subject/1: has no \"digest\"");
    }

    @Test
    void subjectsAreFoundByDigestAlone() throws Exception {
        var statement = read(SOUND);

        assertThat(statement.subjects())
                .anyMatch(subject -> subject.matchesDigest(DigestMap.of(Map.of("sha256", SHA256))))
                .noneMatch(subject -> subject.matchesDigest(DigestMap.of(Map.of("sha256", "cd".repeat(32)))));
    }
}
