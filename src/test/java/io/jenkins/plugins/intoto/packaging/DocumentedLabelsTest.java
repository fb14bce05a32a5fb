package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What documents and help call the plugin's forms, menus and pages, in italics and with arrows between the steps of a way, must
 * be what these are labelled.
 */
class DocumentedLabelsTest {
    /** What Jenkins and its plugins themselves label so. */
    private static final Set<String> OF_JENKINS = Set.of(
            "Add",
            "Advanced settings",
            "Create",
            "Credentials",
            "Deploy plugin",
            "Enter directly",
            "Folder",
            "Git",
            "Global",
            "Kind: Certificate",
            "Kind: SSH Username with private key",
            "Kind: Secret file",
            "Kind: Secret text",
            "Lightweight checkout",
            "Manage Jenkins",
            "OpenID Connect id token",
            "Pipeline script from SCM",
            "Plugins",
            "SCM API",
            "System",
            "Update",
            "Upload PKCS#12 certificate",
            "Username with password");

    /** Words that are in italics because they are stressed, introduced, or what a picture or a console says. */
    private static final Set<String> NO_LABELS = Set.of(
            "(artifact of the build)",
            "(file of the build)",
            "(links of any build)",
            "0 of 1 match",
            "12 products → materials",
            "1 of the lines that its seal, line 4, names are not there",
            "Addition",
            "Deletion",
            "Not run",
            "Replay",
            "claimed",
            "claims",
            "current",
            "kept: 2 materials → products",
            "legacy",
            "link",
            "observed",
            "predicate",
            "subjects",
            "there is no seal about it");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`|\\*\\*[^*]+\\*\\*");
    private static final Pattern ITALICS = Pattern.compile("(?<![*\\w])\\*(?! )([^*]+)(?<! )\\*(?![*\\w])");
    private static final Pattern EMPHASIS = Pattern.compile("<em>([^<]+)</em>");
    private static final Pattern TEXT_OF_VIEW = Pattern.compile("[{']%([^{}()']+)['}]");

    static Stream<Path> documents() throws IOException {
        try (var docs = Files.list(Path.of("docs"))) {
            var all = new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList());
            all.addAll(List.of(
                    Path.of("README.md"),
                    Path.of("CONTRIBUTING.md"),
                    Path.of("CHANGELOG.md"),
                    Path.of("examples", "README.md")));
            return all.stream();
        }
    }

    static Stream<Path> helpFiles() {
        return Resources.endingWith(".html").stream();
    }

    /** Texts of views and of classes, with what stands for a blank in them left open. */
    private static List<Pattern> labels() throws IOException {
        var labels = new LinkedHashSet<String>();
        for (var view : Resources.endingWith(".jelly")) {
            TEXT_OF_VIEW
                    .matcher(Resources.text(view))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(labels::add);
        }
        for (var texts : Resources.endingWith(".properties")) {
            Resources.text(texts)
                    .lines()
                    .filter(line -> line.contains("="))
                    .map(line -> line.split("=", 2)[1].replace("''", "'"))
                    .forEach(labels::add);
        }
        labels.removeIf(label -> label.matches("\\W*\\{0}\\W*"));
        return labels.stream()
                .map(label -> Pattern.compile(Stream.of(label.split("\\{0}", -1))
                        .map(Pattern::quote)
                        .reduce((before, after) -> before + ".+" + after)
                        .orElseThrow()))
                .toList();
    }

    private static List<String> named(String text) {
        return ITALICS.matcher(
                        CODE.matcher(text).replaceAll(match -> match.group().startsWith("`") ? "code" : ""))
                .results()
                .map(DocumentedLabelsTest::oneLine)
                .filter(words -> !words.matches(".*[.:]"))
                .filter(words -> !NO_LABELS.contains(words))
                .toList();
    }

    private static String oneLine(MatchResult match) {
        return match.group(1).replaceAll("\\s+", " ");
    }

    private static void assertLabelled(List<String> named) throws IOException {
        var labels = labels();
        assertThat(named.stream()
                        .flatMap(way -> Stream.of(way.split(" → ")))
                        .filter(label -> !OF_JENKINS.contains(label))
                        .filter(label -> labels.stream()
                                .noneMatch(known -> known.matcher(label).matches())))
                .as("neither labels of the plugin nor of Jenkins, nor known to be none")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatADocumentNamesIsLabelledSo(Path document) throws IOException {
        assertLabelled(named(Files.readString(document)));
    }

    @ParameterizedTest
    @MethodSource("helpFiles")
    void whatHelpNamesIsLabelledSo(Path help) throws IOException {
        assertLabelled(EMPHASIS.matcher(Resources.text(help))
                .results()
                .map(DocumentedLabelsTest::oneLine)
                .filter(words -> !NO_LABELS.contains(words))
                .toList());
    }

    @Test
    void theReadmeNamesLabels() throws IOException {
        assertThat(named(Files.readString(Path.of("README.md")))).hasSizeGreaterThan(5);
    }
}
