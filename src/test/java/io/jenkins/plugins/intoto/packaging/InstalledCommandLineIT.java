package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.cli.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as it is installed on machines without the sources. */
@DisabledOnOs(OS.WINDOWS)
class InstalledCommandLineIT {
    private static final Path TARGET = Path.of("target");

    @TempDir
    private Path folder;

    /** All pages that there should be. */
    private static List<String> pages() {
        var names = new ArrayList<String>();
        addPages(Commands.tree(), names);
        return names;
    }

    private static void addPages(CommandLine command, List<String> names) {
        names.add(command.getCommandSpec().qualifiedName("-") + ".1jvm.gz");
        command.getSubcommands().values().forEach(part -> addPages(part, names));
    }

    private static Path only(String names) throws IOException {
        try (var found = Files.newDirectoryStream(TARGET, names)) {
            var files = new ArrayList<Path>();
            found.forEach(files::add);
            assertThat(files).as(names).hasSize(1);
            return files.get(0).toAbsolutePath();
        }
    }

    private static void assertIsInstalled(Path bin, Path lib, Path share) throws Exception {
        assertThat(bin).isExecutable();
        var jar = lib.resolve("in-toto.jar");
        assertThat(jar).hasSameBinaryContentAs(TARGET.resolve("in-toto.jar"));
        assertThat(lib.resolve("in-toto.jar.sha256"))
                .content()
                .matches(BillOfMaterials.sha256(Files.readAllBytes(jar)) + "  in-toto.jar\\R?");
        try (var files = Files.list(share.resolve("man/man1"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(pages());
        }
        assertThat(share.resolve("bash-completion/completions/in-toto"))
                .content()
                .startsWith("#!/usr/bin/env bash")
                .contains("complete -F");
    }

    @Nested
    @RequiresTool(Tool.TAR)
    class OutOfTheArchive {
        private Path home;

        @BeforeEach
        void unpack() throws Exception {
            InteropTools.runIn(folder, "tar", "-xzf", only("in-toto-*.tar.gz").toString())
                    .succeeded();
            try (var files = Files.newDirectoryStream(folder, "in-toto-*")) {
                home = files.iterator().next();
            }
        }

        @Test
        void everythingIsInItsPlace() throws Exception {
            assertIsInstalled(home.resolve("bin/in-toto"), home.resolve("lib"), home.resolve("share"));
            assertThat(home.resolve("LICENSE")).hasSameTextualContentAs(Path.of("LICENSE"));
        }

        private String said(Path cache, String javaOptions, String... words) throws Exception {
            var command = new ArrayList<>(List.of(home.resolve("bin/in-toto").toString()));
            command.addAll(List.of(words));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("XDG_CACHE_HOME", cache.toString());
            builder.environment().put("IN_TOTO_JAVA_OPTS", javaOptions);
            var process = InteropTools.start(builder);
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        }

        @Test
        void theCommandLineRunsAndLeavesItsArchiveOfClassesInTheCacheOfTheUser() throws Exception {
            var cache = Files.createDirectory(folder.resolve("cache"));
            var before = files(home);

            assertThat(said(cache, "", "--version")).matches("in-toto [0-9].*\\R");
            assertThat(cache.resolve("in-toto")).isDirectoryContaining("glob:**.jsa");
            assertThat(files(home)).isEqualTo(before);
        }

        /** A single class that is not in the archive has the whole jar opened, which takes longer than all else. */
        @Test
        void theUsualCommandsFindAllTheirClassesInTheArchive() throws Exception {
            var cache = Files.createDirectory(folder.resolve("cache"));
            var key = folder.resolve("key").toString();
            said(cache, "", "keygen", "-q", "--type", "rsa", key);
            var directory = Files.createDirectory(folder.resolve("links")).toString();
            for (var words : List.of(
                    List.of("--version"),
                    List.of("key", "id", key + ".pub"),
                    List.of("run", "-q", "-n", "s", "-k", key, "-m", key, "-p", key, "-d", directory, "--", "true"))) {
                var log = folder.resolve("classes.log");
                said(cache, "-Xlog:class+load:file=" + log, words.toArray(new String[0]));
                assertThat(log)
                        .content()
                        .as(words.toString())
                        .contains("io.jenkins.plugins.intoto.cli.Main")
                        .doesNotContain("in-toto.jar");
            }
        }

        @Test
        void theNoticeNamesWhatIsBundledAndUnderWhichLicence() throws Exception {
            var notice = Files.readString(home.resolve("NOTICE"));
            for (var name : BillOfMaterials.of(TARGET.resolve("in-toto.jar")).names()) {
                assertThat(notice).containsPattern("(?m)^" + name.replace(".", "\\.") + " \\S+: .+ \\(https?://.+\\)$");
            }
            assertThat(notice)
                    .contains("Apache License", "Bouncy Castle Licence (https", "FastDoubleParser")
                    .contains(
                            "The Legion of the Bouncy Castle",
                            "The ANTLR Project",
                            "The Go Authors",
                            "2008 Google Inc.");
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return List.copyOf(new TreeSet<>(files.map(Path::toString).toList()));
        }
    }

    @Test
    @RequiresTool(Tool.DPKG)
    void theDebianPackageInstallsACommandItsPagesAndItsLicence() throws Exception {
        var deb = only("in-toto-jvm_*_all.deb").toString();
        InteropTools.run("dpkg-deb", "--extract", deb, folder.toString()).succeeded();

        assertThat(InteropTools.run("dpkg-deb", "--field", deb, "Package", "Depends")
                        .succeeded()
                        .text())
                .contains("Package: in-toto-jvm")
                .contains("java17-runtime-headless");
        var command = folder.resolve("usr/bin/in-toto");
        assertThat(command).isSymbolicLink();
        assertIsInstalled(command.toRealPath(), folder.resolve("usr/share/in-toto/lib"), folder.resolve("usr/share"));
        assertThat(folder.resolve("usr/share/doc/in-toto-jvm/copyright")).hasSameTextualContentAs(Path.of("LICENSE"));
        assertThat(folder.resolve("usr/share/doc/in-toto-jvm/NOTICE")).isNotEmptyFile();
    }

    @Test
    @RequiresTool(Tool.GROFF)
    void thePagesSayWhatTheHelpSays() throws Exception {
        var text = page("in-toto-run");
        assertThat(text)
                .contains("in-toto-run - run a command and record it as a step")
                .contains("*.link* .git *.pyc *~.")
                .contains("-x, --no-command")
                .contains("in-toto run -n build --signing-key alice -m src pom.xml -p target/app.jar -- mvn package");
        assertThat(page("in-toto")).contains("in-toto-verify(1jvm)", "EXIT STATUS");
        for (var name : pages()) {
            assertThat(page(name.replace(".1jvm.gz", ""))).contains("NAME", "SYNOPSIS", "OPTIONS", "--help");
        }
    }

    /** A page as people read it; groff has nothing to warn of. */
    private static String page(String name) throws Exception {
        var file = TARGET.resolve("distribution/man1/" + name + ".1jvm.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            var result = InteropTools.run(
                            Path.of(""),
                            in.readAllBytes(),
                            List.of("groff", "-man", "-Tutf8", "-ww", "-rLL=200n", "-P-cbou"))
                    .succeeded();
            assertThat(result.error()).isEmpty();
            return result.text().replace('\u2010', '-');
        }
    }
}
