package io.jenkins.plugins.intoto.record;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.json.Json;
import io.jenkins.plugins.intoto.json.JsonLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Python script that answers one JSON value with another; run with Debian's Python, which has in-toto. */
final class PythonProcess {
    private static final String PYTHON = "/usr/bin/python3";

    private PythonProcess() {}

    /** Runs a script of the test resources on a question. */
    @SuppressWarnings("unchecked")
    static List<Object> ask(String script, Object question, Path directory) throws Exception {
        InteropTools.require("in-toto-run");
        var builder = new ProcessBuilder(PYTHON, "-c", read(script)).directory(directory.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "PYTHONWARNINGS", "ignore"));
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = process.getOutputStream()) {
            out.write(Json.compact(question));
        }
        byte[] answer = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IOException(script + " exited with " + process.exitValue());
        }
        return (List<Object>) Json.parse(answer, script, JsonLimits.DEFAULT);
    }

    private static String read(String script) throws IOException {
        try (InputStream in = PythonProcess.class.getResourceAsStream(script)) {
            var content = new ByteArrayOutputStream();
            in.transferTo(content);
            return content.toString("UTF-8");
        }
    }
}
