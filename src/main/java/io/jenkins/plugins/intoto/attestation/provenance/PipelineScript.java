package io.jenkins.plugins.intoto.attestation.provenance;

import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/**
 * The script of a Pipeline as it runs, whether it came from source control, was entered, or was changed for a replay.
 *
 * @param digest the digest of the script's text in UTF-8
 * @param sandboxed whether it runs in the sandbox
 * @param loaded the digests of the scripts that it loaded, by their names
 */
record PipelineScript(DigestMap digest, boolean sandboxed, Map<String, DigestMap> loaded) {
    /** The script of a Pipeline; empty if it is of a kind that has none. */
    static Optional<PipelineScript> of(FlowExecution pipeline) {
        return isGroovy(pipeline) ? Optional.of(ofGroovy(pipeline)) : Optional.empty();
    }

    /** Asked by name first, so that the plugin with this class may be absent. */
    private static boolean isGroovy(FlowExecution pipeline) {
        for (Class<?> type = pipeline.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals("org.jenkinsci.plugins.workflow.cps.CpsFlowExecution")) {
                return true;
            }
        }
        return false;
    }

    private static PipelineScript ofGroovy(FlowExecution pipeline) {
        var groovy = (CpsFlowExecution) pipeline;
        var loaded = new TreeMap<String, DigestMap>();
        groovy.getLoadedScripts().forEach((name, text) -> loaded.put(name, digest(text)));
        return new PipelineScript(digest(groovy.getScript()), groovy.isSandbox(), loaded);
    }

    private static DigestMap digest(String text) {
        return DigestMap.ofContent(text.getBytes(StandardCharsets.UTF_8));
    }

    Map<String, Object> toMap() {
        var map = new TreeMap<String, Object>();
        map.put("digest", digest.asMap());
        if (!loaded.isEmpty()) {
            var scripts = new TreeMap<String, Object>();
            loaded.forEach((name, its) -> scripts.put(name, its.asMap()));
            map.put("loaded", scripts);
        }
        return map;
    }
}
