package io.jenkins.plugins.intoto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Node's {@code @sigstore/verify}, which verifies what was signed here; a test that asks it needs {@link Tool#NODE}. */
public final class SigstoreJs {
    private SigstoreJs() {}

    /**
     * What it says of a bundle.
     *
     * @param bundle the file of the bundle
     * @param root the file of the trusted root
     * @param logEntries how many entries in logs are required
     * @param times how many times
     * @param certificateTimestamps how many promises to log the certificate
     * @param key the file of the public key if it is signed by one
     * @return {@code accepted} and by whom it is signed, or {@code refused} and why
     */
    public static String verdict(
            Path bundle, Path root, int logEntries, int times, int certificateTimestamps, Optional<Path> key)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "node",
                "src/test/node/verify.js",
                Tool.packagesOfNode().toString(),
                bundle.toString(),
                root.toString(),
                Integer.toString(logEntries),
                Integer.toString(times),
                Integer.toString(certificateTimestamps)));
        key.ifPresent(file -> command.add(file.toString()));
        return InteropTools.run(command.toArray(String[]::new))
                .succeeded()
                .text()
                .strip();
    }

    /**
     * What it says of a bundle that is signed by a key and has neither a time nor an entry in a log.
     *
     * @param folder for the trusted root, which trusts nobody else
     */
    public static String verdictByKey(Path bundle, Path key, Path folder) throws IOException, InterruptedException {
        var root = Files.writeString(
                folder.resolve("root.json"),
                "{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.1\"}");
        return verdict(bundle, root, 0, 0, 0, Optional.of(key));
    }
}
