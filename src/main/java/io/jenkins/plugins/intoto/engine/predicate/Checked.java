package io.jenkins.plugins.intoto.engine.predicate;

import static io.jenkins.plugins.intoto.engine.predicate.PredicateDefect.Kind.MALFORMED;
import static io.jenkins.plugins.intoto.engine.predicate.PredicateDefect.Kind.MISSING;

import io.jenkins.plugins.intoto.engine.statement.ConfusableNames;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A value of a predicate under check. What is wrong with it is noted, once; a value that is not set, be it {@code null} or
 * for want of a sound parent, passes every check.
 */
final class Checked {
    private static final Pattern UNSIGNED = Pattern.compile("\\d{1,20}");

    private final Object value;
    private final Place place;
    private final PredicateDefects defects;

    Checked(Object value, Place place, PredicateDefects defects) {
        this.value = value;
        this.place = place;
        this.defects = defects;
    }

    /** Notes a defect of this value. */
    void defect(String reason) {
        defects.add(place, MALFORMED, reason);
    }

    /** Notes that something is missing from this value. */
    void missing(String reason) {
        defects.add(place, MISSING, reason);
    }

    boolean isSet() {
        return value != null;
    }

    /** The value if it is a text. */
    Optional<String> asText() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /** Whether it is an object that has a member, be that {@code null}. */
    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    boolean isObject() {
        return value instanceof Map;
    }

    /**
     * Demands an object.
     *
     * @param names the members that its specification gives it, if others that look like one of these are to be refused
     */
    Checked object(String... names) {
        if (!(value instanceof Map<?, ?> map)) {
            return wrong("must be an object");
        }
        var known = Arrays.asList(names);
        for (var name : map.keySet()) {
            ConfusableNames.takenFor((String) name, known)
                    .ifPresent(meant ->
                            defects.add(place.member((String) name), MALFORMED, ConfusableNames.reason(meant)));
        }
        return this;
    }

    /** A member, set or not; an empty text is not. */
    Checked optional(String name) {
        var member = value instanceof Map<?, ?> map ? map.get(name) : null;
        return child("".equals(member) ? null : member, place.member(name));
    }

    /** A member that must be set. */
    Checked required(String name) {
        var member = optional(name);
        if (value instanceof Map<?, ?> map && "".equals(map.get(name))) {
            child(value, place.member(name)).missing("is empty");
        } else if (isSet() && !member.isSet() && !defects.excuse(place.member(name))) {
            missing("has no \"" + name + "\"");
        }
        return member;
    }

    /** Demands an object with at least one member. */
    void requiredContent(String name) {
        if (isSet() && optional(name).value instanceof Map<?, ?> map && map.isEmpty()) {
            child(value, place.member(name)).missing("is empty");
        } else {
            required(name);
        }
    }

    /** A member that must be there; an empty text will do. */
    Checked present(String name) {
        if (isSet() && !(value instanceof Map<?, ?> map && map.get(name) != null)) {
            missing("has no \"" + name + "\"");
        }
        return child(value instanceof Map<?, ?> map ? map.get(name) : null, place.member(name));
    }

    /** Demands an array, and checks each of its elements. */
    Checked each(Consumer<Checked> check) {
        if (!(value instanceof List<?> list)) {
            return wrong("must be an array");
        }
        for (int i = 0; i < list.size(); i++) {
            var element = child(list.get(i), place.element(i));
            if (element.isSet()) {
                check.accept(element);
            } else {
                element.defect("must not be null");
            }
        }
        return this;
    }

    /** Demands an object, and checks the value of each of its members. */
    Checked members(Consumer<Checked> check) {
        if (!(value instanceof Map<?, ?> map)) {
            return wrong("must be an object");
        }
        map.keySet().forEach(name -> check.accept(optional((String) name)));
        return this;
    }

    /** Demands that there is at least one element; after {@link #each}. */
    void notEmpty() {
        if (value instanceof List<?> list && list.isEmpty()) {
            defect("must not be empty");
        }
    }

    /** Whether it is an array with an element that a check likes. */
    boolean isArrayWith(Predicate<Object> check) {
        return value instanceof List<?> list && list.stream().anyMatch(check);
    }

    Checked text() {
        return value instanceof String ? this : wrong("must be a string");
    }

    void texts() {
        each(Checked::text);
    }

    Checked oneOf(String... values) {
        if (text().isSet() && !Arrays.asList(values).contains(value)) {
            return wrong("must be one of " + String.join(", ", values));
        }
        return this;
    }

    Checked matching(Pattern pattern, String reason) {
        if (text().isSet()
                && value instanceof String text
                && !pattern.matcher(text).matches()) {
            return wrong(reason);
        }
        return this;
    }

    void bool() {
        if (!(value instanceof Boolean)) {
            wrong("must be true or false");
        }
    }

    /** Demands a number of 64 bits without sign; as text too, which is how protobuf writes it. */
    void unsigned() {
        boolean sound = value instanceof Long number && number >= 0
                || value instanceof BigInteger big && big.signum() >= 0 && big.bitLength() <= Long.SIZE
                || value instanceof String text && UNSIGNED.matcher(text).matches();
        if (!sound) {
            wrong("must be an integer that is not negative");
        }
    }

    void uri() {
        if (text().isSet() && value instanceof String text && !Uris.isAbsolute(text)) {
            wrong("must be an absolute URI");
        }
    }

    void timestamp() {
        if (value instanceof String text && Timestamps.parse(text).isPresent()) {
            return;
        }
        wrong("must be a time of RFC 3339, such as 2026-03-18T09:30:00Z");
    }

    void digests() {
        if (isSet()) {
            try {
                DigestMap.read(value, place);
            } catch (MalformedStatementException e) {
                defects.add(e);
            }
        }
    }

    /** Demands a resource descriptor; an empty object is one that is not set. */
    Optional<ResourceDescriptor> resource() {
        if (!isSet() || value.equals(Map.of())) {
            return Optional.empty();
        }
        try {
            return Optional.of(ResourceDescriptor.read(value, place));
        } catch (MalformedStatementException e) {
            defects.add(e);
            return Optional.empty();
        }
    }

    void resources() {
        resources((element, resource) -> {});
    }

    /**
     * Demands an array of resource descriptors, and checks each of them. In an array an empty object is not one that is not
     * set: nothing but a descriptor can stand there.
     */
    void resources(BiConsumer<Checked, ResourceDescriptor> check) {
        each(element -> {
            element.resource().ifPresent(resource -> check.accept(element, resource));
            if (element.value.equals(Map.of())) {
                element.missing("has none of \"uri\", \"digest\" and \"content\"");
            }
        });
    }

    private Checked child(Object child, Place where) {
        return new Checked(child, where, defects);
    }

    private Checked wrong(String reason) {
        if (isSet()) {
            defect(reason);
        }
        return child(null, place);
    }
}
