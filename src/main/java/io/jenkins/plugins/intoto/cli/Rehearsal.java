package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.cli.frame.Surroundings;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Does what the command line is mostly used for, on as little as possible. The launcher has Java list the classes that are
 * loaded meanwhile, and keeps an archive of them, so that further starts are faster.
 */
public final class Rehearsal {
    private final Surroundings surroundings;
    private final Path directory;

    private Rehearsal(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.directory = surroundings.directory();
    }

    /**
     * Runs the commands in the current directory, which is empty.
     *
     * @param args none
     * @throws IllegalStateException if one of them fails
     */
    public static void main(String[] args) throws IOException, InTotoException {
        run(Surroundings.ofProcess());
    }

    /**
     * Runs the commands.
     *
     * @param surroundings where they run: an empty directory
     * @throws IllegalStateException if one of them fails
     */
    static void run(Surroundings surroundings) throws IOException, InTotoException {
        new Rehearsal(surroundings).run();
    }

    private void run() throws IOException, InTotoException {
        var source = Files.createDirectories(directory.resolve("src")).resolve("Main.java");
        Files.writeString(source, "class Main {}");
        carryOut("--version");
        carryOut("keygen --type rsa --bits 2048 rsa");
        carryOut("keygen --type ecdsa ecdsa");
        carryOut("keygen --type ed25519 --format json ed");
        carryOut("key id rsa.pub ecdsa ed.pub");
        carryOut("record start --step-name other --signing-key ecdsa --materials src");
        carryOut("record stop --step-name other --signing-key ecdsa --products src");
        carryOut("run --step-name build --signing-key rsa --materials src --products src -- true");
        carryOut("run --quiet --step-name build --signing-key ed --materials src --products src --no-command");
        writeLayout();
        carryOut("sign --file unsigned --signing-key rsa --output layout");
        carryOut("verify --layout layout --verification-keys rsa.pub");
    }

    private void carryOut(String command) {
        if (Main.run(command.split(" "), surroundings) != 0) {
            throw new IllegalStateException("failed: " + command);
        }
    }

    private void writeLayout() throws IOException, InTotoException {
        var key = Json.parseObject(Files.readAllBytes(directory.resolve("ed.pub")), "ed.pub", JsonLimits.DEFAULT);
        var rules = List.of(
                List.of("DISALLOW", "*.class"),
                List.of("MATCH", "*", "WITH", "MATERIALS", "FROM", "build"),
                List.of("DISALLOW", "*"));
        var step = Map.of(
                "_type",
                "step",
                "name",
                "build",
                "threshold",
                1,
                "pubkeys",
                List.of(key.string("keyid")),
                "expected_command",
                List.of(),
                "expected_materials",
                List.of(List.of("ALLOW", "*")),
                "expected_products",
                rules);
        var layout = Map.of(
                "_type",
                "layout",
                "expires",
                "2999-01-01T00:00:00Z",
                "readme",
                "",
                "keys",
                Map.of(key.string("keyid"), key.asMap()),
                "inspect",
                List.of(),
                "steps",
                List.of(step));
        Files.write(directory.resolve("unsigned"), Json.pretty(layout));
    }
}
