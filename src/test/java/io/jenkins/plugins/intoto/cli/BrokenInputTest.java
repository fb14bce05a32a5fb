package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about broken files is said in our own words: neither libraries nor classes speak to users. */
class BrokenInputTest {
    /** Names of libraries and classes, and what they say; in a message none of them helps anybody. That JSON is null does. */
    private static final Pattern FOREIGN = Pattern.compile(
            "\\b(com|java|javax|org|sun|dev\\.cel|io\\.jenkins)\\.[a-z]+\\.|[a-z]Exception\\b|\\b[A-Z][a-z]+Error\\b|REDACTED|Feature\\b"
                    + "|JsonRead|JsonToken|JsonParse|StreamRead|StreamInput|Unexpected character|Unrecognized|\\bBigInteger\\b"
                    + "|(?<!is |be )\\bnull\\b|Optional[\\[.]|snakeyaml|Jackson|BouncyCastle|\\bBC\\b|\\bASN1?\\.?1?\\w*Object|DERInput|\\bDER\\w*Input"
                    + "|ObjectIdentifier@|java\\.|internal error|\\btoken\\b|<block|<scalar|<stream|TagToken|@[0-9a-f]{6,8}\\b"
                    + "|DerValue|algid|InvalidKeySpec|short read|IOException|UncheckedIO|\\bat line\\b.*\\bcolumn\\b");

    private static final Map<String, byte[]> BROKEN = broken();

    @TempDir
    private Path directory;

    private Cli cli;

    private static Map<String, byte[]> broken() {
        var files = new LinkedHashMap<String, byte[]>();
        for (var text : List.of(
                "",
                " ",
                "\n\n",
                "null",
                "true",
                "0",
                "-",
                "\"",
                "\"text\"",
                "{",
                "}",
                "[",
                "]",
                "[]",
                "{}",
                "[{}]",
                "{{}}",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{a: 1}",
                "{'a': 1}",
                "{\"a\": NaN}",
                "{\"a\": Infinity}",
                "{\"a\": -Infinity}",
                "{\"a\": +1}",
                "{\"a\": 01}",
                "{\"a\": .5}",
                "{\"a\": 1.}",
                "{\"a\": 1e}",
                "{\"a\": 0x1}",
                "{\"a\": 1e999999999}",
                "{\"a\": 123456789012345678901234567890}",
                "{\"a\": tru}",
                "{\"a\": nul}",
                "{\"a\": \"\\x\"}",
                "{\"a\": \"\\u12\"}",
                "{\"a\": \"\\ud800\"}",
                "{\"a\": \"tab\there\"}",
                "{\"a\": \"line\nhere\"}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": 1} {\"b\": 2}",
                "{\"a\": 1} x",
                "// comment\n{}",
                "{/* comment */}",
                "# comment\n{}",
                "{\"a\": \"never ends",
                "{\"signed\": null, \"signatures\": []}",
                "{\"signed\": {}, \"signatures\": {}}",
                "{\"signed\": {}, \"signatures\": [null]}",
                "{\"signed\": {\"_type\": null}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"layout\"}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"link\"}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"link\", \"name\": null}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"link\", \"name\": \"a\", \"materials\": null, \"products\": null}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"layout\", \"expires\": null, \"keys\": null, \"steps\": null, \"inspect\": null}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"layout\", \"expires\": \"soon\", \"keys\": {}, \"steps\": [], \"inspect\": []}, \"signatures\": []}",
                "{\"signed\": {\"_type\": \"layout\", \"expires\": \"2030-01-01T00:00:00Z\", \"keys\": {\"a\": null}, \"steps\": [null],"
                        + " \"inspect\": []}, \"signatures\": []}",
                "{\"payload\": null, \"payloadType\": null, \"signatures\": null}",
                "{\"payload\": \"%%\", \"payloadType\": \"a\", \"signatures\": []}",
                "{\"payload\": \"bm90IGpzb24=\", \"payloadType\": \"application/vnd.in-toto+json\", \"signatures\": [{\"sig\": \"%\"}]}",
                "{\"payload\": \"bm90IGpzb24=\", \"payloadType\": \"application/vnd.in-toto+json\", \"signatures\": [{\"sig\": \"AAAA\"}]}",
                "{\"payload\": \"bnVsbA==\", \"payloadType\": \"application/vnd.in-toto+json\", \"signatures\": [{\"sig\": \"AAAA\"}]}",
                "{\"mediaType\": null}",
                "{\"mediaType\": \"application/vnd.dev.sigstore.bundle.v0.3+json\"}",
                "{\"mediaType\": \"application/vnd.dev.sigstore.bundle.v0.3+json\", \"messageSignature\": {\"signature\": \"AAAA\"},"
                        + " \"verificationMaterial\": {\"certificate\": {\"rawBytes\": \"AAAA\"}}}",
                "{\"mediaType\": \"application/vnd.dev.sigstore.trustedroot+json;version=0.1\", \"tlogs\": [{}]}",
                "{\"mediaType\": \"application/vnd.dev.sigstore.trustedroot+json;version=0.1\", \"certificateAuthorities\":"
                        + " [{\"certChain\": {\"certificates\": [{\"rawBytes\": \"MAA=\"}]}}]}",
                "{\"_type\": null}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": null}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [null], \"predicateType\": null, \"predicate\": null}",
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [{\"digest\": {\"sha256\": null}}], \"predicateType\": 1}",
                "{\"keytype\": null}",
                "{\"keytype\": \"rsa\", \"scheme\": null, \"keyval\": null}",
                "{\"keytype\": \"ecdsa\", \"scheme\": \"ecdsa-sha2-nistp256\", \"keyval\": {\"public\": \"x\"}}",
                "{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AA\", \"y\": \"AA\"}",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n",
                "-----BEGIN PUBLIC KEY-----\n%%%\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nMAMCAQA=\n-----END RSA PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n",
                "-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n",
                "ssh-ed25519 AAAA",
                "ssh-rsa",
                "a: b: c",
                "a:\n\tb: c",
                "a: 'never ends",
                "a: [1, 2",
                "a: {b: 1",
                "- a\nb: c",
                "a: *b",
                "a: &b c",
                "a: !!int x",
                "a: !x y",
                "%YAML 1.1\n---\na: b",
                "a: b\n---\nc: d",
                "a\nb: c\n d",
                "? a\n: b",
                "a: \"\\q\"",
                "@a: b",
                "`a",
                "<<: {a: b}",
                "expires: 2030-01-01T00:00:00Z\nfunctionaries:\nsubjects:\n",
                "expires: soon\nfunctionaries: {a: {keyType: rsa, keyVal: {public: x}}}\nsubjects: []\n",
                "expires: 2030-01-01T00:00:00Z\nfunctionaries: {}\nsubjects:\n  - subject: ['*']\n    expectedPredicates:\n"
                        + "      - predicateType: https://example.com/a\n        functionaries: []\n        expectedAttributes:\n"
                        + "          - {rule: 'predicate.a ='}\n          - {rule: 'x.y == 1'}\n          - {rule: '1 + \"a\" == 2'}\n",
                "expires: 2030-01-01T00:00:00Z\ntrustedRoots: {a: '{'}\nroots: {b: {certificate: x}}\nfunctionaries: {}\nsubjects: []\n",
                "deadbeef  a\n",
                "<xml/>")) {
            files.put(text, text.getBytes(StandardCharsets.UTF_8));
        }
        files.put("UTF-16", "{\"a\": 1}".getBytes(StandardCharsets.UTF_16));
        files.put("UTF-16 without mark", "{\"a\": 1}".getBytes(StandardCharsets.UTF_16LE));
        files.put("UTF-32", "{\"a\": 1}".getBytes(java.nio.charset.Charset.forName("UTF-32BE")));
        files.put("mark alone", new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        files.put("no UTF-8", new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        files.put("overlong UTF-8", new byte[] {'{', '"', (byte) 0xc0, (byte) 0x80, '"', ':', '1', '}'});
        files.put("NUL", new byte[8]);
        files.put("escape", "\u001b[31m{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        files.put("empty DER", new byte[] {0x30, 0});
        files.put("DER too short", new byte[] {0x30, (byte) 0x82, 1, 0, 0x30});
        files.put("DER of endless length", new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        files.put("OpenPGP", new byte[] {(byte) 0x99, 1, 13, 4, 0, 0});
        files.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
        files.put("deep arrays", "[".repeat(5000).getBytes(StandardCharsets.UTF_8));
        files.put("deep objects", "{\"a\":".repeat(5000).getBytes(StandardCharsets.UTF_8));
        files.put("deep YAML", "[".repeat(100).getBytes(StandardCharsets.UTF_8));
        files.put("long number", ("{\"a\": " + "9".repeat(5000) + "}").getBytes(StandardCharsets.UTF_8));
        files.put("long name", ("{\"" + "a".repeat(200_000) + "\": 1}").getBytes(StandardCharsets.UTF_8));
        return files;
    }

    @BeforeEach
    void writeSoundFiles() throws Exception {
        cli = Cli.in(directory);
        cli.run("keygen", "-t", "ecdsa", "k").succeeded();
        Files.writeString(directory.resolve("app"), "app\n");
        Files.writeString(
                directory.resolve("sound.json"),
                "{\"_type\": \"https://in-toto.io/Statement/v1\", \"subject\": [{\"name\": \"a\", \"digest\": {\"sha256\": \""
                        + "ab".repeat(32) + "\"}}], \"predicateType\": \"https://example.com/a\", \"predicate\": {}}");
        Files.writeString(
                directory.resolve("sound.yaml"),
                "expires: 2100-01-01T00:00:00Z\nfunctionaries: {}\nsubjects: [{subject: ['*'], expectedPredicates: []}]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sign -f F -k k -o out",
                "sign -f F -k k.pub --verify",
                "sign -f F -k F -o out",
                "verify -l F -k k.pub",
                "verify -l F -k F",
                "verify -p F -k k.pub app -b F",
                "match-products --link F",
                "key id F",
                "key convert F",
                "layout lint F",
                "layout show F",
                "layout new F",
                "attest -t sbom -p F -k k -o out.jsonl app",
                "attest -t https://example.com/a -p F -k k -o out.jsonl app",
                "attest -t provenance -p F -k F -o out.jsonl app",
                "attest --statement F -k k -o out.jsonl",
                "attest --link F -k k -o out.jsonl",
                "statement lint F",
                "statement lint --schema F",
                "statement lint --schema-file F sound.json",
                "statement lint bundle.jsonl",
                "statement convert F",
                "link convert F",
                "bundle add -b new.jsonl F",
                "bundle merge -o new.jsonl F",
                "bundle split bundle.jsonl",
                "bundle filter bundle.jsonl",
                "bundle list F",
                "bundle list F -k k.pub",
                "bundle list F --trusted-root F",
                "bundle seal bundle.jsonl -k k",
                "bundle verify-blob app F -k k.pub",
                "bundle verify-blob app F -k k.pub --trusted-root F",
                "timestamp F --request out.tsq",
                "policy lint F",
                "policy sign F -k k -o out",
                "policy verify -p F -k k.pub -b F app",
                "policy verify -p F --unsigned-policy -b F app",
                "policy verify -p sound.yaml --unsigned-policy -b F app",
                "run -n a -k F -- true",
                "keygen -t F x"
            })
    void whatIsSaidOfBrokenFilesIsSaidInOurOwnWords(String command) throws Exception {
        var foreign = new TreeSet<String>();
        for (var broken : BROKEN.entrySet()) {
            Files.write(directory.resolve("F"), broken.getValue());
            Files.write(directory.resolve("bundle.jsonl"), broken.getValue());
            for (var leftover : List.of("out", "out.jsonl", "new.jsonl", "out.tsq")) {
                Files.deleteIfExists(directory.resolve(leftover));
            }
            var args = new ArrayList<>(Arrays.asList(command.split(" ")));
            var result = cli.run(args.toArray(String[]::new));
            (result.out() + result.err())
                    .lines()
                    .filter(line -> FOREIGN.matcher(line).find())
                    .forEach(foreign::add);
        }
        assertThat(foreign).isEmpty();
    }
}
