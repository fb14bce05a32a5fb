package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import hudson.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An extension that serves another plugin must drop out where that plugin is missing. Jenkins leaves one out only if looking at
 * its methods or making it fails; one that fails no sooner than it is called would take others down.
 */
class OptionalExtensionsTest {
    /** What the plugins bring on which the manifest does not insist. */
    private static final Map<String, List<String>> OPTIONAL_PLUGINS = Map.of(
            "cloudbees-folder", List.of("com.cloudbees.hudson.plugins.folder."),
            "durable-task", List.of("org.jenkinsci.plugins.durabletask."),
            "git", List.of("hudson.plugins.git.", "jenkins.plugins.git."),
            "junit", List.of("hudson.tasks.junit."),
            "scm-api", List.of("jenkins.scm.api."),
            "workflow-cps", List.of("org.jenkinsci.plugins.workflow.cps."),
            "workflow-job", List.of("org.jenkinsci.plugins.workflow.job."));

    static List<Class<?>> optional() throws IOException {
        return PluginClasses.all().stream()
                .filter(type -> type.isAnnotationPresent(Extension.class)
                        && type.getAnnotation(Extension.class).optional())
                .toList();
    }

    static Stream<Arguments> extensionsAndWhatTheyServe() throws IOException {
        return optional().stream().flatMap(type -> OPTIONAL_PLUGINS.keySet().stream()
                .sorted()
                .filter(plugin -> uses(type, plugin))
                .map(plugin -> Arguments.of(type.getName(), plugin)));
    }

    private static boolean uses(Class<?> type, String plugin) {
        return new ClassFileImporter()
                .importClass(type).getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .map(JavaClass::getBaseComponentType)
                        .anyMatch(used -> isOf(plugin, used.getName()));
    }

    private static boolean isOf(String plugin, String type) {
        return OPTIONAL_PLUGINS.get(plugin).stream().anyMatch(type::startsWith);
    }

    @Test
    void everyOptionalExtensionServesAPluginThatMayBeMissing() throws IOException {
        assertThat(optional()).isNotEmpty().allSatisfy(type -> assertThat(OPTIONAL_PLUGINS.keySet())
                .anyMatch(plugin -> uses(type, plugin)));
    }

    @ParameterizedTest(name = "{0} without {1}")
    @MethodSource("extensionsAndWhatTheyServe")
    void withoutItsPluginAnExtensionIsLeftOut(String type, String plugin) {
        assertThatExceptionOfType(LinkageError.class).isThrownBy(() -> {
            var extension = Class.forName(type, false, new Without(plugin));
            extension.getDeclaredMethods();
            extension.getDeclaredConstructor().newInstance();
        });
    }

    /** Has the classes of this plugin, but none of another. */
    private static final class Without extends ClassLoader {
        private final String plugin;

        Without(String plugin) {
            super(OptionalExtensionsTest.class.getClassLoader());
            this.plugin = plugin;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (isOf(plugin, name)) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith("io.jenkins.plugins.intoto.") ? ownClass(name) : super.loadClass(name, resolve);
        }

        private synchronized Class<?> ownClass(String name) throws ClassNotFoundException {
            var loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] content = in.readAllBytes();
                return defineClass(name, content, 0, content.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
