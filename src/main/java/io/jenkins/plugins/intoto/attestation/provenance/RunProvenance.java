package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.model.Run;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.BuilderMode;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * SLSA provenance of a run, while it goes on or when it has ended (SLSA provenance 1). It comes from the controller's own records, but for checkouts
 * and the materials of links, which agents reported and which are annotated so.
 */
public final class RunProvenance {
    /** The build type; {@code docs/slsa.md} says what its parameters mean. */
    public static final String BUILD_TYPE =
            "https://github.com/jenkinsci/in-toto-attestation-plugin/blob/main/docs/slsa.md#build-type-v1";

    private static final String PLUGIN = "in-toto-attestation";

    private RunProvenance() {}

    /**
     * Describes a run.
     *
     * @param run the run
     * @param pipeline its Pipeline, if it is one
     * @param links what it has recorded
     */
    public static SlsaProvenance of(Run<?, ?> run, Optional<FlowExecution> pipeline, RecordedMaterials links) {
        return of(run, pipeline, links, Map.of());
    }

    /**
     * Describes a run that has ended, which is attested by a rule and not by itself.
     *
     * @param run the run
     * @param links what it has recorded
     * @param rule the name of the rule
     * @param reported whether that the run made the subjects is its word alone, as of images in a registry
     * @throws IOException if its Pipeline, if it is one, cannot be loaded any more
     */
    public static SlsaProvenance ofFinished(Run<?, ?> run, RecordedMaterials links, String rule, boolean reported)
            throws IOException {
        var owner = run instanceof FlowExecutionOwner.Executable executable ? executable.asFlowExecutionOwner() : null;
        var internal = new TreeMap<String, Object>(Map.of("rule", rule));
        if (reported) {
            internal.put("subjectsReportedBy", "build");
        }
        return of(run, owner == null ? Optional.empty() : Optional.of(owner.get()), links, internal);
    }

    private static SlsaProvenance of(
            Run<?, ?> run, Optional<FlowExecution> pipeline, RecordedMaterials links, Map<String, Object> byRule) {
        var script = pipeline.flatMap(PipelineScript::of);
        var nodes = RunNodes.of(run, pipeline);
        var mode = BuilderMode.of(nodes);
        var dependencies = new ArrayList<>(sources(run));
        dependencies.addAll(links.materials());
        return new SlsaProvenance(
                new SlsaProvenance.BuildDefinition(
                        BUILD_TYPE,
                        ExternalParameters.of(run, script),
                        internalParameters(run, script, nodes, mode, byRule),
                        dependencies),
                new SlsaProvenance.RunDetails(
                        new SlsaProvenance.Builder(
                                AttestationConfiguration.get().getBuilders().of(mode), version(), List.of()),
                        new SlsaProvenance.Metadata(
                                Optional.of(address(run)),
                                Optional.of(Instant.ofEpochMilli(run.getStartTimeInMillis())),
                                run.isBuilding()
                                        ? Optional.empty()
                                        : Optional.of(
                                                Instant.ofEpochMilli(run.getStartTimeInMillis() + run.getDuration()))),
                        links.files()));
    }

    /**
     * The sources that a run is known to be of, or to have checked out so far, each with an annotation that says whose word it
     * is.
     */
    public static List<ResourceDescriptor> sources(Run<?, ?> run) {
        return RunSources.all(run);
    }

    /** The address of a run, which is its name towards others. */
    public static String address(Run<?, ?> run) {
        var root = Jenkins.get().getRootUrl();
        return root == null ? "jenkins:" + run.getUrl() : root + run.getUrl();
    }

    private static Map<String, Object> internalParameters(
            Run<?, ?> run,
            Optional<PipelineScript> script,
            Iterable<String> nodes,
            BuilderMode mode,
            Map<String, Object> byRule) {
        var internal = new TreeMap<>(byRule);
        internal.put(
                "causes",
                run.getCauses().stream()
                        .map(cause -> cause.getClass().getSimpleName())
                        .toList());
        var names = new ArrayList<String>();
        nodes.forEach(node -> names.add(node.isEmpty() ? "built-in" : node));
        internal.put("nodes", names);
        internal.put("mode", mode.path());
        script.ifPresent(pipeline -> internal.put("sandboxed", pipeline.sandboxed()));
        return internal;
    }

    private static Map<String, String> version() {
        var version = new TreeMap<String, String>();
        version.put("jenkins", Jenkins.VERSION);
        var own = RunProvenance.class.getPackage().getImplementationVersion();
        if (own != null) {
            version.put(PLUGIN, own);
        }
        return version;
    }
}
