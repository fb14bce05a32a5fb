package io.jenkins.plugins.intoto.jenkinsapi;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * The types that {@code javap -protected} lists, and how those of one listing differ from those of another.
 *
 * @param types the types by binary name
 */
record JavapListing(Map<String, Type> types) {
    private static final Pattern DECLARATION =
            Pattern.compile("(?<modifiers>.*\\b(?:class|interface)) (?<name>[\\w.$]+)(?<parameters><.*>)?");

    /**
     * A listed type.
     *
     * @param declaration modifiers, kind, name and type parameters
     * @param parents the erased names of its superclass and interfaces
     * @param members its fields, constructors and methods, as they are listed
     */
    record Type(String declaration, Set<String> parents, Set<String> members) {}

    static JavapListing of(Path classes, Collection<String> names) {
        var out = new StringWriter();
        var arguments = new ArrayList<>(List.of("-protected", "-cp", classes.toString()));
        arguments.addAll(names);
        var javap = ToolProvider.findFirst("javap").orElseThrow();
        var writer = new PrintWriter(out);
        if (javap.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException(out.toString());
        }
        return parse(out.toString());
    }

    static JavapListing parse(String text) {
        var types = new LinkedHashMap<String, Type>();
        Type type = null;
        for (String line : text.lines().toList()) {
            if (line.startsWith("  ")) {
                // Some versions of javap write a checked exception beside a type variable with slashes.
                type.members().add(line.strip().replace('/', '.'));
            } else if (line.endsWith("{")) {
                type = parseHeader(line.substring(0, line.length() - 1).strip());
                types.put(nameOf(type), type);
            }
        }
        return new JavapListing(types);
    }

    private static Type parseHeader(String header) {
        var words = splitOutsideBrackets(header, ' ');
        var declaration = new ArrayList<String>();
        var parents = new LinkedHashSet<String>();
        boolean inParents = false;
        for (String word : words) {
            if (word.equals("extends") || word.equals("implements")) {
                inParents = true;
            } else if (inParents) {
                splitOutsideBrackets(word, ',').stream()
                        .filter(parent -> !parent.isEmpty())
                        .forEach(parent -> parents.add(parent.replaceFirst("<.*", "")));
            } else {
                declaration.add(word);
            }
        }
        return new Type(String.join(" ", declaration), parents, new LinkedHashSet<>());
    }

    private static String nameOf(Type type) {
        var matcher = DECLARATION.matcher(type.declaration());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no type: " + type.declaration());
        }
        return matcher.group("name");
    }

    private static List<String> splitOutsideBrackets(String text, char separator) {
        var parts = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == separator && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** What a class could run into that is compiled against this listing and runs against the real one; one line each. */
    Set<String> differencesFrom(JavapListing real) {
        var differences = new TreeSet<String>();
        types.forEach((name, type) -> {
            var realType = real.types.get(name);
            if (realType == null) {
                differences.add(name + ": there is no such type");
                return;
            }
            if (!type.declaration().equals(realType.declaration())) {
                differences.add(name + ": is declared '" + realType.declaration() + "'");
            }
            var ancestors = real.ancestors(name);
            type.parents().stream()
                    .filter(parent -> !ancestors.contains(parent))
                    .forEach(parent -> differences.add(name + ": is no " + parent));
            type.members().stream()
                    .filter(member -> !realType.members().contains(member))
                    .forEach(member -> differences.add(name + ": there is no '" + member + "'"));
        });
        return differences;
    }

    /** The methods of a type with a modifier that this listing lacks, and that can be overridden. */
    Set<String> methodsMissingFrom(JavapListing real, String name, String modifier) {
        var method = Pattern.compile("(?!.*\\b(?:final|static)\\b).*\\b" + modifier + "\\b.*\\(.*");
        var missing = new TreeSet<String>();
        real.types.get(name).members().stream()
                .filter(member -> method.matcher(member).matches() && !member.contains(" " + name + "("))
                .filter(member -> !types.get(name).members().contains(member))
                .forEach(member -> missing.add(name + ": lacks '" + member + "'"));
        return missing;
    }

    private Set<String> ancestors(String name) {
        var ancestors = new TreeSet<String>();
        if (types.containsKey(name)) {
            for (String parent : types.get(name).parents()) {
                ancestors.add(parent);
                ancestors.addAll(ancestors(parent));
            }
        }
        return ancestors;
    }
}
