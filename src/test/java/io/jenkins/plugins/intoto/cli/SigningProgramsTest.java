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

/** The programs of {@code examples/signing}. */
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

    private Cli.Result run(String... arguments) {
        return Cli.in(directory).run(arguments);
    }

    private Path script(String name, String content) throws Exception {
        var script = Files.writeString(
                Files.createDirectories(directory.resolve("bin")).resolve(name), content);
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** An example with what it needs to know, which is in the environment. */
    private String signer(String example, String key) throws Exception {
        script("aws", AWS);
        var keyFile = KEYS.resolve("private/" + key + ".pkcs8.pem");
        return "exec:" + script(example, """
                        #!/bin/sh
                        export SIGNING_KEY_FILE='%1$s' AWS_KEY='%1$s' KMS_KEY_ID=alias/release PATH='%2$s':"$PATH"
                        exec '%3$s'
                        """.formatted(keyFile, directory.resolve("bin"), EXAMPLES.resolve(example)));
    }

    @ParameterizedTest
    @CsvSource({
        "sign-with-openssl, rsa", "sign-with-openssl, ec256", "sign-with-openssl, ec521", "sign-with-openssl, ed25519",
        "sign-with-aws-kms, rsa", "sign-with-aws-kms, ec256", "sign-with-aws-kms, ec384", "sign-with-aws-kms, ec521"
    })
    @RequiresTool(Tool.OPENSSL)
    void theExamplesSignLinksAndAttestations(String example, String key) throws Exception {
        var signer = signer(example, key);
        var publicKey = KEYS.resolve("public/" + key + ".spki.pem").toString();
        Files.writeString(directory.resolve("app"), "app");
        Files.writeString(directory.resolve("custom.json"), "{}");

        run("record", "start", "-n", "build", "-k", signer, "-m", "app").succeeded();
        var link =
                run("record", "stop", "-n", "build", "-k", signer, "-p", "app").succeeded();
        run("attest", "-t", "https://example.com/c", "-p", "custom.json", "-k", signer, "app")
                .succeeded();

        assertThat(link.err()).isEmpty();
        var id = run("key", "id", "--rule", "legacy", publicKey)
                .succeeded()
                .out()
                .strip();
        run("sign", "--verify", "-f", "build." + id.substring(0, 8) + ".link", "-k", publicKey)
                .succeeded();
        assertThat(run("bundle", "list", "app.intoto.jsonl", "-k", publicKey)
                        .succeeded()
                        .out())
                .contains("signed by");
        run("key", "convert", signer, "-o", "converted.pub").succeeded();
        assertThat(directory.resolve("converted.pub")).hasSameTextualContentAs(Path.of(publicKey));
        assertThat(run("key", "id", signer).succeeded().out())
                .startsWith(signer + ": ")
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign-with-openssl", "sign-with-aws-kms"})
    @RequiresTool(Tool.OPENSSL)
    void whatTheExamplesCannotDoIsToldOnTheirStandardError(String example) throws Exception {
        var signer = signer(example, "missing");

        var result = run("run", "-n", "s", "-x", "-k", signer);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines().toList())
                .allMatch(line -> line.startsWith("warning: " + example + ": ") || line.startsWith("in-toto run: "))
                .hasSizeGreaterThan(1)
                .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .contains(signer.substring("exec:".length()) + ": does not sign: ", "standard error");
        assertThat(directory).isDirectoryNotContaining("glob:**.link");
    }

    @Test
    void theProgramIsAPathAndNotLookedForElsewhere() {
        assertThat(run("run", "-n", "s", "-x", "-k", "exec:cat").failure())
                .isEqualTo("in-toto run: " + directory.resolve("cat") + ": there is no such program");
        assertThat(run("key", "id", "exec:").usageError()).contains("a path is empty");
        assertThat(run("policy", "sign", "-k", "exec:none", "-o", "p", "none.yaml")
                        .failure())
                .contains("none.yaml");
    }

    /** What the command line leaves behind would hold up whoever waits for its output. */
    @Test
    void theProgramHasEndedWhenTheCommandHas() throws Exception {
        var pid = directory.resolve("pid");
        var program = script("program", "#!/bin/sh\necho $$ >'" + pid + "'\necho '{\"error\":\"no\"}'\nexec cat\n");

        assertThat(run("key", "id", "exec:" + program).failure()).endsWith(": does not sign: no");

        long process = Long.parseLong(Files.readString(pid).strip());
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void theProgramGetsTheEnvironmentButForTheVariablesOfOptions() throws Exception {
        var program = script(
                "program", "#!/bin/sh\necho \"$KMS_KEY_ID ${SECRET-withheld}\" >&2\necho '{\"error\":\"no\"}'\n");
        var builder = new ProcessBuilder(Cli.process("key", "id", "exec:" + program, "--password-env", "SECRET"));
        builder.environment().putAll(Map.of("SECRET", "secret", "KMS_KEY_ID", "alias/release"));

        var process = InteropTools.start(builder);
        process.getOutputStream().close();
        var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(error)
                .startsWith("warning: program: alias/release withheld\n")
                .doesNotContain("secret");
    }
}
