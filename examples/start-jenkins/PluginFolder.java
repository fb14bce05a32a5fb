import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plugins in files, and what they need of each other by their manifests. */
final class PluginFolder {
    /** What the three jobs need besides the plugins that ours does. */
    private static final List<String> FOR_THE_JOBS = List.of(
            "workflow-job",
            "workflow-cps",
            "workflow-basic-steps",
            "workflow-durable-task-step",
            "pipeline-model-definition");

    /** What is used where it is there. */
    private static final List<String> WELCOME = List.of("configuration-as-code", "dark-theme");

    private PluginFolder() {}

    /** The plugins of a folder by their short names. */
    static Map<String, Path> list(Path folder) throws IOException, Refusal {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(folder + " is not a folder");
        }
        var plugins = new TreeMap<String, Path>();
        try (var files = Files.newDirectoryStream(folder, "*.[jh]pi")) {
            for (var file : files) {
                if (Files.isRegularFile(file)) {
                    var name = JarManifest.attribute(file, "Short-Name");
                    if (name.isEmpty()) {
                        throw new Refusal(file + " is not a plugin of Jenkins");
                    }
                    plugins.put(name, file);
                }
            }
        }
        return plugins;
    }

    /**
     * Our plugin and all that it and the jobs need.
     *
     * @param hpi our plugin
     * @param there the plugins that are there, by their short names
     * @param where they are, for whoever misses one
     * @throws Refusal if one is missing
     */
    static Map<String, Path> closure(Path hpi, Map<String, Path> there, Path where) throws IOException, Refusal {
        var closure = new TreeMap<String, Path>();
        var open = new ArrayDeque<String>(FOR_THE_JOBS);
        closure.put("in-toto-attestation", hpi);
        open.addAll(needs(hpi));
        WELCOME.stream().filter(there::containsKey).forEach(open::add);
        while (!open.isEmpty()) {
            var name = open.pop();
            if (closure.containsKey(name)) {
                continue;
            }
            var file = there.get(name);
            if (file == null) {
                throw new Refusal("the plugin " + name + " is missing in " + where);
            }
            closure.put(name, file);
            open.addAll(needs(file));
        }
        return closure;
    }

    private static List<String> needs(Path plugin) throws IOException, Refusal {
        return Arrays.stream(JarManifest.attribute(plugin, "Plugin-Dependencies").split(","))
                .filter(each -> !each.isBlank() && !each.contains("resolution:=optional"))
                .map(each -> each.substring(0, each.indexOf(':')))
                .toList();
    }
}
