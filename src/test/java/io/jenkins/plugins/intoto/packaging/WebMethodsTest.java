package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** Methods that answer requests say which they answer, so that none can be had by a link from elsewhere. */
class WebMethodsTest {
    static Stream<Method> webMethods() throws IOException {
        return PluginClasses.all().stream()
                .filter(type -> !type.getName().contains(".cli."))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getName().matches("do[A-Z].*"));
    }

    @ParameterizedTest
    @MethodSource("webMethods")
    void itSaysWhichRequestsItAnswers(Method method) {
        assertThat(Stream.of(POST.class, GET.class).filter(method::isAnnotationPresent))
                .as(method.toString())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("webMethods")
    void whatFillsAndChecksFormsIsPosted(Method method) {
        boolean belongsToAForm = List.of("doFill", "doCheck").stream().anyMatch(method.getName()::startsWith);

        assertThat(!belongsToAForm || method.isAnnotationPresent(POST.class))
                .as(method.toString())
                .isTrue();
    }
}
