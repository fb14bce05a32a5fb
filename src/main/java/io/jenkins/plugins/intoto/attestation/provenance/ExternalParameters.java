package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What whoever started a run could choose (SLSA provenance 1, {@code externalParameters}): the job, its parameters, the script
 * of its Pipeline, and the source that this was read from. Values that Jenkins holds to be sensitive are left out, their names
 * are not.
 */
final class ExternalParameters {
    /** Ways to start a build otherwise than its job says, by the names of classes of plugins that may be absent. */
    private static final Map<String, String> OTHER_WAYS = Map.of(
            "org.jenkinsci.plugins.workflow.cps.replay.ReplayCause",
            "replayed",
            "org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause",
            "restarted");

    private ExternalParameters() {}

    static Map<String, Object> of(Run<?, ?> run, Optional<PipelineScript> script) {
        var external = new TreeMap<String, Object>();
        external.put("job", run.getParent().getFullName());
        script.ifPresent(pipeline -> external.put("pipeline", pipeline.toMap()));
        RunSources.jenkinsfile(run).ifPresent(source -> external.put("source", source.toMap()));
        for (var cause : run.getCauses()) {
            var way = OTHER_WAYS.get(cause.getClass().getName());
            if (way != null) {
                external.put(way, true);
            }
        }
        putParameters(external, run);
        return external;
    }

    /** Whether the script is not the one that the job says: it was changed for a replay, or is that of an earlier run. */
    static boolean isScriptFromElsewhere(Run<?, ?> run) {
        return run.getCauses().stream()
                .anyMatch(cause -> OTHER_WAYS.containsKey(cause.getClass().getName()));
    }

    private static void putParameters(Map<String, Object> external, Run<?, ?> run) {
        var values = new TreeMap<String, Object>();
        var withheld = new TreeSet<String>();
        for (var action : run.getActions(ParametersAction.class)) {
            for (var parameter : action.getAllParameters()) {
                text(parameter)
                        .ifPresentOrElse(
                                text -> values.put(parameter.getName(), text), () -> withheld.add(parameter.getName()));
            }
        }
        if (!values.isEmpty()) {
            external.put("parameters", values);
        }
        if (!withheld.isEmpty()) {
            external.put("withheldParameters", withheld.stream().toList());
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
