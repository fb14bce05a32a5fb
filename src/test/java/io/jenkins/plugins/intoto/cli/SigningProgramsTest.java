package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs of {@code examples/signing}. What they need to know is in the environment, hence the processes. */
class SigningProgramsTest {
    private static final Path KEYS = Path.of("src/test/resources/keys").toAbsolutePath();
    private static final Path EXAMPLES = Path.of("examples/signing").toAbsolutePath();

    /** Answers as AWS documents its command line for {@code --output text}, and with the faults of its users. */
    private static final String AWS = """
            #!/bin/sh
            [ "$1 $3 $4" = 'kms --key-id alias/release' ] || exit 252
            what=$2
            shift 4
            case $what in
            get-public-key)
                [ "$*" = '--query PublicKey --output text' ] || exit 252
                pem=$(openssl pkey -in "$AWS_KEY" -pubout) || exit 254
                printf '%s\\n' "$pem" | grep -v -e -- | tr -d '\\n'
                ;;
            sign)
                [ "$1 $2 $3 $5 $7 $8 $9" = '--message-type DIGEST --message --signing-algorithm --query Signature --output' ] ||
                    exit 252
                case $6 in
                RSASSA_PSS_SHA_256) set -- "$4" -pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:32 -pkeyopt digest:sha256 ;;
                RSASSA_PKCS1_V1_5_SHA_256) set -- "$4" -pkeyopt digest:sha256 ;;
                ECDSA_SHA_256 | ECDSA_SHA_384 | ECDSA_SHA_512) set -- "$4" ;;
                *) exit 252 ;;
                esac
                file=${1#fileb://}
                shift
                openssl pkeyutl -sign -inkey "$AWS_KEY" -in "$file" "$@" | openssl base64 -A
                ;;
            esac
            echo
            """;

    @TempDir
    Path directory;

    private InteropTools.Result run(Map<String, String> environment, String... arguments) throws Exception {
        var builder = new ProcessBuilder(Cli.process(arguments)).directory(directory.toFile());
        builder.environment().putAll(environment);
        var out = directory.resolve("out.txt");
        var error = directory.resolve("error.txt");
        var process = InteropTools.start(builder.redirectOutput(out.toFile()).redirectError(error.toFile()));
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        return new InteropTools.Result(
                exitCode, Files.readAllBytes(out), new String(Files.readAllBytes(error), StandardCharsets.UTF_8));
    }

    private static Map<String, String> openssl(String key) {
        return Map.of(
                "SIGNING_KEY_FILE",
                KEYS.resolve("private/" + key + ".pkcs8.pem").toString());
    }

    private Map<String, String> aws(String key) throws Exception {
        var program = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve("aws"), AWS);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return Map.of(
                "PATH",
                program.getParent() + ":" + System.getenv("PATH"),
                "KMS_KEY_ID",
                "alias/release",
                "AWS_KEY",
                KEYS.resolve("private/" + key + ".pkcs8.pem").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "sign-with-openssl, rsa", "sign-with-openssl, ec256", "sign-with-openssl, ec521", "sign-with-openssl, ed25519",
        "sign-with-aws-kms, rsa", "sign-with-aws-kms, ec256", "sign-with-aws-kms, ec384", "sign-with-aws-kms, ec521"
    })
    @RequiresTool(Tool.OPENSSL)
    void theExamplesSignLinksAndAttestations(String program, String key) throws Exception {
        var signer = "exec:" + EXAMPLES.resolve(program);
        var environment = program.endsWith("kms") ? aws(key) : openssl(key);
        var publicKey = KEYS.resolve("public/" + key + ".spki.pem").toString();
        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("custom.json"), "{}");

        run(environment, "record", "start", "-n", "build", "-k", signer, "-m", "app")
                .succeeded();
        var link = run(environment, "record", "stop", "-n", "build", "-k", signer, "-p", "app")
                .succeeded();
        run(environment, "attest", "-t", "https://example.com/c", "-p", "custom.json", "-k", signer, "app")
                .succeeded();

        assertThat(link.error()).isEmpty();
        var cli = Cli.in(directory);
        var id = cli.run("key", "id", "--rule", "legacy", publicKey)
                .succeeded()
                .out()
                .strip();
        cli.run("sign", "--verify", "-f", "build." + id.substring(0, 8) + ".link", "-k", publicKey)
                .succeeded();
        assertThat(cli.run("bundle", "list", "app.intoto.jsonl", "-k", publicKey)
                        .succeeded()
                        .out())
                .contains("signed by");
        run(environment, "key", "convert", signer, "-o", "converted.pub").succeeded();
        assertThat(directory.resolve("converted.pub")).hasSameTextualContentAs(Path.of(publicKey));
        assertThat(run(environment, "key", "id", signer).succeeded().text())
                .startsWith(signer + ": ")
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-with-openssl", "sign-with-aws-kms"})
    @RequiresTool(Tool.OPENSSL)
    void whatTheExamplesCannotDoIsToldOnTheirStandardError(String program) throws Exception {
        var environment = program.endsWith("kms") ? aws("missing") : openssl("missing");

        var result = run(environment, "run", "-n", "s", "-x", "-k", "exec:" + EXAMPLES.resolve(program));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.error().lines().toList())
                .allMatch(line -> line.startsWith("warning: " + program + ": ") || line.startsWith("in-toto run: "))
                .hasSizeGreaterThan(1)
                .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains(EXAMPLES.resolve(program) + ": does not sign: ", "standard error");
        assertThat(directory).isDirectoryNotContaining("glob:**.link");
    }

    @Test
    void theProgramIsAPathAndNotLookedForElsewhere() {
        var cli = Cli.in(directory);

        assertThat(cli.run("run", "-n", "s", "-x", "-k", "exec:cat").failure())
                .isEqualTo("in-toto run: " + directory.resolve("cat") + ": there is no such program");
        assertThat(cli.run("key", "id", "exec:").usageError()).contains("a path is empty");
        assertThat(cli.run("policy", "sign", "-k", "exec:none", "-o", "p", "none.yaml")
                        .failure())
                .contains("none.yaml");
    }

    /** What the command line leaves behind would hold up whoever waits for its output. */
    @Test
    void theProgramHasEndedWhenTheCommandHas() throws Exception {
        var pid = directory.resolve("pid");
        var script = Files.writeString(
                directory.resolve("program"),
                "#!/bin/sh\necho $$ >'" + pid + "'\necho '{\"error\":\"no\"}'\nexec cat\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        assertThat(Cli.in(directory).run("key", "id", "exec:program").failure()).endsWith(": does not sign: no");

        long process = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void theProgramDoesNotGetTheVariablesOfOptions() throws Exception {
        var script = Files.writeString(
                directory.resolve("program"),
                "#!/bin/sh\necho \"${SECRET-withheld}\" >&2\necho '{\"error\":\"no\"}'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        var result = run(Map.of("SECRET", "secret"), "key", "id", "exec:program", "--password-env", "SECRET");

        assertThat(result.error()).startsWith("warning: program: withheld\n").doesNotContain("secret");
    }
}
