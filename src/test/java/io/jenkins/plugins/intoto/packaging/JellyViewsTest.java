package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenkins.model.OptionalJobProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.ProcessingInstruction;

/** What Jenkins demands of views, help files and texts, as far as it can be seen without Jenkins. */
class JellyViewsTest {
    private static final Set<String> FORMS =
            Set.of("config.jelly", "config-details.jelly", "credentials.jelly", "global.jelly");
    private static final Path PLUGIN = Path.of("src", "main", "java", "io", "jenkins", "plugins", "intoto");
    private static final Pattern SENTENCE = Pattern.compile("\"([A-Z][a-z]+,? [a-z][^\"]*)\"");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]{3,}");
    private static final Pattern TEXT_WITH_ARGUMENTS = Pattern.compile("%([A-Za-z][\\w.]*)\\(");

    static List<Path> views() {
        return Resources.endingWith(".jelly");
    }

    static List<Path> helpFiles() {
        return Resources.endingWith(".html");
    }

    static List<Path> texts() {
        return Resources.endingWith(".properties");
    }

    /** Classes that have a form. */
    static Stream<Class<?>> configurable() {
        return views().stream()
                .filter(view -> FORMS.contains(view.getFileName().toString()))
                .map(view ->
                        Resources.classOf(view).orElseThrow(() -> new AssertionError(view + " belongs to no class")));
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewEscapesWhatItShows(Path view) throws Exception {
        var children = Resources.parse(view).getChildNodes();

        assertThat(IntStream.range(0, children.getLength())
                        .mapToObj(children::item)
                        .filter(node -> node.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE)
                        .map(ProcessingInstruction.class::cast)
                        .filter(instruction -> instruction.getTarget().equals("jelly"))
                        .map(ProcessingInstruction::getData))
                .containsExactly("escape-by-default='true'");
    }

    @ParameterizedTest
    @MethodSource("views")
    void aViewNeverTakesValuesForMarkup(Path view) throws Exception {
        for (Element element : Resources.elements(Resources.parse(view))) {
            boolean isRawOutput =
                    element.getLocalName().equals("out") && "jelly:core".equals(element.getNamespaceURI());
            assertThat(isRawOutput).as("<j:out> in %s", view).isFalse();
            assertThat(attributes(element)).doesNotContain("escapeText", "htmlTooltip", "tooltipHtml");
        }
    }

    static Stream<Path> pages() {
        return Stream.concat(views().stream(), helpFiles().stream());
    }

    /** A strict Content-Security-Policy blocks these; scripts and styles come from files of their own. */
    @ParameterizedTest
    @MethodSource("pages")
    void aPageHasNoCodeOrStyleInIt(Path page) throws Exception {
        for (Element element : Resources.elements(Resources.parse(page))) {
            var name = element.getLocalName().toLowerCase(Locale.ROOT);
            assertThat(name).as("in %s", page).isNotIn("style", "script", "object", "embed", "iframe", "base");
            assertThat(attributes(element))
                    .as("attributes in %s", page)
                    .noneMatch(attribute -> attribute.toLowerCase(Locale.ROOT).matches("on.*|style|srcdoc|checkurl"));
            assertThat(element.getAttribute("href").toLowerCase(Locale.ROOT))
                    .as("href in %s", page)
                    .doesNotStartWith("javascript:")
                    .doesNotStartWith("data:");
        }
    }

    private static List<String> attributes(Element element) {
        var attributes = element.getAttributes();
        return IntStream.range(0, attributes.getLength())
                .mapToObj(attributes::item)
                .map(Attr.class::cast)
                .map(Attr::getName)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("configurable")
    void everyPropertyHasAHelpFile(Class<?> type) {
        assertThat(Resources.properties(type)).isNotEmpty().allSatisfy(property -> assertThat(
                        Resources.hasFile(type, "help-" + property + ".html"))
                .as("help of %s.%s", type.getSimpleName(), property)
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("configurable")
    void everyPropertyCanBeReadBack(Class<?> type) {
        assertThat(Resources.properties(type)).allSatisfy(property -> assertThat(type.getMethods())
                .as("getter of %s.%s", type.getSimpleName(), property)
                .anyMatch(method -> Resources.isGetter(method, property)));
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyFieldOfAFormIsAProperty(Path view) throws Exception {
        if (!FORMS.contains(view.getFileName().toString())) {
            return;
        }
        var type = Resources.classOf(view).orElseThrow();
        for (Element element : Resources.elements(Resources.parse(view))) {
            var field = element.getAttribute("field");
            if (!field.isEmpty() && !field.contains("${")) {
                assertThat(type.getMethods())
                        .as("getter of %s.%s", type.getSimpleName(), field)
                        .anyMatch(method -> Resources.isGetter(method, field));
            }
        }
    }

    /** Its config.jelly is Jenkins' own: without the box in there, saving the form of a job removes the property. */
    @ParameterizedTest
    @MethodSource("configurable")
    void anOptionalPropertyOfAJobHasJenkinsOwnCheckbox(Class<?> type) {
        assertThat(Resources.hasFile(type, "config-details.jelly"))
                .as(type.getSimpleName())
                .isEqualTo(OptionalJobProperty.class.isAssignableFrom(type));
    }

    @ParameterizedTest
    @MethodSource("helpFiles")
    void aHelpFileIsOneDivisionAboutSomethingThatThereIs(Path file) throws Exception {
        assertThat(Resources.parse(file).getDocumentElement().getTagName()).isEqualTo("div");

        var type = Resources.classOf(file).orElseThrow(() -> new AssertionError(file + " belongs to no class"));
        var name = file.getFileName().toString();
        if (name.startsWith("help-")) {
            var property = name.substring("help-".length(), name.length() - ".html".length());
            assertThat(type.getMethods()).as(file.toString()).anyMatch(method -> Resources.isGetter(method, property));
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textsAreUtf8AndNoneIsThereTwice(Path file) {
        var keys = Resources.text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("[=:]", 2)[0].strip())
                .toList();

        assertThat(keys).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyTextWithArgumentsIsThere(Path view) {
        var used = TEXT_WITH_ARGUMENTS
                .matcher(Resources.text(view))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        var file = view.resolveSibling(view.getFileName().toString().replace(".jelly", ".properties"));
        var texts = Files.exists(file) ? Resources.text(file) : "";

        assertThat(used).allSatisfy(key -> assertThat(texts).containsPattern("(?m)^" + key + "="));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextBelongsToAView(Path file) {
        var name = file.getFileName().toString().replaceFirst("(_[a-z]{2})*\\.properties$", "");
        if (name.equals("Messages")) {
            return;
        }
        var view = file.resolveSibling(name + ".jelly");
        assertThat(view).exists();
        var shown = Resources.text(view);
        assertThat(Resources.text(file).lines().filter(line -> line.contains("=")))
                .allSatisfy(line -> assertThat(shown).contains("%" + line.split("=", 2)[0].strip()));
    }

    /** Without the marker Jenkins takes tags for markup of no meaning, and shows nothing. */
    @ParameterizedTest
    @MethodSource("views")
    void everyTagOfTheirOwnThatViewsUseIsOne(Path view) throws Exception {
        for (Element element : Resources.elements(Resources.parse(view))) {
            var library = element.getNamespaceURI();
            if (library != null && library.startsWith("/lib/intoto")) {
                var folder = Path.of("src", "main", "resources", library);
                assertThat(folder.resolve("taglib")).exists();
                assertThat(folder.resolve(element.getLocalName() + ".jelly")).exists();
            }
        }
    }

    /** The methods of FormValidation and others that do not escape what they are given. */
    @Test
    void noClassMakesMarkupOfTexts() throws Exception {
        var culprits = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var calls = Pattern.compile("\\b\\w+WithMarkup\\(").matcher(Resources.text(file));
                calls.results().map(MatchResult::group).forEach(call -> culprits.add(file + ": " + call));
            }
        }
        assertThat(culprits).isEmpty();
    }

    /** All but the description of the plugin, which is in English as those of all plugins. */
    static Stream<Path> translatedViews() {
        return views().stream().filter(view -> !view.equals(Resources.ROOT.resolve("index.jelly")));
    }

    /** Texts of views have the form that can be translated; names and code are the same in all languages. */
    @ParameterizedTest
    @MethodSource("translatedViews")
    void theWordsOfAViewCanBeTranslated(Path view) throws Exception {
        assertThat(words(Resources.parse(view).getDocumentElement())).isEmpty();
    }

    private static List<String> words(Node node) {
        var prefix = node.getPrefix();
        if (node.getNodeName().equals("code") || "st".equals(prefix)) {
            return List.of();
        }
        var words = new ArrayList<String>();
        var children = node.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            words.addAll(words(children.item(i)));
        }
        if (node.getNodeType() == Node.TEXT_NODE) {
            LETTERS.matcher(node.getTextContent()
                            .replaceAll("\\$\\{[^}]*}", "")
                            .replace("in-toto", "")
                            .replace("sha256", ""))
                    .results()
                    .map(MatchResult::group)
                    .forEach(words::add);
        }
        return words;
    }

    /** Sentences of classes that Jenkins shows are in texts; those of logs, and of what is signed, are in English. */
    @Test
    void noClassOfThePluginHoldsASentenceThatBeginsWithACapital() throws Exception {
        var sentences = new TreeSet<String>();
        try (var files = Files.walk(PLUGIN)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file ->
                            !file.startsWith(PLUGIN.resolve("engine")) && !file.startsWith(PLUGIN.resolve("cli")))
                    .toList()) {
                SENTENCE.matcher(Resources.text(file).replaceAll("LOGGER\\.log\\([^;]*;", ""))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(sentences::add);
            }
        }
        assertThat(sentences)
                .isSubsetOf(
                        "Jenkins ends, which is no problem of the run", // is caught
                        "Proposed from the links of "); // is part of the layout
    }

    @Test
    void thereAreViewsToLookAt() {
        assertThat(Arrays.asList(views().size(), helpFiles().size(), texts().size()))
                .allSatisfy(count -> assertThat(count).isPositive());
    }
}
