import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is downloaded, and what it must be.
 *
 * @param site where Jenkins' files are
 * @param updates where the SHA-256 of those plugins is said whose own is not pinned
 * @param war Jenkins
 * @param signer who must have signed it
 * @param plugins the plugins
 */
record Pins(URI site, URI updates, Pin war, String signer, List<Pin> plugins) {
    /**
     * A file of the site.
     *
     * @param name {@code war}, or the short name of a plugin
     * @param version its version
     * @param sha256 its SHA-256 in hexadecimal digits, if it is pinned
     */
    record Pin(String name, String version, Optional<String> sha256) {}

    /**
     * Reads the file of pins.
     *
     * @throws Refusal if a line of it cannot be understood
     */
    static Pins read(Path file) throws IOException, Refusal {
        URI site = null;
        URI updates = null;
        Pin war = null;
        String signer = null;
        var plugins = new ArrayList<Pin>();
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var words = line.trim().split("\\s+");
            switch (words[0]) {
                case "site" -> site = URI.create(words[1]);
                case "updates" -> updates = URI.create(words[1]);
                case "signer" -> signer = line.substring("signer".length()).trim();
                case "war" -> war = new Pin("war", words[1], sha256(words[2]));
                case "plugin" -> plugins.add(new Pin(words[1], words[2], sha256(words[3])));
                default -> throw new Refusal(file + " has a line that begins with " + words[0]);
            }
        }
        if (site == null || updates == null || war == null || signer == null) {
            throw new Refusal(file + " lacks one of site, updates, war and signer");
        }
        return new Pins(site, updates, war, signer, List.copyOf(plugins));
    }

    private static Optional<String> sha256(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(word);
    }
}
