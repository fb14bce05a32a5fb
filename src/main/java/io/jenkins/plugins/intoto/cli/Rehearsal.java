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
        if (!run(Surroundings.ofProcess())) {
            throw new IllegalStateException("a command failed");
        }
    }

    /**
     * Runs the commands.
     *
     * @param surroundings where they run: an empty directory
     * @return whether all of them did what they should
     */
    static boolean run(Surroundings surroundings) throws IOException, InTotoException {
        return new Rehearsal(surroundings).run();
    }

    private boolean run() throws IOException, InTotoException {
        var source = Files.createDirectories(directory.resolve("src")).resolve("Main.java");
        Files.writeString(source, "class Main {}");
        return done("--version")
                && done("keygen --type rsa --bits 2048 rsa")
                && done("keygen --type ecdsa ecdsa")
                && done("keygen --type ed25519 --format json ed")
                && done("key id rsa.pub ecdsa ed.pub")
                && done("record start --step-name other --signing-key ecdsa --materials src")
                && done("record stop --step-name other --signing-key ecdsa --products src")
                && done("run --step-name build --signing-key rsa --materials src --products src -- true")
                && done("run --quiet --step-name build --signing-key ed --materials src --products src --no-command")
                && writeLayout()
                && done("sign --file unsigned --signing-key rsa --output layout")
                && done("verify --layout layout --verification-keys rsa.pub");
    }

    private boolean done(String command) {
        return Main.run(command.split(" "), surroundings) == 0;
    }

    private boolean writeLayout() throws IOException, InTotoException {
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
        return true;
    }
}
