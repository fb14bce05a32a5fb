package io.jenkins.plugins.intoto.packaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The views, help files and texts of the plugin, and the classes that they belong to. */
final class Resources {
    static final Path ROOT = Path.of("src", "main", "resources");

    private Resources() {}

    /** All files with an ending; at least one. */
    static List<Path> endingWith(String ending) {
        try (var files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static Document parse(Path file) throws IOException, SAXException, ParserConfigurationException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(file.toFile());
    }

    static List<Element> elements(Document document) {
        var nodes = document.getElementsByTagName("*");
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** The class whose view or help file this is; none for those at the top. */
    static Optional<Class<?>> classOf(Path file) {
        var folder = ROOT.relativize(file.getParent());
        var name = new StringBuilder();
        Class<?> found = null;
        for (Path part : folder) {
            if (name.length() > 0) {
                name.append(found == null ? '.' : '$');
            }
            found = load(name.append(part).toString()).orElse(null);
        }
        return Optional.ofNullable(found);
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(name, false, Resources.class.getClassLoader()));
        } catch (ClassNotFoundException | NoClassDefFoundError e) { // the latter where a file system ignores case
            return Optional.empty();
        }
    }

    private static boolean isOwn(Class<?> type) {
        return type.getName().startsWith("io.jenkins.plugins.intoto.");
    }

    /** The properties that forms and scripts can set on a class, except those that Jenkins' own classes declare. */
    static Set<String> properties(Class<?> type) {
        var properties = new TreeSet<String>();
        for (Class<?> c = type; c != null && isOwn(c); c = c.getSuperclass()) {
            Arrays.stream(c.getDeclaredConstructors())
                    .filter(constructor -> constructor.isAnnotationPresent(DataBoundConstructor.class))
                    .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                    .map(Parameter::getName)
                    .forEach(properties::add);
            Arrays.stream(c.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                    .map(method -> decapitalised(method.getName().substring("set".length())))
                    .forEach(properties::add);
        }
        properties.removeIf(property -> Arrays.stream(type.getMethods())
                .anyMatch(method -> isGetter(method, property) && !isOwn(method.getDeclaringClass())));
        return properties;
    }

    static boolean isGetter(Method method, String property) {
        var name = method.getName();
        return method.getParameterCount() == 0
                && ((name.startsWith("get") && decapitalised(name.substring(3)).equals(property))
                        || (name.startsWith("is")
                                && decapitalised(name.substring(2)).equals(property)));
    }

    private static String decapitalised(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** Whether a class, or one of its own superclasses, has a file in the jar; the build puts some of them there. */
    static boolean hasFile(Class<?> type, String name) {
        for (Class<?> c = type; c != null && isOwn(c); c = c.getSuperclass()) {
            if (c.getResource("/" + c.getName().replaceAll("[.$]", "/") + "/" + name) != null) {
                return true;
            }
        }
        return false;
    }
}
