package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The URI of an object on a PKCS#11 token (RFC 7512).
 *
 * @param source the URI without its query, for error messages
 * @param path what identifies token and object
 * @param query where the library and the PIN are
 */
record Pkcs11Uri(String source, Map<String, String> path, Map<String, String> query) {
    static final String SCHEME = "pkcs11:";
    static final String TOKEN = "token";
    static final String OBJECT = "object";
    static final String ID = "id";

    private static final Set<String> PATH =
            Set.of(TOKEN, OBJECT, ID, "serial", "manufacturer", "model", "slot-id", "type");
    private static final Set<String> QUERY = Set.of("module-path", "pin-source");

    static Pkcs11Uri of(String text) throws UnreadableKeyException {
        var source = text.split("\\?", 2)[0];
        var query = text.length() > source.length() ? text.substring(source.length() + 1) : "";
        var uri = new Pkcs11Uri(
                source, attributes(source.substring(SCHEME.length()), ";", source), attributes(query, "&", source));
        if (uri.query.containsKey("pin-value")) {
            throw uri.malformed("shows the PIN to all who see the command; use pin-source=file:… or --password-file");
        }
        uri.refuseOthers(uri.path, PATH);
        uri.refuseOthers(uri.query, QUERY);
        if (!uri.path.getOrDefault("type", "private").matches("private|public")) {
            throw uri.malformed("is not of a key: its type is neither private nor public");
        }
        return uri;
    }

    /** The same under another name in error messages. */
    Pkcs11Uri called(String name) {
        return new Pkcs11Uri(name, path, query);
    }

    private static Map<String, String> attributes(String text, String separator, String source)
            throws UnreadableKeyException {
        var attributes = new LinkedHashMap<String, String>();
        for (var attribute : text.isEmpty() ? new String[0] : text.split(separator)) {
            var parts = attribute.split("=", 2);
            if (parts.length < 2 || attributes.put(parts[0], decoded(parts[1], source)) != null) {
                throw malformed(source, "is not a PKCS#11 URI (RFC 7512), such as pkcs11:token=build;object=release");
            }
        }
        return attributes;
    }

    /** One character for each octet, since an id is not text. */
    private static String decoded(String value, String source) throws UnreadableKeyException {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            throw malformed(source, "is not a PKCS#11 URI (RFC 7512): a percent sign is not followed by two digits");
        }
    }

    private void refuseOthers(Map<String, String> attributes, Set<String> known) throws UnreadableKeyException {
        for (var name : attributes.keySet()) {
            if (!known.contains(name)) {
                throw malformed("has an attribute that is not supported; supported are "
                        + String.join(", ", PATH.stream().sorted().toList())
                        + ", and after the question mark module-path and pin-source");
            }
        }
    }

    UnreadableKeyException malformed(String reason) {
        return malformed(source, reason);
    }

    private static UnreadableKeyException malformed(String source, String reason) {
        return new UnreadableKeyException(source, NOT_A_KEY, reason);
    }

    /** The text of an attribute of the path, in UTF-8; empty if any will do. */
    Optional<String> text(String name) {
        return Optional.ofNullable(path.get(name)).map(Pkcs11Uri::utf8);
    }

    /** The octets of the id; empty if any will do. */
    Optional<byte[]> id() {
        return Optional.ofNullable(path.get(ID)).map(id -> id.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The file that is the library. */
    String module() throws UnreadableKeyException {
        var module = query.get("module-path");
        if (module == null) {
            throw malformed("names no PKCS#11 library; add ?module-path=FILE");
        }
        return utf8(module);
    }

    /** The file whose first line is the PIN; empty if it is to be had elsewhere. */
    Optional<String> pinFile() throws UnreadableKeyException {
        var pin = Optional.ofNullable(query.get("pin-source")).map(Pkcs11Uri::utf8);
        if (pin.filter(value -> value.startsWith("|") || value.matches("(?!file:)[a-z]+:.*"))
                .isPresent()) {
            throw malformed("has a pin-source that is not a file");
        }
        return pin.map(value -> value.replaceFirst("^file:(//(?=/))?", ""));
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
