package io.jenkins.plugins.intoto;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What tests run besides Java, and may be missing. Each constant is one line: the group it is hidden with, the Debian
 * packages it is installed from, and its programs, of which one may have alternatives, joined by bars. {@code .ci/run} has
 * these lines by {@code java Tool.java}, installs what is missing and hides each group once; so this file depends on the JDK
 * alone.
 */
public enum Tool {
    IN_TOTO("in-toto", "in-toto", "in-toto-run in-toto-record in-toto-sign in-toto-verify in-toto-keygen"),
    GPG("gpg", "gnupg", "gpg gpgconf"),
    OPENSSL("openssl", "openssl", "openssl"),
    SSH_KEYGEN("openssl", "openssh-client", "ssh-keygen"),
    /** With the packages of {@code src/test/node}, see {@link #packagesOfNode}. */
    NODE("node", "nodejs npm", "node npm"),
    PROTOC("protoc", "protobuf-compiler", "protoc"),
    DOCKER_REGISTRY("docker-registry", "docker-registry", "docker-registry"),
    /** Or the one at {@code -Dchromium=FILE}. */
    CHROMIUM("chromium", "chromium", "chromium|chromium-browser|google-chrome|chrome"),
    SOFTHSM("softhsm", "softhsm2", "softhsm2-util"),
    GIT("unix", "git", "git"),
    CURL("unix", "curl", "curl"),
    BASH("unix", "bash", "bash"),
    TAR("unix", "tar", "tar"),
    DPKG("unix", "dpkg", "dpkg-deb"),
    GROFF("unix", "groff-base", "groff"),
    COREUTILS("unix", "coreutils", "mkfifo sha256sum sha384sum sha512sum");

    private final String group;
    private final String packages;
    private final String programs;

    Tool(String group, String packages, String programs) {
        this.group = group;
        this.packages = packages;
        this.programs = programs;
    }

    /** The Debian packages that it is installed from. */
    List<String> packages() {
        return List.of(packages.split(" "));
    }

    /** Its programs, each by the first of its names. */
    List<String> programs() {
        return Stream.of(programs.split(" "))
                .map(names -> names.split("\\|")[0])
                .toList();
    }

    /** The tool that a program belongs to, which is given by its name or its path. */
    static Optional<Tool> of(Path program) {
        if (CHROMIUM.path().filter(program::equals).isPresent()) {
            return Optional.of(CHROMIUM);
        }
        if (IN_TOTO.path().isPresent()
                && program.equals(Path.of(pythonOfInToto().get(0)))) {
            return Optional.of(IN_TOTO);
        }
        var name = program.getFileName().toString();
        return Arrays.stream(values())
                .filter(tool -> List.of(tool.programs.split("[ |]")).contains(name))
                .findFirst();
    }

    /** Why tests that need this tool cannot run here, in words that name the tool; empty if they can. */
    Optional<String> missing() {
        var absent = Stream.of(programs.split(" "))
                .filter(names -> locate(names).isEmpty())
                .map(names -> names.split("\\|")[0])
                .toList();
        if (!absent.isEmpty()) {
            return Optional.of(String.join(", ", absent) + (absent.size() == 1 ? " is" : " are")
                    + " not on the PATH (Debian: " + packages + ")");
        }
        if (this == NODE && !hasPackagesOfNode()) {
            return Optional.of(
                    "node lacks the packages of src/test/node in " + packagesOfNode() + " (.ci/run installs them)");
        }
        return Optional.empty();
    }

    /** The first of its programs. */
    public Optional<Path> path() {
        return locate(programs.split(" ")[0]);
    }

    private Optional<Path> locate(String names) {
        var configured = System.getProperty("chromium", "");
        if (this == CHROMIUM && !configured.isBlank()) {
            return Optional.of(Path.of(configured)).filter(Files::isExecutable);
        }
        var path = System.getenv("PATH").split(File.pathSeparator);
        return Stream.of(names.split("\\|"))
                .flatMap(name -> Stream.of(path).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What runs in-toto's scripts, and has the modules that they import. */
    static List<String> pythonOfInToto() {
        try (var lines = Files.lines(IN_TOTO.path().orElseThrow())) {
            return List.of(
                    lines.findFirst().orElseThrow().replaceFirst("^#! *", "").split(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory that the packages of Node.js are below: {@code -Dinterop.node}, or {@code target/node}. */
    public static Path packagesOfNode() {
        return Path.of(System.getProperty("interop.node", "target/node"));
    }

    private static boolean hasPackagesOfNode() {
        var lock = packagesOfNode().resolve("package-lock.json");
        try {
            return Files.isDirectory(packagesOfNode().resolve("node_modules"))
                    && Files.exists(lock)
                    && Files.mismatch(lock, Path.of("src/test/node/package-lock.json")) < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prints a line for each tool: its group, its packages and its programs, separated by tabs. */
    public static void main(String[] arguments) {
        for (var tool : values()) {
            System.out.println(String.join("\t", tool.group, tool.packages, tool.programs));
        }
    }
}
