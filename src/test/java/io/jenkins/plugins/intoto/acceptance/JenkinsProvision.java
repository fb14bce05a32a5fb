package io.jenkins.plugins.intoto.acceptance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Finds or starts the Jenkins of the acceptance tests, once for all of them. */
final class JenkinsProvision implements ExecutionCondition, ParameterResolver {
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final String SKIPPED = "Skipped: the acceptance tests need -Djenkins.url=http://127.0.0.1:8080/"
            + " (a running Jenkins with the plugin) or -Djenkins.war=FILE -Djenkins.plugins=DIRECTORY (to start one)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (property("jenkins.url").isPresent() || property("jenkins.war").isPresent()) {
            return ConditionEvaluationResult.enabled("there is a Jenkins");
        }
        if (!TOLD.getAndSet(true)) {
            System.out.println(SKIPPED);
        }
        return ConditionEvaluationResult.disabled(SKIPPED);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RemoteJenkins.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(JenkinsProvision.class))
                .getOrComputeIfAbsent("jenkins", key -> tested(), RemoteJenkins.class);
    }

    private static RemoteJenkins tested() {
        try {
            var jenkins = provide();
            System.out.println("Acceptance tests in " + jenkins.versions());
            return jenkins;
        } catch (IOException e) {
            throw new IllegalStateException("there is no Jenkins to test in: " + e.getMessage(), e);
        }
    }

    private static RemoteJenkins provide() throws IOException {

        var url = property("jenkins.url");
        if (url.isPresent()) {
            return new RemoteJenkins(URI.create(url.get()), property("jenkins.user"), property("jenkins.token"));
        }
        return JenkinsProcess.start(
                        Path.of(property("jenkins.war").orElseThrow()),
                        property("jenkins.plugins").map(Path::of),
                        Path.of(property("jenkins.hpi").orElse("target/in-toto-attestation.hpi")))
                .client();
    }

    /** A system property; what Maven passes on empty is not there. */
    static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(value -> !value.isBlank());
    }
}
