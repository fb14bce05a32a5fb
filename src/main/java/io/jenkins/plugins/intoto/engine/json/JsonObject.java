package io.jenkins.plugins.intoto.engine.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A read-only view of a JSON object that knows where it stands in its document: whatever is missing or of a wrong type is
 * reported with a JSON pointer. Unknown members are left alone.
 */
public final class JsonObject {
    private final Map<String, Object> members;
    private final String source;
    private final String pointer;

    private JsonObject(Map<String, Object> members, String source, String pointer) {
        this.members = members;
        this.source = source;
        this.pointer = pointer;
    }

    /**
     * @param value a plain value as {@link Json} reads them
     * @param source the name of its document for error messages
     * @throws MalformedJsonException if the value is not an object
     */
    public static JsonObject of(Object value, String source) throws MalformedJsonException {
        return of(value, source, "");
    }

    private static JsonObject of(Object value, String source, String pointer) throws MalformedJsonException {
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // Json makes no other maps
            var members = (Map<String, Object>) map;
            return new JsonObject(members, source, pointer);
        }
        throw wrongType(source, pointer, "an object", value);
    }

    /** The name of the document. */
    public String source() {
        return source;
    }

    /** Where this object stands in its document (RFC 6901). */
    public String pointer() {
        return pointer;
    }

    /** The members as plain values, unmodifiable. */
    public Map<String, Object> asMap() {
        return members;
    }

    /** The names of the members in the order of the document. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Whether there is a member of this name, be it {@code null}. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A required string. */
    public String string(String name) throws MalformedJsonException {
        return optionalString(name).orElseThrow(() -> missing(name));
    }

    /** A string, or the fallback if there is no such member. */
    public String string(String name, String fallback) throws MalformedJsonException {
        return optionalString(name).orElse(fallback);
    }

    /** A string, if there is such a member. */
    public Optional<String> optionalString(String name) throws MalformedJsonException {
        if (!has(name)) {
            return Optional.empty();
        }
        if (members.get(name) instanceof String text) {
            return Optional.of(text);
        }
        throw wrongType(source, pointerTo(name), "a string", members.get(name));
    }

    /** The bytes of a required string, see {@link Json#base64}. */
    public byte[] base64(String name) throws MalformedJsonException {
        try {
            return Json.base64(string(name));
        } catch (IllegalArgumentException e) {
            throw malformed(name, "is not base64");
        }
    }

    /** A required integer of 32 bits. */
    public int integer(String name) throws MalformedJsonException {
        if (!has(name)) {
            throw missing(name);
        }
        if (members.get(name) instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw wrongType(source, pointerTo(name), "an integer of 32 bits", members.get(name));
    }

    /** An integer of 32 bits, or the fallback if there is no such member. */
    public int integer(String name, int fallback) throws MalformedJsonException {
        return has(name) ? integer(name) : fallback;
    }

    /** A required object. */
    public JsonObject object(String name) throws MalformedJsonException {
        return optionalObject(name).orElseThrow(() -> missing(name));
    }

    /** An object, if there is such a member. */
    public Optional<JsonObject> optionalObject(String name) throws MalformedJsonException {
        return has(name) ? Optional.of(of(members.get(name), source, pointerTo(name))) : Optional.empty();
    }

    /** An array of objects; empty if there is no such member. */
    public List<JsonObject> objects(String name) throws MalformedJsonException {
        var objects = new ArrayList<JsonObject>();
        var elements = list(name);
        for (int i = 0; i < elements.size(); i++) {
            objects.add(of(elements.get(i), source, pointerTo(name) + "/" + i));
        }
        return List.copyOf(objects);
    }

    /** A required array of objects, at least one. */
    public List<JsonObject> someObjects(String name) throws MalformedJsonException {
        if (!has(name)) {
            throw missing(name);
        }
        var objects = objects(name);
        if (objects.isEmpty()) {
            throw malformed(name, "must not be empty");
        }
        return objects;
    }

    /** An object, if there is such a member that is not {@code null}, which is what some writers have for none. */
    public Optional<JsonObject> objectOrNull(String name) throws MalformedJsonException {
        return members.get(name) == null ? Optional.empty() : optionalObject(name);
    }

    /** An array of objects; empty if there is no such member, or it is {@code null}, which some writers have for none. */
    public List<JsonObject> objectsOrNull(String name) throws MalformedJsonException {
        return members.get(name) == null ? List.of() : objects(name);
    }

    /** An array of strings; empty if there is no such member. */
    public List<String> strings(String name) throws MalformedJsonException {
        return strings(list(name), pointerTo(name));
    }

    /** An array of arrays of strings; empty if there is no such member. */
    public List<List<String>> stringLists(String name) throws MalformedJsonException {
        var lists = new ArrayList<List<String>>();
        var elements = list(name);
        for (int i = 0; i < elements.size(); i++) {
            var place = pointerTo(name) + "/" + i;
            if (!(elements.get(i) instanceof List<?> inner)) {
                throw wrongType(source, place, "an array of strings", elements.get(i));
            }
            lists.add(strings(inner, place));
        }
        return List.copyOf(lists);
    }

    private List<?> list(String name) throws MalformedJsonException {
        if (!has(name)) {
            return List.of();
        }
        if (members.get(name) instanceof List<?> list) {
            return list;
        }
        throw wrongType(source, pointerTo(name), "an array", members.get(name));
    }

    private List<String> strings(List<?> elements, String place) throws MalformedJsonException {
        var strings = new ArrayList<String>();
        for (int i = 0; i < elements.size(); i++) {
            if (!(elements.get(i) instanceof String text)) {
                throw wrongType(source, place + "/" + i, "a string", elements.get(i));
            }
            strings.add(text);
        }
        return List.copyOf(strings);
    }

    /**
     * The failure for a defect in a member.
     *
     * @param name the member's name
     * @param reason what is wrong with it
     */
    public MalformedJsonException malformed(String name, String reason) {
        return new MalformedJsonException(source, pointerTo(name), reason);
    }

    private MalformedJsonException missing(String name) {
        return new MalformedJsonException(source, pointer, "has no \"" + name + "\"");
    }

    private String pointerTo(String name) {
        return JsonPointer.member(pointer, name);
    }

    private static MalformedJsonException wrongType(String source, String pointer, String expected, Object actual) {
        return new MalformedJsonException(source, pointer, "must be " + expected + ", is " + kind(actual));
    }

    private static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        return value instanceof String
                ? "a string"
                : value instanceof Number
                        ? "the number " + value
                        : value instanceof Boolean
                                ? value.toString()
                                : value instanceof List ? "an array" : "an object";
    }
}
