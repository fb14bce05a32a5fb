package io.jenkins.plugins.intoto.provenance;

import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What whoever started a run could choose (SLSA provenance 1, {@code externalParameters}): the job, its parameters, and the
 * script of its Pipeline. Values that Jenkins holds to be sensitive are left out, their names are not.
 */
final class ExternalParameters {
    private static final String REPLAY = "org.jenkinsci.plugins.workflow.cps.replay.ReplayCause";

    private ExternalParameters() {}

    static Map<String, Object> of(Run<?, ?> run, Optional<PipelineScript> script) {
        var external = new TreeMap<String, Object>();
        external.put("job", run.getParent().getFullName());
        script.ifPresent(pipeline -> external.put("pipeline", pipeline.toMap()));
        if (run.getCauses().stream()
                .anyMatch(cause -> cause.getClass().getName().equals(REPLAY))) {
            external.put("replayed", true);
        }
        var action = run.getAction(ParametersAction.class);
        if (action != null) {
            putParameters(external, action);
        }
        return external;
    }

    private static void putParameters(Map<String, Object> external, ParametersAction action) {
        var values = new TreeMap<String, Object>();
        var withheld = new ArrayList<String>();
        for (var parameter : action.getAllParameters()) {
            text(parameter)
                    .ifPresentOrElse(
                            text -> values.put(parameter.getName(), text), () -> withheld.add(parameter.getName()));
        }
        if (!values.isEmpty()) {
            external.put("parameters", values);
        }
        if (!withheld.isEmpty()) {
            external.put("withheldParameters", withheld.stream().sorted().toList());
        }
    }

    /** The value as text; empty if it is sensitive, or is none, such as a file. */
    private static Optional<String> text(ParameterValue parameter) {
        if (parameter.isSensitive()) {
            return Optional.empty();
        }
        var value = parameter.getValue();
        return value instanceof CharSequence || value instanceof Boolean || value instanceof Number
                ? Optional.of(value.toString())
                : Optional.empty();
    }
}
