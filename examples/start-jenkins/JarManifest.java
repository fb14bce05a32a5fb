import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/** The manifests of wars and plugins. */
final class JarManifest {
    private JarManifest() {}

    /**
     * A main attribute; empty if there is none.
     *
     * @throws Refusal if the file is not an archive
     */
    static String attribute(Path file, String name) throws IOException, Refusal {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest();
            var value = manifest == null ? null : manifest.getMainAttributes().getValue(name);
            return value == null ? "" : value.trim();
        } catch (ZipException e) {
            throw new Refusal(file + " is damaged, or not an archive: " + e.getMessage(), e);
        }
    }
}
