package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An option without effect beside the others is a mistake of whoever wrote it, and is said before anything is done. */
class UnusedOptionsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void makeFiles() throws Exception {
        Cli.in(directory).run("keygen", "-t", "ed25519", "alice").succeeded();
        Files.writeString(directory.resolve("a.txt"), "a");
        Files.writeString(directory.resolve("p.json"), "{}");
        Files.writeString(directory.resolve("bom.json"), "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\"}");
        Files.createDirectory(directory.resolve("empty"));
    }

    private Cli.Result run(String line) {
        return Cli.in(directory).run(line.split(" "));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "run -n s -k alice -x --record-streams, --record-streams cannot be combined with --no-command",
        "run -n s -k alice -x --run-timeout 3, --run-timeout cannot be combined with --no-command",
        "run -n s -k alice -x --exit-zero, --exit-zero cannot be combined with --no-command",
        "run -n s -k alice -x --allow-empty, --allow-empty has no effect without --products",
        "run -n s -k alice -x -m a.txt --allow-empty, --allow-empty has no effect without --products",
        "run -n s -k alice -x --hash sha512, --hash has no effect without --materials or --products",
        "run -n s -k alice -x --exclude a, --exclude has no effect without --materials or --products",
        "record start -n s -k alice --base-path empty, --base-path has no effect without --materials",
        "record start -n s -k alice --lstrip-paths a, --lstrip-paths has no effect without --materials",
        "record stop -n s -k alice --normalize-line-endings, --normalize-line-endings has no effect without --products",
        "record stop -n s -k alice --no-follow-symlink-dirs, --no-follow-symlink-dirs has no effect without --products",
        "record stop -n s -k alice --allow-empty, --allow-empty has no effect without --products",
        "keygen -p --password-env P bob, --password-env cannot be combined with --prompt",
        "keygen -t ed25519 -b 4096 bob, '--bits is for RSA keys only, --type rsa'",
        "layout new -k alice.pub -o l --certificate c s, --certificate has no effect without --signing-key",
        "layout new -k alice.pub -o l --password-env P s, --password-env has no effect without --signing-key",
        "sign -f p.json -k alice.pub --verify --append, --append cannot be combined with --verify",
        "sign -f p.json -k alice.pub --verify -o x, --output cannot be combined with --verify",
        "sign -f p.json -k alice.pub --verify --keyid current, --keyid cannot be combined with --verify",
        "sign -f p.json -k alice.pub --verify --password-env P, --password-env has no effect without a key that signs",
        "sign -f p.json -k alice -o x --keyid current, --keyid cannot be combined with --output",
        "attest -t https://a.example/v1 --link l -k alice, --type has no effect without --predicate",
        "attest -p bom.json -k alice --registry-user u a.txt, --registry-user has no effect without --image",
        "attest -p bom.json -k alice -o b --hash sha512 --subject a@sha256:00, --hash has no effect without files to"
                + " attest of",
        "attest -p bom.json --fulcio https://f.example --token-env T --certificate c a.txt, --certificate has no effect"
                + " without --signing-key",
        "attest -p bom.json --fulcio https://f.example --token-env T --password-env P a.txt, --password-env has no"
                + " effect without --signing-key",
        "bundle list b.jsonl --registry-user u, --registry-user has no effect without --from",
        "bundle filter b.jsonl -o c --invert, --invert has no effect without a condition",
        "bundle seal b.jsonl -k alice.pub --verify --certificate c, --certificate has no effect without a key that signs",
        "policy verify -p g -k alice.pub --password-env P a.txt, --password-env has no effect without --summary",
        "verify a.txt --policy g -k alice.pub --inspection-timeout 3, --inspection-timeout cannot be combined with --policy",
        "verify a.txt --policy g -k alice.pub --inspection-dir empty, --inspection-dir cannot be combined with --policy",
        "verify a.txt --policy g -k alice.pub --keep-inspection-links, --keep-inspection-links cannot be combined with"
                + " --policy",
        "verify -l l -k alice.pub --bundle b, --bundle has no effect without --policy",
        "verify -l l -k alice.pub --inspection-dir empty, --inspection-dir has no effect without --run-inspections",
    })
    void anOptionWithoutEffectIsRefused(String line, String sentence) {
        var result = Cli.in(directory)
                .environment("T", "token")
                .environment("P", "secret")
                .run(line.split(" "));

        assertThat(result.usageError()).contains(": " + sentence + ";");
        assertThat(directory.resolve("x")).doesNotExist();
        assertThat(directory.resolve("bob")).doesNotExist();
    }

    @Test
    void theIdOfAKeyNamesNoFileOfALayout() {
        run("run -n s -k alice -m a.txt -x").succeeded();
        run("layout new -k alice.pub -o l.layout s").succeeded();

        assertThat(run("sign -f l.layout -k alice --keyid current").usageError())
                .contains("--keyid has no effect without a link, whose file it names");
    }

    @Test
    void aPredicateWithoutATypeIsABillOfMaterialsIfItSaysSo() {
        run("attest -p bom.json -k alice a.txt").succeeded();
        assertThat(run("bundle list a.txt.intoto.jsonl").succeeded().out()).contains("https://cyclonedx.org/bom");

        assertThat(run("attest -p p.json -k alice a.txt").failure())
                .contains("p.json", "is neither CycloneDX nor SPDX", "--type says what else it is");
    }

    @Test
    void aStepWithoutTheProductsThatItNamesIsNotSigned() throws Exception {
        assertThat(run("run -n s -k alice -m a.txt -p missing empty -x").code()).isEqualTo(1);
        assertThat(run("run -n s -k alice -m a.txt -p missing empty -x").err())
                .contains("no link was written: there is nothing to record for --products missing empty")
                .contains("warning: 'missing' does not exist, it is left out")
                .contains("warning: 'empty' holds no file to record");
        assertThat(links()).isZero();

        run("run -n s -k alice -m a.txt -p missing empty --allow-empty -x").succeeded();
        assertThat(links()).isOne();
    }

    @Test
    void aStepThatIsStoppedWithoutProductsStaysUnfinished() throws Exception {
        run("record start -n s -k alice -m a.txt").succeeded();
        assertThat(run("record stop -n s -k alice -p empty").code()).isEqualTo(1);
        assertThat(links()).isZero();

        run("record stop -n s -k alice -p empty --allow-empty").succeeded();
        assertThat(links()).isOne();
    }

    @Test
    void aCommandThatFailedIsWhatTheExitCodeTells() throws Exception {
        var result = run("run -n s -k alice -p missing -- sh -c false");

        assertThat(result.code()).isEqualTo(1);
        assertThat(Cli.in(directory).run("run", "-n", "s", "-k", "alice", "-p", "missing", "--", "sh", "-c", "exit 7"))
                .satisfies(failed -> assertThat(failed.code()).isEqualTo(7))
                .satisfies(failed -> assertThat(failed.err()).contains("no link was written"));
        assertThat(links()).isZero();
    }

    @Test
    void whatWasNamedAndIsExcludedIsSaid() {
        var result = run("run -n s -k alice -m a.txt p.json -e *.json -x").succeeded();

        assertThat(result.err()).contains("warning: 'p.json' matches an exclude pattern, it is left out");
    }

    @Test
    void theFirstHundredWarningsAreShownAndTheRestCounted() {
        var paths = new ArrayList<>(List.of("run", "-n", "s", "-k", "alice", "-x", "-m", "a.txt"));
        for (int i = 0; i < 103; i++) {
            paths.add("missing-" + i);
        }
        var result = Cli.in(directory).run(paths.toArray(String[]::new)).succeeded();

        assertThat(result.err().lines()).hasSize(101).last().asString().contains("3 more paths are left out");
    }

    @Test
    void detailsTellHowManyFilesEachPathHas() {
        var result = run("run -v -n s -k alice -m a.txt empty -x").succeeded();

        assertThat(result.err()).contains("recording materials: a.txt: 1 file", "recording materials: empty: 0 files");
    }

    private long links() throws Exception {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".link")).count();
        }
    }
}
