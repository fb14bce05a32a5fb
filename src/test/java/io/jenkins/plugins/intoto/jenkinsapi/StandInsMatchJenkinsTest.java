package io.jenkins.plugins.intoto.jenkinsapi;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The stand-ins for Jenkins' types say nothing that the real types do not say. */
class StandInsMatchJenkinsTest {
    private static final Path PLUGIN = Path.of("target/classes");
    private static final Path STAND_INS = folderOf(FilePath.class);
    private static final List<Class<?>> VISIBLE = visibleClasses(STAND_INS);
    private static final JavapListing LISTING =
            JavapListing.of(STAND_INS, VISIBLE.stream().map(Class::getName).toList());

    @Test
    void everyTypeAndMemberIsJenkinsOwn() throws IOException {
        assertThat(LISTING.types()).hasSameSizeAs(VISIBLE);
        assertThat(LISTING.differencesFrom(jenkins())).isEmpty();
    }

    @Test
    void whatMayBeNullIsTheSameAndNothingIsRestrictedToJenkins() throws IOException {
        var standIns = AnnotationListing.of(
                List.of(STAND_INS.toUri().toURL()), LISTING.types().keySet());
        assertThat(standIns.types()).hasSameSizeAs(VISIBLE);
        assertThat(standIns.differencesFrom(AnnotationListing.parse(read("jenkins-annotations-2.528.txt"))))
                .isEmpty();
        assertThat(standIns.toString()).doesNotContain("@Restricted");
    }

    /** Who implements a type here would not do so there. */
    @Test
    void whatThePluginExtendsHasEveryAbstractMethod() throws IOException {
        assertThat(methodsMissingFromExtended(type -> true, "abstract")).isEmpty();
    }

    /** The compiler gives a subclass a method for each of them, by which others can call it. */
    @Test
    void whatThePluginExtendsAndIsNotPublicHasEveryPublicMethod() throws IOException {
        assertThat(methodsMissingFromExtended(type -> !Modifier.isPublic(type.getModifiers()), "public"))
                .isEmpty();
    }

    private static Set<String> methodsMissingFromExtended(Predicate<Class<?>> which, String modifier)
            throws IOException {
        var extended = new TreeSet<String>();
        for (Class<?> type : classes(PLUGIN)) {
            addAncestors(type, extended);
        }
        extended.retainAll(LISTING.types().keySet());
        var missing = new TreeSet<String>();
        for (String name : extended) {
            if (which.test(load(name))) {
                missing.addAll(LISTING.methodsMissingFrom(jenkins(), name, modifier));
            }
        }
        return missing;
    }

    /** Every annotation of Jenkins that is stood in for is; one that the compiler dropped would not be seen there. */
    @Test
    void everyAnnotationIsKeptAtRunTime() {
        assertThat(VISIBLE.stream().filter(Class::isAnnotation)).isNotEmpty().allSatisfy(annotation -> assertThat(
                        annotation.getAnnotation(Retention.class))
                .isNotNull()
                .extracting(Retention::value)
                .isEqualTo(RetentionPolicy.RUNTIME));
    }

    /** The compiler copies the value of a constant: one guessed here would be wrong there. */
    @Test
    void noConstantIsCopiedIntoThePlugin() {
        assertThat(VISIBLE.stream()
                        .flatMap(type -> List.of(type.getDeclaredFields()).stream())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .filter(field -> !Modifier.isPrivate(field.getModifiers()))
                        .filter(field -> Modifier.isFinal(field.getModifiers()))
                        .filter(field -> field.getType().isPrimitive() || field.getType() == String.class))
                .isEmpty();
    }

    static JavapListing jenkins() throws IOException {
        return JavapListing.parse(read("jenkins-api-2.528.javap"));
    }

    private static String read(String resource) throws IOException {
        try (var in = StandInsMatchJenkinsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<?>> visibleClasses(Path folder) {
        try {
            return classes(folder).stream()
                    .filter(StandInsMatchJenkinsTest::isVisible)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isVisible(Class<?> type) {
        boolean visible = (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
        return visible && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static List<Class<?>> classes(Path folder) throws IOException {
        var classes = new ArrayList<Class<?>>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = folder.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                if (name.endsWith(".class") && !name.endsWith("package-info.class")) {
                    classes.add(load(name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        return classes;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, StandInsMatchJenkinsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addAncestors(Class<?> type, Set<String> names) {
        var parents = new ArrayList<Class<?>>(List.of(type.getInterfaces()));
        if (type.getSuperclass() != null) {
            parents.add(type.getSuperclass());
        }
        for (Class<?> parent : parents) {
            names.add(parent.getName());
            addAncestors(parent, names);
        }
    }
}
