package io.jenkins.plugins.intoto.jenkinsapi;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What types say by annotations that checks of Jenkins' plugins rely on: what may be {@code null}, of which SpotBugs reports calls
 * that ignore it, and what is restricted to Jenkins itself, of which maven-hpi-plugin's lifecycle reports any use.
 *
 * @param types per type, itself and its protected and public members by their erased signatures, such as
 *     {@code hudson.model.Run.getResult()}, with their annotations, such as {@code @CheckForNull hudson.model.Run.getResult()}; of
 *     the members that are read from a text only those that have any
 */
record AnnotationListing(Map<String, Map<String, String>> types) {
    private static final Map<String, String> ANNOTATIONS = Map.of(
            "CheckForNull", "@CheckForNull ",
            "Nullable", "@Nullable ",
            "NonNull", "@NonNull ",
            "Nonnull", "@NonNull ",
            "Restricted", "@Restricted ");

    /** Prints the listing of the types of the recorded API, read from the jars that are given. */
    public static void main(String[] jars) throws IOException {
        var urls = new ArrayList<URL>();
        for (String jar : jars) {
            urls.add(URI.create("jar:" + Path.of(jar).toUri() + "!/").toURL());
        }
        of(urls, StandInsMatchJenkinsTest.jenkins().types().keySet()).types().forEach((type, members) -> {
            System.out.println(members.remove(type));
            members.forEach((member, annotated) -> {
                if (!member.equals(annotated)) {
                    System.out.println("  " + annotated);
                }
            });
        });
    }

    static AnnotationListing of(Collection<URL> classes, Set<String> names) {
        var types = new TreeMap<String, Map<String, String>>();
        for (JavaClass type : new ClassFileImporter().importUrls(classes)) {
            if (names.contains(type.getName())) {
                var members = new TreeMap<String, String>();
                members.put(type.getName(), annotation(type) + type.getName());
                type.getMembers().stream()
                        .filter(AnnotationListing::isVisible)
                        .forEach(member -> members.put(member.getFullName(), annotated(member)));
                types.put(type.getName(), members);
            }
        }
        return new AnnotationListing(types);
    }

    static AnnotationListing parse(String text) {
        var types = new TreeMap<String, Map<String, String>>();
        Map<String, String> members = Map.of();
        for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
            var name = line.strip().replaceAll("@\\w+ ", "");
            if (!line.startsWith("  ")) {
                members = new TreeMap<>();
                types.put(name, members);
            }
            members.put(name, line.strip());
        }
        return new AnnotationListing(types);
    }

    /** What the real listing says otherwise of the types and members of this one; one line each. */
    Set<String> differencesFrom(AnnotationListing real) {
        var differences = new TreeSet<String>();
        types.forEach((type, members) -> {
            var realMembers = real.types.get(type);
            if (realMembers == null) {
                differences.add(type + ": is not in the listing");
                return;
            }
            members.forEach((member, annotated) -> {
                String really = realMembers.getOrDefault(member, member);
                if (!annotated.equals(really)) {
                    differences.add(really);
                }
            });
        });
        return differences;
    }

    private static boolean isVisible(JavaMember member) {
        var modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static String annotated(JavaMember member) {
        if (!(member instanceof JavaCodeUnit unit)) {
            return annotation(member) + member.getFullName();
        }
        return annotation(unit) + unit.getOwner().getName() + "." + unit.getName()
                + unit.getParameters().stream()
                        .map(parameter ->
                                annotation(parameter) + parameter.getRawType().getName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String annotation(HasAnnotations<?> annotated) {
        return annotated.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getSimpleName())
                .filter(ANNOTATIONS::containsKey)
                .map(ANNOTATIONS::get)
                .sorted()
                .collect(Collectors.joining());
    }
}
