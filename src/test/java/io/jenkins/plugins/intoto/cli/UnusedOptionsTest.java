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
        "run -n s -k alice -x --record-streams, --record-streams is of no use with --no-command",
        "run -n s -k alice -x --run-timeout 3, --run-timeout is of no use with --no-command",
        "run -n s -k alice -x --exit-zero, --exit-zero is of no use with --no-command",
        "run -n s -k alice -x --allow-empty, --allow-empty is of no use without --products",
        "run -n s -k alice -x -m a.txt --allow-empty, --allow-empty is of no use without --products",
        "run -n s -k alice -x --hash sha512, --hash is of no use without --materials or --products",
        "run -n s -k alice -x --exclude a, --exclude is of no use without --materials or --products",
        "record start -n s -k alice --base-path empty, --base-path is of no use without --materials",
        "record start -n s -k alice --lstrip-paths a, --lstrip-paths is of no use without --materials",
        "record stop -n s -k alice --normalize-line-endings, --normalize-line-endings is of no use without --products",
        "record stop -n s -k alice --no-follow-symlink-dirs, --no-follow-symlink-dirs is of no use without --products",
        "record stop -n s -k alice --allow-empty, --allow-empty is of no use without --products",
        "keygen -p --password-env P bob, --password-env is of no use with --prompt",
        "keygen -t ed25519 -b 4096 bob, --bits is for RSA keys only",
        "layout new -k alice.pub -o l --certificate c s, --certificate is of no use without --signing-key",
        "layout new -k alice.pub -o l --password-env P s, --password-env is of no use without --signing-key",
        "sign -f p.json -k alice.pub --verify --append, --append is of no use with --verify",
        "sign -f p.json -k alice.pub --verify -o x, --output is of no use with --verify",
        "sign -f p.json -k alice.pub --verify --keyid current, --keyid is of no use with --verify",
        "sign -f p.json -k alice.pub --verify --password-env P, --password-env is of no use without a key that signs",
        "sign -f p.json -k alice -o x --keyid current, --keyid is of no use with --output",
        "attest -t https://a.example/v1 --link l -k alice, --type is of no use without --predicate",
        "attest -p bom.json -k alice --registry-user u a.txt, --registry-user is of no use without --attach",
        "attest -p bom.json -k alice -o b --hash sha512 --subject a@sha256:00, --hash is of no use without files to"
                + " attest of",
        "attest -p bom.json --fulcio https://f.example --token-env T --certificate c a.txt, --certificate is of no use"
                + " without --signing-key",
        "attest -p bom.json --fulcio https://f.example --token-env T --password-env P a.txt, --password-env is of no"
                + " use without --signing-key",
        "bundle list b.jsonl --registry-user u, --registry-user is of no use without --from",
        "bundle filter b.jsonl -o c --invert, --invert is of no use without a condition",
        "bundle seal b.jsonl -k alice.pub --verify --certificate c, --certificate is of no use without a key that signs",
        "policy verify -p g -k alice.pub --password-env P a.txt, --password-env is of no use without --summary",
        "verify a.txt --policy g -k alice.pub --inspection-timeout 3, --inspection-timeout is of no use with --policy",
        "verify a.txt --policy g -k alice.pub --inspection-dir empty, --inspection-dir is of no use with --policy",
        "verify a.txt --policy g -k alice.pub --keep-inspection-links, --keep-inspection-links is of no use with"
                + " --policy",
        "verify -l l -k alice.pub --bundle b, --bundle is of no use without --policy",
        "verify -l l -k alice.pub --inspection-dir empty, --inspection-dir is of no use without --run-inspections",
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
                .contains("--keyid is of no use without a link, whose file it names");
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
