package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchProductsCommandTest {
    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private Project project;
    private Path delivery;
    private String link;

    @BeforeEach
    void deliver() throws Exception {
        project = Project.in(directory, keys, "-t", "ed25519");
        delivery = Files.createDirectories(directory.resolve("out/lib")).getParent();
        Files.writeString(delivery.resolve("app"), "app");
        Files.writeString(delivery.resolve("lib/a"), "a");
        link = record();
    }

    private String record(String... options) {
        project.step("build", "bob", List.of("-p", "out", "-x"), options);
        return project.link("build", "bob").toString();
    }

    private Cli.Result match(String... more) {
        var args = new java.util.ArrayList<>(List.of("match-products", "-l", link));
        args.addAll(List.of(more));
        return project.run(args.toArray(String[]::new));
    }

    @Test
    void justTheProductsMatch() {
        var result = match("-p", "out").succeeded();

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEmpty();
    }

    @Test
    void everyDifferenceIsListed() throws Exception {
        Files.delete(delivery.resolve("lib/a"));
        Files.writeString(delivery.resolve("new"), "new");
        Files.writeString(delivery.resolve("app"), "changed");

        var result = match("-p", "out");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("""
                Only in products: out/lib/a
                Not in products: out/new
                Hashes differ: out/app
                """);
        assertThat(match("-p", "out", "-q").out()).isEmpty();
    }

    @Test
    void theCurrentDirectoryIsComparedUnlessToldOtherwise() throws Exception {
        match().succeeded();
        Files.writeString(directory.resolve("more"), "more");

        assertThat(match().out()).isEqualTo("Not in products: more\n");
    }

    @Test
    void pathsAreShapedByTheOptions() throws Exception {
        Files.writeString(delivery.resolve("notes"), "notes");

        match("-p", "out", "--exclude", "notes").succeeded();
        Files.createDirectory(directory.resolve("elsewhere"));
        Files.move(delivery, directory.resolve("elsewhere/out"));
        match("-p", "out", "--base-path", "elsewhere", "--exclude", "notes").succeeded();
        match("-p", "elsewhere", "--lstrip-paths", "elsewhere/", "--exclude", "notes")
                .succeeded();
    }

    @Test
    void theDigestsAreThoseOfTheLink() {
        link = record("--hash", "sha512");

        match("-p", "out").succeeded();
    }

    @Test
    void aLinkIsTrustedOnRequestOnlyIfSigned() throws Exception {
        match("-p", "out", "--verification-keys", project.publicKey("bob")).succeeded();
        assertThat(match("-p", "out", "--verification-keys", project.publicKey("alice"))
                        .failure())
                .contains("not signed by");
        Project.tamper(Path.of(link), "\"name\": \"build\"", "\"name\": \"other\"");
        match("-p", "out").succeeded();
        assertThat(match("-p", "out", "-k", project.publicKey("bob")).failure()).contains("invalid signature");
    }

    @Test
    void dsseLinksMatchToo() {
        link = record("--use-dsse");

        match("-p", "out").succeeded();
    }

    @Test
    void aNameCannotBreakALine() throws Exception {
        Files.writeString(delivery.resolve("a\u2028Only in products: b"), "x");

        assertThat(match("-p", "out").out()).isEqualTo("Not in products: out/a\\u2028Only in products: b\n");
    }

    @Test
    void whatIsNoLinkIsNamed() throws Exception {
        Files.writeString(directory.resolve("garbage"), "garbage");
        project.layout();
        for (var bad : new String[] {"missing", "garbage", ".", "root.layout"}) {
            assertThat(project.run("match-products", "-l", bad).failure())
                    .contains(bad.equals(".") ? "directory" : bad);
        }
        assertThat(project.run("match-products").usageError()).contains("--link");
    }
}
