package io.jenkins.plugins.intoto.packaging;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The classes that were compiled for the plugin. */
final class PluginClasses {
    static final Path FOLDER = Path.of("target", "classes");

    private PluginClasses() {}

    /** All of them, not initialised. */
    static List<Class<?>> all() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.map(file -> FOLDER.relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), "."))
                    .filter(name -> name.endsWith(".class"))
                    .<Class<?>>map(PluginClasses::load)
                    .toList();
        }
    }

    /** The binary names of the classes that carry an annotation. */
    static Set<String> annotatedWith(Class<? extends Annotation> annotation) throws IOException {
        return all().stream()
                .filter(type -> type.isAnnotationPresent(annotation))
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> load(String fileName) {
        String name = fileName.substring(0, fileName.length() - ".class".length());
        try {
            return Class.forName(name, false, PluginClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
