package io.jenkins.plugins.intoto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A token of SoftHSM 2 for the process of the tests and those that it starts, whose environment names the configuration ({@code
 * SOFTHSM2_CONF}, set by the POM). Tests that use it require {@link Tool#SOFTHSM}.
 */
public final class SoftHsm {
    /** The PIN of each token. */
    public static final String PIN = "135790";

    private static final Path KEYS = Path.of("src/test/resources/keys").toAbsolutePath();

    private final String label;
    private final Path library;

    private SoftHsm(String label, Path library) {
        this.label = label;
        this.library = library;
    }

    /**
     * Makes a token, the only one that there is: those of other tests are taken away.
     *
     * @param folder where a copy of the library is put: SoftHSM sees only tokens that were there when its library was loaded
     */
    public static SoftHsm token(Path folder) throws Exception {
        if (Files.exists(tokens())) {
            MoreFiles.deleteRecursively(tokens(), RecursiveDeleteOption.ALLOW_INSECURE);
        }
        Files.createDirectories(tokens());
        Files.writeString(configuration(), "directories.tokendir = " + tokens() + "\nlog.level = ERROR\n");
        var hsm = new SoftHsm(
                "token-" + UUID.randomUUID().toString().substring(0, 8),
                Files.copy(installed(), folder.resolve("libsofthsm2-" + UUID.randomUUID() + ".so")));
        hsm.softhsm("--init-token", "--free", "--label", hsm.label, "--so-pin", "24680135", "--pin", PIN);
        return hsm;
    }

    private static Path configuration() {
        var configured = System.getenv("SOFTHSM2_CONF");
        assertThat(configured).as("the environment variable SOFTHSM2_CONF").isNotNull();
        return Path.of(configured);
    }

    private static Path tokens() {
        return configuration().resolveSibling("tokens");
    }

    private static Path installed() {
        return Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private void softhsm(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("softhsm2-util"));
        command.addAll(Arrays.asList(arguments));
        InteropTools.runIn(configuration().getParent(), command.toArray(String[]::new))
                .succeeded();
    }

    /** The token's label, which no other has. */
    public String label() {
        return label;
    }

    /** The library, which is nobody else's. */
    public Path library() {
        return library;
    }

    /**
     * The URI (RFC 7512) of a key on the token.
     *
     * @param key its attributes, such as {@code object=release}
     */
    public String uri(String key) {
        return "pkcs11:token=" + label + ";" + key + "?module-path=" + library;
    }

    /**
     * Puts a private key of the tests on the token.
     *
     * @param file the beginning of its file's name, such as {@code ec256}
     * @param object its label
     * @param id its id in hexadecimal
     * @return its public part, as a file
     */
    public Path add(String file, String object, String id) throws Exception {
        softhsm(
                "--import",
                KEYS.resolve("private/" + file + ".pkcs8.pem").toString(),
                "--token",
                label,
                "--label",
                object,
                "--id",
                id,
                "--pin",
                PIN);
        return KEYS.resolve("public/" + file + ".spki.pem");
    }

    /** Takes the token away. */
    public void remove() throws Exception {
        softhsm("--delete-token", "--token", label);
    }
}
