package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plugins that the archive of {@code pom.xml} asks for are those that the BOM of {@code pom-jenkins.xml} makes of them. */
class PluginDependenciesTest {
    private static final Pattern DEPENDENCIES = Pattern.compile("<Plugin-Dependencies>(.*)</Plugin-Dependencies>");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    @Test
    void bothBuildsAskForTheSameVersions() throws IOException {
        try (var manifest = getClass().getResourceAsStream("/the.hpl")) {
            assertEquals(
                    plugins(ofDefaultBuild()),
                    plugins(new Manifest(manifest).getMainAttributes().getValue("Plugin-Dependencies")));
        }
    }

    private static String ofDefaultBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return PROPERTY.matcher(first(DEPENDENCIES, pom))
                .replaceAll(property -> Matcher.quoteReplacement(
                        first(Pattern.compile("<" + Pattern.quote(property.group(1)) + ">(.*)</"), pom)));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertTrue(matcher.find(), pattern.pattern());
        return matcher.group(1);
    }

    private static Set<String> plugins(String dependencies) {
        return new TreeSet<>(Set.of(dependencies.split(",")));
    }
}
