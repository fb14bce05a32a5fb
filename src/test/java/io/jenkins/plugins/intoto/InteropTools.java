package io.jenkins.plugins.intoto;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of others that interoperability tests run. */
public final class InteropTools {

    private InteropTools() {}

    /** Skips the test if one of the programs is missing, or fails it if {@code -Dinterop=required}. */
    public static void require(String... tools) {
        for (var tool : tools) {
            if (!isPresent(tool)) {
                var message = tool + " is not installed";
                if ("required".equals(System.getProperty("interop"))) {
                    fail(message);
                }
                abort(message);
            }
        }
    }

    private static boolean isPresent(String tool) {
        for (var directory : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory).resolve(tool))) {
                return true;
            }
        }
        return false;
    }
}
