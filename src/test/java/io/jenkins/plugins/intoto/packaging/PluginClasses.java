package io.jenkins.plugins.intoto.packaging;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The classes that were compiled for the plugin. */
final class PluginClasses {
    static final Path FOLDER = Path.of("target", "classes");

    private PluginClasses() {}

    /** The binary names of the classes that carry an annotation. */
    static Set<String> annotatedWith(Class<? extends Annotation> annotation) throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                String name = FOLDER.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                if (name.endsWith(".class") && load(name).isAnnotationPresent(annotation)) {
                    names.add(load(name).getName());
                }
            }
        }
        return names;
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
