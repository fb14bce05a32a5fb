package io.jenkins.plugins.intoto.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {
    private static Layout layout(String pattern, List<String> command) throws Exception {
        var rules = List.of(ArtifactRule.parse(List.of("ALLOW", pattern)));
        return new Layout(
                Instant.EPOCH,
                "{untouched}",
                Map.of(),
                List.of(new Step("s", 1, rules, List.of(), List.of(), command, List.of())),
                List.of(new Inspection("i", List.of(), rules, command)),
                Map.of(),
                Map.of());
    }

    @Test
    void rulesAndCommandsOfStepsAndInspectionsAreFilledIn() throws Exception {
        var filled = layout("{DIR}/{F}", List.of("tar", "{F}", "{{x}}"))
                .substitute(Map.of("DIR", "out", "F", "a.jar", "UNUSED", "x"));
        assertThat(filled.steps().get(0).expectedMaterials().get(0).text()).isEqualTo("ALLOW out/a.jar");
        assertThat(filled.steps().get(0).expectedCommand()).containsExactly("tar", "a.jar", "{x}");
        assertThat(filled.inspections().get(0).expectedProducts().get(0).text()).isEqualTo("ALLOW out/a.jar");
        assertThat(filled.inspections().get(0).run()).containsExactly("tar", "a.jar", "{x}");
        assertThat(filled.readme()).isEqualTo("{untouched}");
    }

    @Test
    void aValueIsNotFilledInItself() throws Exception {
        assertThat(layout("{A}", List.of())
                        .substitute(Map.of("A", "{B}", "B", "x"))
                        .steps()
                        .get(0)
                        .expectedMaterials())
                .extracting(ArtifactRule::text)
                .containsExactly("ALLOW {B}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{NONE}", "{", "}", "a{b", "{A.x}", "{A[0]}", "{A:>3}", "{}", "{A!r}"})
    void whatHasNoValueOrDoesNotPairIsRefused(String pattern) throws Exception {
        var layout = layout("x", List.of(pattern));
        assertThatThrownBy(() -> layout.substitute(Map.of("A", "v")))
                .isInstanceOfSatisfying(
                        SubstitutionException.class, e -> assertThat(e.item()).isEqualTo("s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "1.*", "1.?", "[0-9]", "x[", "]"})
    void aValueThatWouldBeAPatternIsRefused(String value) throws Exception {
        var layout = layout("app-{VERSION}.jar", List.of());
        assertThatThrownBy(() -> layout.substitute(Map.of("VERSION", value)))
                .isInstanceOf(SubstitutionException.class)
                .hasMessage("the value of the parameter {VERSION} has one of * ? [ ], which would widen a rule");
    }

    @ParameterizedTest
    @CsvSource({"app-[{V}].jar, a-z", "app-[!{V}].jar, x", "app-[]{V}].jar, !", "app-[x{V}].jar, -z"})
    void aParameterWithinBracketsIsRefused(String pattern, String value) throws Exception {
        var layout = layout(pattern, List.of());
        assertThatThrownBy(() -> layout.substitute(Map.of("V", value)))
                .isInstanceOf(SubstitutionException.class)
                .hasMessage(
                        "'s': the parameter {V} stands within the brackets of a pattern, where its value would widen"
                                + " the rule");
    }

    @Test
    void bracketsBesideAParameterStayAPattern() throws Exception {
        var rule = layout("app-[0-9]-{V}-[a-z].jar", List.of())
                .substitute(Map.of("V", "1-x"))
                .steps()
                .get(0)
                .expectedMaterials()
                .get(0);
        assertThat(rule.text()).isEqualTo("ALLOW app-[0-9]-1-x-[a-z].jar");
    }

    @Test
    void namesOfParametersAreLimited() throws Exception {
        var layout = layout("x", List.of());
        assertThatThrownBy(() -> layout.substitute(Map.of("A B", "x"))).isInstanceOf(SubstitutionException.class);
    }
}
