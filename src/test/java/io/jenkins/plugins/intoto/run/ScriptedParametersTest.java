package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.verification.LinksFrom;
import io.jenkins.plugins.intoto.verification.VerifyStep;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What scripts may write for parameters beside what forms make of them. */
class ScriptedParametersTest {
    private final VerifyStep.DescriptorImpl step = new VerifyStep.DescriptorImpl();

    @Test
    void parametersOfALayoutMayBeAMap() {
        var converted = step.customInstantiate(Map.of("layout", "release", "parameters", Map.of("VERSION", 2)));

        assertThat(converted)
                .isEqualTo(Map.of("layout", "release", "parameters", List.of(Map.of("name", "VERSION", "value", "2"))));
    }

    @Test
    void parametersOfALayoutMayBeAListOfThem() {
        var arguments = Map.<String, Object>of("parameters", List.of(Map.of("name", "VERSION", "value", "2")));

        assertThat(step.customInstantiate(arguments)).isSameAs(arguments);
    }

    @Test
    void theNumberOfABuildMayBeANumber() {
        var builds = new LinksFrom.DescriptorImpl();

        assertThat(builds.customInstantiate(Map.of("job", "compile", "build", 12)))
                .isEqualTo(Map.of("job", "compile", "build", "12"));
        assertThat(builds.customInstantiate(Map.of("job", "compile", "build", "lastBuild")))
                .isEqualTo(Map.of("job", "compile", "build", "lastBuild"));
    }

    @Test
    void theLayoutIsWhatViewsShowOfTheStep() {
        assertThat(step.argumentsToString(Map.of("layoutFile", "release.layout", "products", "*.jar")))
                .isEqualTo("release.layout");
        assertThat(step.argumentsToString(Map.of())).isNull();
    }
}
