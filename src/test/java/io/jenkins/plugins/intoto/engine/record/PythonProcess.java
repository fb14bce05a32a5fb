package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Python script of the test resources that answers one JSON value with another; it has the in-toto reference. */
final class PythonProcess {
    private PythonProcess() {}

    @SuppressWarnings("unchecked")
    static List<Object> ask(String script, Object question, Path directory) throws Exception {
        var answer = InteropTools.runPython(directory, Json.compact(question), "-c", read(script))
                .succeeded();
        return (List<Object>) Json.parse(answer.output(), script, JsonLimits.DEFAULT);
    }

    private static String read(String script) throws IOException {
        try (var in = PythonProcess.class.getResourceAsStream(script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
