package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A file that only grows, of one JSON object a line. Unlike {@code build.xml} it costs nothing to load with the run, and
 * nothing to add to. Not safe for use by several threads.
 */
final class RunJournal {
    static final String NAME = "in-toto.jsonl";

    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 8);
    private static final Logger LOGGER = Logger.getLogger(RunJournal.class.getName());

    /** What is done with each line. */
    interface Reader {
        /** @return whether to go on reading */
        boolean read(JsonObject line) throws MalformedJsonException;
    }

    private final Supplier<Path> file;

    RunJournal(Run<?, ?> run) {
        this(() -> file(run));
    }

    /** The journal of a run that need not be loaded for it. */
    RunJournal(Supplier<Path> file) {
        this.file = file;
    }

    /** Where it is by now: the job may be renamed or moved at any time, and its runs with it. */
    static Path file(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(NAME);
    }

    /**
     * Adds lines. They are on disk when this returns, and if it fails, the journal is as it was.
     *
     * @throws IOException if they cannot be written
     */
    void append(List<Map<String, Object>> lines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var line : lines) {
            bytes.write(Json.compact(line));
            bytes.write('\n');
        }
        GrowingFile.append(file.get(), bytes.toByteArray());
    }

    /**
     * Reads all lines in the order in which they were added. One that is damaged is passed over.
     *
     * @throws IOException if the file cannot be read
     */
    void forEach(Reader reader) throws IOException {
        var file = this.file.get();
        if (!Files.exists(file)) {
            return;
        }
        // What is not UTF-8 must be passed over with its line, and not fail the rest.
        try (var lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    var json = Json.parseObject(line.getBytes(StandardCharsets.UTF_8), file.toString(), LIMITS);
                    if (!reader.read(json)) {
                        return;
                    }
                } catch (MalformedJsonException e) {
                    LOGGER.log(Level.FINE, "passed over a line", e);
                }
            }
        } catch (IOException e) {
            throw FileFailure.of(file, e);
        }
    }
}
