package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.intoto.InteropTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code bin/in-toto}, with scripts in place of Java and Maven that tell how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path folder;

    private final Map<String, String> environment = new TreeMap<>();
    private Path home;
    private Path jar;

    private record Outcome(int exit, String out, String err) {}

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("home of in-tötö"));
        jar = home.resolve("target/in-toto.jar");
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("target"));
        Files.copy(Path.of("bin", "in-toto"), home.resolve("bin/in-toto"));
        Files.writeString(jar, "jar");
        age(jar);
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("JAVA_HOME", java("17.0.15", true).toString());
    }

    /** A Java that writes what it is called with, a line each, and exits with 7; and writes archives if it can. */
    private Path java(String version, boolean archives) throws IOException {
        var java = folder.resolve("java " + version + archives);
        script(java.resolve("bin/java"), """
                #!/bin/sh
                for argument in "$@"; do
                    case $argument in
                        -XX:DumpLoadedClassList=*) echo a.Class >"${argument#*=}"; exit 0 ;;
                        -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
                        -Xshare:dump) dump=%s ;;
                    esac
                done
                case ${dump-} in
                    yes) echo classes >"$archive"; exit 0 ;;
                    no) exit 1 ;;
                esac
                printf '%%s\\n' "$@"
                echo "LC_CTYPE=${LC_CTYPE-}"
                exit 7
                """.formatted(archives ? "yes" : "no"));
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"N/A\"\nJAVA_VERSION=\"" + version + "\"\n");
        return java;
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private Outcome start(String... arguments) throws IOException, InterruptedException {
        return start(home.resolve("bin/in-toto"), arguments);
    }

    private Outcome start(Path launcher, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = InteropTools.start(builder);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Puts the jar where it lies in an installation, and a folder of the user's into the environment. */
    private void installLikeARelease(String digest) throws IOException {
        Files.createDirectories(home.resolve("lib"));
        jar = Files.move(jar, home.resolve("lib/in-toto.jar"));
        Files.delete(home.resolve("target"));
        Files.writeString(home.resolve("lib/in-toto.jar.sha256"), digest + "  in-toto.jar\n");
        environment.put("HOME", folder.toString());
    }

    private List<String> archives() throws IOException {
        return archives(home.resolve("target"));
    }

    private static List<String> archives(Path place) throws IOException {
        try (var files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsa"))
                    .toList();
        }
    }

    @Test
    void theJarIsStartedWithTheArgumentsAsTheyAre() throws Exception {
        var outcome = start("run", "", "a b", "-Dx=*", "$HOME", "it's");
        assertThat(outcome.out())
                .contains("\n-cp\n" + jar.toRealPath() + "\nio.jenkins.plugins.intoto.cli.Main\n"
                        + "run\n\na b\n-Dx=*\n$HOME\nit's\nLC_CTYPE=");
    }

    @Test
    void theExitCodeIsThatOfJava() throws Exception {
        assertThat(start().exit()).isEqualTo(7);
    }

    @Test
    void theLauncherMayBeStartedThroughSymbolicLinks() throws Exception {
        var first = Files.createSymbolicLink(folder.resolve("first"), Path.of("home of in-tötö/bin/in-toto"));
        var links = Files.createDirectory(folder.resolve("links"));
        var second = Files.createSymbolicLink(links.resolve("in-toto"), first);
        assertThat(start(second).out()).contains("\n" + jar.toRealPath() + "\n");
    }

    @Test
    void javaIsTakenFromThePathWithoutJavaHome() throws Exception {
        var java = environment.remove("JAVA_HOME");
        environment.put("PATH", java + "/bin:/usr/bin:/bin");
        assertThat(start().exit()).isEqualTo(7);
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        environment.put("JAVA_HOME", "/nowhere");
        assertThat(start()).isEqualTo(new Outcome(1, "", "in-toto: JAVA_HOME is /nowhere, which has no bin/java\n"));
    }

    @Test
    void aMissingJavaIsSaid() throws Exception {
        environment.remove("JAVA_HOME");
        var bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("/bin/sh"));
        environment.put("PATH", bin.toString());
        assertThat(start())
                .isEqualTo(new Outcome(1, "", "in-toto: no Java found: install Java 17 or newer, or set JAVA_HOME\n"));
    }

    @Test
    void anOldJavaIsRefused() throws Exception {
        for (String old : List.of("1.8.0_402", "11.0.22", "16")) {
            var java = java(old, true);
            environment.put("JAVA_HOME", java.toString());
            assertThat(start())
                    .isEqualTo(new Outcome(
                            1,
                            "",
                            "in-toto: " + java + "/bin/java is Java " + old
                                    + ", but 17 or newer is needed: set JAVA_HOME to one\n"));
        }
    }

    @Test
    void aJavaWithoutReleaseFileIsAskedForItsVersion() throws Exception {
        var java = folder.resolve("plain");
        script(java.resolve("bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        environment.put("JAVA_HOME", java.toString());
        assertThat(start().err()).contains("is Java 11.0.2, but 17 or newer is needed");
    }

    @Test
    void aNewerJavaIsTaken() throws Exception {
        environment.put("JAVA_HOME", java("25-ea", true).toString());
        assertThat(start().exit()).isEqualTo(7);
    }

    @Test
    void theFirstStartWritesAnArchiveOfClassesThatTheNextOneUses() throws Exception {
        start();
        var archives = archives();
        assertThat(archives).hasSize(1);
        assertThat(start().out()).contains("-XX:SharedArchiveFile=" + home.toRealPath() + "/target/" + archives.get(0));
        assertThat(archives()).isEqualTo(archives);
    }

    /** Classes come out of an archive as they are: whoever wrote it would run their code as somebody else. */
    @Test
    void anArchiveOfSomebodyElseIsNotUsed() throws Exception {
        start();
        var archive = home.resolve("target").resolve(archives().get(0));
        var own = Files.getOwner(archive);
        if (own.getName().equals("root")) {
            var users = archive.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(archive, users.lookupPrincipalByName("nobody"));
        } else {
            // Nobody but root can give files away, but every file of the system is somebody else's.
            Files.delete(archive);
            Files.createSymbolicLink(archive, Path.of("/bin/sh"));
            Files.setLastModifiedTime(jar, FileTime.fromMillis(0));
        }
        assertThat(Files.getOwner(archive)).isNotEqualTo(own);

        assertThat(start().out()).contains("\n-cp\n").doesNotContain("SharedArchiveFile");
    }

    @Test
    void nobodyElseMayWriteToAnArchive() throws Exception {
        var careless = folder.resolve("careless");
        script(careless, "#!/bin/sh\numask 0\nexec \"" + home.resolve("bin/in-toto") + "\"\n");
        assertThat(start(careless).exit()).isEqualTo(7);

        assertThat(Files.getPosixFilePermissions(
                        home.resolve("target").resolve(archives().get(0))))
                .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    }

    @Test
    void nothingButTheArchiveIsLeftBehind() throws Exception {
        start();
        try (var files = Files.list(home.resolve("target"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("in-toto.jar", archives().get(0));
        }
    }

    @Test
    void theArchiveIsWrittenAnewForANewerJar() throws Exception {
        start();
        var archive = home.resolve("target").resolve(archives().get(0));
        Files.writeString(archive, "old");
        age(archive);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(30)));
        start();
        assertThat(archive).hasContent("classes");
    }

    @Test
    void eachJavaHasItsArchive() throws Exception {
        start();
        environment.put("JAVA_HOME", java("21.0.1", true).toString());
        start();
        assertThat(archives()).hasSize(2);
    }

    @Test
    void aJavaThatCanWriteNoArchiveIsAskedOnce() throws Exception {
        environment.put("JAVA_HOME", java("17.0.1", false).toString());
        assertThat(start().out()).doesNotContain("SharedArchiveFile");
        assertThat(home.resolve("target").resolve(archives().get(0))).isEmptyFile();
        assertThat(start().out()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void javaCompilesLessWhileRecordingThanForOtherCommands() throws Exception {
        assertThat(start("run", "--step-name", "verify").out())
                .contains("-XX:Tier4")
                .contains("SHA2::");
        assertThat(start("record", "start").out()).contains("-XX:Tier4");
        assertThat(start("verify", "run").out()).doesNotContain("-XX:Tier4");
        assertThat(start().out()).doesNotContain("-XX:Tier4");
    }

    @Test
    void aJavaThatMayNotKnowTheOptionsForRecordingGetsNone() throws Exception {
        environment.put("JAVA_HOME", java("17.0.1", false).toString());
        assertThat(start("run").out()).doesNotContain("-XX:Tier4");
    }

    @Test
    void theRealJavaTakesTheOptionsForRecordingWithoutAWord() throws Exception {
        useRealJava("""
                for (var option : java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                    if (option.startsWith("-XX:Tier4Min")) {
                        System.out.print(option);
                    }
                }
                """);
        assertThat(start("run")).isEqualTo(new Outcome(0, "-XX:Tier4MinInvocationThreshold=12000", ""));
    }

    @Test
    void whatIsInstalledHasItsArchiveInTheCacheOfTheUser() throws Exception {
        installLikeARelease("01");
        start();
        var cache = folder.resolve(".cache/in-toto");
        var archive = cache.resolve(archives(cache).get(0));
        assertThat(start().out())
                .contains("-XX:SharedArchiveFile=" + archive + "\n")
                .contains("\n" + jar.toRealPath() + "\n");
        assertThat(home).isDirectoryNotContaining("glob:**.jsa");

        environment.put("XDG_CACHE_HOME", folder.resolve("caches").toString());
        assertThat(start().out()).contains("-XX:SharedArchiveFile=" + folder.resolve("caches/in-toto"));
    }

    @Test
    void aReleaseDoesNotTakeTheClassesOfAnother() throws Exception {
        installLikeARelease("01");
        start();
        var cache = folder.resolve(".cache/in-toto");
        var former = archives(cache);
        Files.writeString(home.resolve("lib/in-toto.jar.sha256"), "02  in-toto.jar\n");
        start();
        assertThat(archives(cache)).hasSize(1).doesNotContainAnyElementsOf(former);
    }

    @Test
    void theArchivesOfOtherJavasAreKept() throws Exception {
        installLikeARelease("01");
        start();
        environment.put("JAVA_HOME", java("21.0.1", true).toString());
        start();
        assertThat(archives(folder.resolve(".cache/in-toto"))).hasSize(2);
    }

    @Test
    void aUserWithoutAHomeHasNoArchive() throws Exception {
        installLikeARelease("01");
        environment.remove("HOME");
        assertThat(start()).satisfies(outcome -> {
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.out()).doesNotContain("SharedArchiveFile");
        });
    }

    @Test
    void whereTargetIsReadOnlyTheArchiveIsInTheCacheOfTheUserOrNowhere() throws Exception {
        var target = home.resolve("target");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeThat(Files.isWritable(target)).as("root may write anywhere").isFalse();
            assertThat(start().err()).isEmpty();
            assertThat(archives()).isEmpty();

            environment.put("HOME", folder.toString());
            assertThat(start().err()).isEmpty();
            assertThat(archives(folder.resolve(".cache/in-toto"))).hasSize(1);
        } finally {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aMissingJarIsBuilt() throws Exception {
        Files.delete(jar);
        var maven = folder.resolve("maven");
        script(maven.resolve("mvn"), "#!/bin/sh\necho \"mvn in $(pwd)\"\necho built >target/in-toto.jar\n");
        environment.put("PATH", maven + ":/usr/bin:/bin");
        var outcome = start();
        assertThat(outcome.err())
                .isEqualTo("in-toto: building " + jar.toRealPath() + " (first start only)\nmvn in " + home.toRealPath()
                        + "\n");
        assertThat(outcome.out()).doesNotContain("mvn in");
        assertThat(outcome.exit()).isEqualTo(7);
    }

    /** In the C locale Java ends before Maven begins if it is started in a directory whose name is not ASCII. */
    @Test
    void aMissingJarIsBuiltInUtf8WhereThereIsNoLocale() throws Exception {
        var maven = folder.resolve("maven");
        script(
                maven.resolve("mvn"),
                "#!/bin/sh\necho \"LC_CTYPE=${LC_CTYPE-} LC_ALL=${LC_ALL-}\"\necho built >target/in-toto.jar\n");
        environment.put("PATH", maven + ":/usr/bin:/bin");
        Files.delete(jar);
        assertThat(start().err()).endsWith("\nLC_CTYPE=C.UTF-8 LC_ALL=\n");
        Files.delete(jar);
        environment.put("LC_ALL", "C");
        assertThat(start().err()).endsWith("\nLC_CTYPE= LC_ALL=C.UTF-8\n");
    }

    @Test
    void aMissingJarAndNoMavenIsSaid() throws Exception {
        Files.delete(jar);
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (String tool : List.of("sh", "cksum")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        environment.put("PATH", bin.toString());
        assertThat(start())
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "in-toto: " + home.toRealPath()
                                + "/target/in-toto.jar is missing, and mvn, which builds it, is not on the PATH\n"));
    }

    @Test
    void aBuildThatFailsIsSaid() throws Exception {
        Files.delete(jar);
        var maven = folder.resolve("maven");
        script(maven.resolve("mvn"), "#!/bin/sh\nexit 1\n");
        environment.put("PATH", maven + ":/usr/bin:/bin");
        var outcome = start();
        assertThat(outcome.err()).endsWith("in-toto: cannot build " + home.toRealPath() + "/target/in-toto.jar\n");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    @Test
    void furtherOptionsOfJavaAreTaken() throws Exception {
        environment.put("IN_TOTO_JAVA_OPTS", "-Xmx256m -XX:+UseSerialGC");
        assertThat(start().out()).contains("\n-Xmx256m\n-XX:+UseSerialGC\n").doesNotContain("UseParallelGC");
    }

    /** In the C locale Java takes every letter beyond ASCII in a file's name for a question mark. */
    @Test
    void namesAreInUtf8WhereThereIsNoLocale() throws Exception {
        assertThat(start().out()).contains("LC_CTYPE=C.UTF-8");
        environment.put("LANG", "de_DE.UTF-8");
        assertThat(start().out()).endsWith("LC_CTYPE=\n");
    }

    @Test
    void theRealJavaOpensFilesWithAnyNameInTheCLocale() throws Exception {
        environment.put("LC_ALL", "C");
        useRealJava("System.out.print(args[0] + new java.io.File(args[0]).exists());");
        Files.createFile(Path.of(URI.create(folder.toUri() + "gr%C3%BCn")));
        assertThat(start("gr\u00fcn").out()).isEqualTo("gr\u00fcntrue");
    }

    /** Takes the Java of the tests, and a jar whose command line is this. */
    private void useRealJava(String statements) throws IOException, InterruptedException {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        var source = folder.resolve("Main.java");
        Files.writeString(source, """
                package io.jenkins.plugins.intoto.cli;
                public class Main {
                    public static void main(String[] args) {
                        %s
                    }
                }
                """.formatted(statements));
        var tools = Path.of(System.getProperty("java.home"), "bin");
        InteropTools.run(
                        tools.resolve("javac").toString(),
                        "-d",
                        folder.resolve("classes").toString(),
                        source.toString())
                .succeeded();
        InteropTools.run(
                        tools.resolve("jar").toString(),
                        "cf",
                        jar.toString(),
                        "-C",
                        folder.resolve("classes").toString(),
                        ".")
                .succeeded();
        age(jar);
    }
}
