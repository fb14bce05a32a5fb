package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * {@code pom.xml}, which works with Maven Central alone, and {@code pom-jenkins.xml}, which Jenkins' developers are used to,
 * describe one plugin. Which versions of other plugins the BOM of the latter means, {@code PluginDependenciesTest} compares.
 */
class PomsAgreeTest {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private static Element pom;
    private static Element standard;

    @BeforeAll
    static void read() throws Exception {
        pom = root("pom.xml");
        standard = root("pom-jenkins.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "inceptionYear",
                "licenses",
                "scm/connection",
                "scm/developerConnection",
                "scm/url",
                "properties/jenkins.version",
                "properties/project.build.outputTimestamp"
            })
    void describesTheSamePlugin(String path) {
        assertThat(text(standard, path)).isNotBlank().isEqualTo(text(pom, path));
    }

    @Test
    void everyPropertyOfOneNameHasOneValue() {
        var properties = properties(pom);
        properties(standard)
                .forEach((name, value) -> assertThat(value).as(name).isEqualTo(properties.getOrDefault(name, value)));
    }

    @Test
    void thePluginsThatItNeedsAreThoseOfTheManifest() {
        var dependencies = dependencies(standard).stream()
                .filter(dependency -> child(dependency, "version") == null)
                .filter(dependency -> !text(dependency, "scope").equals("test"))
                .map(dependency -> text(dependency, "artifactId")
                        + (text(dependency, "optional").equals("true") ? ";resolution:=optional" : ""));
        var manifest = Stream.of(text(pom, "Plugin-Dependencies").split(","))
                .map(dependency -> dependency.replaceFirst(":[^;]+", ""));

        assertThat(dependencies).containsExactlyInAnyOrderElementsOf(manifest.toList());
    }

    @Test
    void librariesOfBothHaveOneVersionAndAreOptionalInBoth() {
        var libraries = dependencies(standard).stream()
                .filter(dependency -> child(dependency, "version") != null)
                .collect(Collectors.toMap(PomsAgreeTest::coordinates, Function.identity()));
        assertThat(libraries).isNotEmpty();
        libraries.forEach((coordinates, library) -> assertThat(dependencies(pom))
                .filteredOn(dependency -> coordinates(dependency).equals(coordinates))
                .singleElement()
                .satisfies(dependency -> {
                    assertThat(resolved(pom, text(dependency, "version")))
                            .isEqualTo(resolved(standard, text(library, "version")));
                    assertThat(text(dependency, "optional")).isEqualTo(text(library, "optional"));
                }));
    }

    /** Both archives bundle the libraries that are declared here, and what those bring along. */
    @Test
    void theSameLibrariesAreBundled() {
        var bundled = dependencies(standard).stream()
                .filter(dependency -> child(dependency, "version") != null)
                .filter(dependency -> !text(dependency, "optional").equals("true"))
                .toList();
        var copied = new TreeSet<>(List.of(text(pom, "includeGroupIds").split(",")));
        var left = new HashSet<>(List.of(text(pom, "excludeArtifactIds").split(",")));
        var declared = new TreeSet<String>();
        for (var dependency : dependencies(pom)) {
            boolean runtime = text(dependency, "scope").isEmpty()
                    || text(dependency, "scope").equals("compile");
            if (runtime
                    && copied.contains(text(dependency, "groupId"))
                    && !left.contains(text(dependency, "artifactId"))) {
                declared.add(coordinates(dependency));
            }
        }

        assertThat(bundled).extracting(PomsAgreeTest::coordinates).containsExactlyInAnyOrderElementsOf(declared);
    }

    private static Element root(String file) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(Path.of(file).toFile())
                .getDocumentElement();
    }

    private static List<Element> children(Element element) {
        var children = new ArrayList<Element>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static Element child(Element element, String name) {
        return children(element).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The text of the element at a path, with its properties resolved; a name alone may stand anywhere below. */
    private static String text(Element element, String path) {
        Element found = element;
        for (var name : path.split("/")) {
            found = found == null ? null : child(found, name);
        }
        if (found == null) {
            found = (Element) element.getElementsByTagName(path).item(0);
        }
        return found == null
                ? ""
                : resolved(
                        element.getOwnerDocument().getDocumentElement(),
                        found.getTextContent().strip().replaceAll("\\s+", " "));
    }

    private static String resolved(Element project, String text) {
        return PROPERTY.matcher(text).replaceAll((MatchResult property) -> {
            var value = child(child(project, "properties"), property.group(1));
            return Matcher.quoteReplacement(
                    value == null ? property.group() : resolved(project, value.getTextContent()));
        });
    }

    private static Map<String, String> properties(Element project) {
        var properties = new TreeMap<String, String>();
        for (var property : children(child(project, "properties"))) {
            properties.put(property.getTagName(), resolved(project, property.getTextContent()));
        }
        return properties;
    }

    private static List<Element> dependencies(Element project) {
        return children(child(project, "dependencies"));
    }

    private static String coordinates(Element dependency) {
        return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
    }
}
