package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPredicateTest {
    private static final DigestSet A = DigestSet.of(Map.of("sha256", "0a".repeat(32)));
    private static final DigestSet B = DigestSet.of(Map.of("sha256", "0b".repeat(32), "sha512", "0b".repeat(64)));

    private static Link link(Artifacts materials, Artifacts products) {
        return new Link(
                "build",
                List.of("make", "all"),
                materials,
                products,
                Map.of("return-value", 0L, "stdout", "é\n"),
                Map.of("workdir", "/src"));
    }

    @Test
    void aLinkIsTheSameAfterThereAndBack() throws Exception {
        var link = link(Artifacts.of(Map.of("src/a.c", A, "src/b c.h", B)), Artifacts.of(Map.of("out/é", B)));

        var statement = LinkPredicate.statementOf(link);

        assertThat(PredicateCheck.of(statement)).isEmpty();
        assertThat(statement.subjects())
                .extracting(ResourceDescriptor::toString)
                .containsExactly("out/é");
        assertThat(LinkPredicate.linkOf(statement)).isEqualTo(link);
    }

    @Test
    void whatIsEmptyStaysEmpty() throws Exception {
        var link = new Link("s", List.of(), Artifacts.NONE, Artifacts.of(Map.of("p", A)), Map.of(), Map.of());

        var statement = LinkPredicate.statementOf(link);

        assertThat(statement.predicate()).isEqualTo(Map.of("name", "s", "command", List.of()));
        assertThat(LinkPredicate.linkOf(statement)).isEqualTo(link);
    }

    @Test
    void aLinkWithoutProductsHasNoSubjects() {
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> LinkPredicate.statementOf(link(Artifacts.of(Map.of("a", A)), Artifacts.NONE)))
                .withMessage("link of step build: has no products, which would be the subjects of its attestation");
    }

    @Test
    void aDigestThatAnAttestationCannotHoldIsNamed() {
        var odd = Artifacts.of(Map.of("a/b", DigestSet.of(Map.of("sha256", "0A".repeat(32)))));

        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> LinkPredicate.statementOf(link(odd, Artifacts.of(Map.of("p", A)))))
                .withMessage("link of step build: /materials/a~1b/sha256: must be lower-case hexadecimal");
        assertThatExceptionOfType(MalformedStatementException.class)
                .isThrownBy(() -> LinkPredicate.statementOf(
                        link(Artifacts.NONE, Artifacts.of(Map.of("p", DigestSet.of(Map.of()))))))
                .withMessageContaining("/products/p: has no digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "cosign-link"})
    void bothFormsOfTheAttestationAreRead(String sample) throws Exception {
        var link = LinkPredicate.linkOf(Samples.statement(sample));

        assertThat(link.name()).isEqualTo("build");
        assertThat(link.command()).startsWith("make");
        assertThat(link.materials().toMap()).containsOnlyKeys("src/main.c");
        assertThat(link.products().toMap()).containsOnlyKeys("app.tar.gz");
        assertThat(link.returnValue()).hasValue(0);
    }

    @Test
    void otherPredicatesAreNoLinks() {
        assertThatExceptionOfType(MalformedPredicateException.class)
                .isThrownBy(() -> LinkPredicate.linkOf(Samples.statement("svr")))
                .withMessage("svr: /predicateType: is not that of a link");
    }

    @Test
    void aLinkThatIsNotSoundIsRefused() throws Exception {
        var nameless = Samples.changed("link", "/predicate/name", "");
        var abnormal = Samples.changed("link", "/predicate/materials/0/name", "\"src/../main.c\"");
        var fraction = Samples.changed("link", "/predicate/byproducts/return-value", "0.5");

        assertThatExceptionOfType(MalformedPredicateException.class).isThrownBy(() -> LinkPredicate.linkOf(nameless));
        assertThatExceptionOfType(MalformedMetadataException.class)
                .isThrownBy(() -> LinkPredicate.linkOf(abnormal))
                .withMessageContaining("src/../main.c");
        assertThatExceptionOfType(MalformedMetadataException.class)
                .isThrownBy(() -> LinkPredicate.linkOf(fraction))
                .withMessageContaining("/byproducts/return-value");
    }

    @Test
    void aMaterialWithoutANameIsNoArtifactOfALink() throws Exception {
        var json =
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"app\",\"digest\":{\"sha256\":\""
                        + "ab".repeat(32) + "\"}}],\"predicateType\":\"" + PredicateType.LINK.uri()
                        + "\",\"predicate\":{\"name\":\"build\",\"command\":[\"make\"],\"materials\":[{}]}}";
        var statement = Statement.read(json.getBytes(StandardCharsets.UTF_8), "s.json", JsonLimits.DEFAULT);

        assertThatThrownBy(() -> LinkPredicate.linkOf(statement))
                .isInstanceOf(MalformedPredicateException.class)
                .hasMessageContaining("/predicate/materials/0: has none of \"uri\"");
    }
}
