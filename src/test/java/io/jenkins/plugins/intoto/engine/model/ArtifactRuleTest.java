package io.jenkins.plugins.intoto.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactRuleTest {
    private static ArtifactRule parse(String rule) throws MalformedRuleException {
        return ArtifactRule.parse(List.of(rule.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE *",
                "DELETE *",
                "MODIFY a",
                "ALLOW a/*",
                "DISALLOW *",
                "REQUIRE a/b",
                "MATCH * WITH PRODUCTS FROM build",
                "MATCH * IN src WITH MATERIALS FROM build",
                "MATCH * WITH PRODUCTS IN out FROM build",
                "MATCH * IN src WITH PRODUCTS IN out FROM build"
            })
    void everyFormIsReadAndWrittenAlike(String rule) throws Exception {
        assertThat(parse(rule).text()).isEqualTo(rule);
    }

    @Test
    void keywordsMayBeOfAnyCase() throws Exception {
        assertThat(parse("match * in a with products in b from c"))
                .isEqualTo(new ArtifactRule.Match(
                        ArtifactPattern.of("*"), Optional.of("a"), ArtifactSide.PRODUCTS, Optional.of("b"), "c"));
    }

    @Test
    void wordsThatLookLikeKeywordsCanBePrefixesAndSteps() throws Exception {
        assertThat(parse("MATCH FROM IN WITH WITH PRODUCTS IN FROM FROM IN").text())
                .isEqualTo("MATCH FROM IN WITH WITH PRODUCTS IN FROM FROM IN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ALLOW",
                "ALLOW a b",
                "PERMIT *",
                "MATCH *",
                "MATCH * WITH PRODUCTS",
                "MATCH * WITH PRODUCTS FROM",
                "MATCH * WITH THINGS FROM a",
                "MATCH * IN a PRODUCTS FROM b",
                "MATCH * WITH PRODUCTS FROM a b",
                "MATCH * WITH PRODUCTS IN b IN c FROM d",
                "MATCH * IN a IN b WITH PRODUCTS FROM d",
                "REQUIRE a b"
            })
    void anythingElseIsMalformed(String rule) {
        assertThatThrownBy(() -> parse(rule))
                .isInstanceOfSatisfying(MalformedRuleException.class, e -> assertThat(e.defect())
                        .isEqualTo(MetadataDefect.MALFORMED_RULE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DISALLOW secret[", "DISALLOW [z-a]", "ALLOW ", "MATCH [ WITH PRODUCTS FROM a"})
    void aPatternThatVerifiersReadDifferentlyIsRefused(String rule) {
        assertThatThrownBy(() -> parse(rule))
                .isInstanceOfSatisfying(MalformedRuleException.class, e -> assertThat(e.defect())
                        .isEqualTo(MetadataDefect.MALFORMED_PATTERN));
    }

    @Test
    void requireTakesAPathNotAPattern() throws Exception {
        assertThat(parse("REQUIRE a[")).isEqualTo(new ArtifactRule.Require("a["));
    }
}
