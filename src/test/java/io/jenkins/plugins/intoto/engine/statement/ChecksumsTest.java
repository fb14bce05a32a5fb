package io.jenkins.plugins.intoto.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumsTest {
    private static final String A = "5a".repeat(32);
    private static final String B = "0b".repeat(32);

    @TempDir
    Path directory;

    private static List<ResourceDescriptor> read(String text) throws MalformedStatementException {
        return Checksums.read(text.getBytes(StandardCharsets.UTF_8), "SHA256SUMS");
    }

    private static ResourceDescriptor artifact(String name, String algorithm, String digest) {
        return ResourceDescriptor.of(name, DigestMap.of(Map.of(algorithm, digest)));
    }

    @Test
    void eachLineIsAnArtifactUnderTheNameThatStandsThere() throws Exception {
        assertThat(read(A + "  dist/a b.tar\n" + B + " *b.bin\n"))
                .containsExactly(artifact("dist/a b.tar", "sha256", A), artifact("b.bin", "sha256", B));
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256 (%s) = D64, sha256",
        "SHA2-256(%s)= D64, sha256",
        "SHA512 (%s) = D128, sha512",
        "SHA384 (%s) = D96, sha384",
        "SHA3-256 (%s) = D64, sha3_256",
        "BLAKE2b (%s) = D128, blake2b",
        "BLAKE2b-256 (%s) = D64, blake2b",
        "SM3 (%s) = D64, sm3",
        "MD5 (%s) = D32, md5",
        "D40  %s, sha1",
        "D96 *%s, sha384",
        "D128 %s, sha512"
    })
    void theAlgorithmIsNamedOrToldByTheLength(String form, String algorithm) throws Exception {
        var line = form.formatted("a (1).tar");
        int digits = Integer.parseInt(line.replaceAll(".*\\bD(\\d+).*", "$1"));
        var digest = "c4".repeat(digits / 2);

        assertThat(read(line.replace("D" + digits, digest))).containsExactly(artifact("a (1).tar", algorithm, digest));
    }

    @Test
    void digestsMayBeInCapitalsOrBase64() throws Exception {
        var base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(A));

        assertThat(read("SHA256 (a) = " + base64 + "\n" + B.toUpperCase(Locale.ROOT) + "  b\n"))
                .containsExactly(artifact("a", "sha256", A), artifact("b", "sha256", B));
    }

    @Test
    void aBackslashBeforeTheLineSaysThatTheNameIsEscaped() throws Exception {
        assertThat(read("\\" + A + "  a\\nb\\\\c\\r\n\\SHA256 (x\\ny) = " + B + "\n" + A + "  plain\\n\n"))
                .containsExactly(
                        artifact("a\nb\\c\r", "sha256", A),
                        artifact("x\ny", "sha256", B),
                        artifact("plain\\n", "sha256", A));
    }

    @Test
    void linesThatEndWithNulHoldNamesAsTheyAre() throws Exception {
        assertThat(read(A + "  a\nb\\c\0" + B + " *#d\0"))
                .containsExactly(artifact("a\nb\\c", "sha256", A), artifact("#d", "sha256", B));
    }

    @Test
    void commentsBlankLinesAndLineEndsOfWindowsArePassedOver() throws Exception {
        assertThat(read("\uFEFF# made by hand\r\n\r\n" + A + "  a\r\n")).containsExactly(artifact("a", "sha256", A));
    }

    @Test
    void aFileListedByTwoAlgorithmsIsOneArtifact() throws Exception {
        var sha512 = "77".repeat(64);

        assertThat(read(A + "  a\n" + sha512 + "  a\n" + A + "  a\n"))
                .containsExactly(ResourceDescriptor.of("a", DigestMap.of(Map.of("sha256", A, "sha512", sha512))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    D  a;E  a | line 2: has another sha256 of 'a' than a line before it
                    D  a;nonsense | line 2: is not a checksum as sha256sum writes it
                    3015617425 12 a | line 1: a digest of 10 hexadecimal digits is of no algorithm known here
                    CRC32 (a) = 0123 | line 1: 'CRC32' is not a digest algorithm known here
                    SHA512 (a) = D | line 1: sha512 must have 128 hexadecimal digits, has 64
                    D  - | line 1: is of standard input, which has no name
                    \\D  a\\tb | line 1: its name is escaped in a way that coreutils do not
                    \\D  a\\ | line 1: its name is escaped in a way that coreutils do not
                    # nothing | lists no file
                    """)
    void whatIsNoChecksumIsRefusedWithItsLine(String lines, String reason) {
        var text = lines.replace("D", A).replace("E", B).replace(';', '\n');

        assertThatThrownBy(() -> read(text)).hasMessage("SHA256SUMS: " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"B2SUMS", "dist/app.b2sums", "SHA3-256SUMS", "blake2.txt"})
    void aLengthThatSeveralAlgorithmsHaveIsNotGuessedAt(String name) {
        var content = ("ab".repeat(64) + "  a\n").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Checksums.read(content, name)).hasMessageContaining("write the file with --tag");
    }

    @Test
    void textInAnotherEncodingIsRefused() {
        assertThatThrownBy(() -> Checksums.read(new byte[] {'a', (byte) 0xE9, '\n'}, "SUMS"))
                .hasMessage("SUMS: is not text in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256sum", "sha256sum --tag", "sha256sum -b", "sha256sum -z", "sha512sum --tag -z"})
    @RequiresTool(Tool.COREUTILS)
    void whatCoreutilsWriteIsReadAsTheyMeanIt(String command) throws Exception {
        var names = List.of("a", "with blank", "back\\slash", "line\nend", "(b) = c", "*d", "é", "#e");
        for (var name : names) {
            Files.writeString(directory.resolve(name), "content of " + name);
        }
        var line = new ArrayList<>(List.of(command.split(" ")));
        line.add("--");
        line.addAll(names);
        var output = InteropTools.runIn(directory, line.toArray(String[]::new))
                .succeeded()
                .output();

        assertThat(Checksums.read(output, "SUMS"))
                .extracting(artifact -> artifact.name().orElseThrow())
                .containsExactlyElementsOf(names);
    }
}
