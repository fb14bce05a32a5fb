package io.jenkins.plugins.intoto.engine.statement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of an object of the framework. One that is {@code null} is taken as not set, as protobuf's mapping does. */
final class Members {
    private final Map<String, Object> members;
    private final Place place;

    private Members(Map<String, Object> members, Place place) {
        this.members = members;
        this.place = place;
    }

    /**
     * @param value a plain JSON value
     * @param place where it stands
     * @param known the members that the framework defines for it
     * @throws MalformedStatementException if it is not an object, or has a member that some take for one of these
     */
    static Members of(Object value, Place place, List<String> known) throws MalformedStatementException {
        if (!(value instanceof Map<?, ?> map)) {
            throw place.malformed("must be an object");
        }
        @SuppressWarnings("unchecked") // Json makes no other maps
        var members = (Map<String, Object>) map;
        for (var name : members.keySet()) {
            var meant = ConfusableNames.takenFor(name, known);
            if (meant.isPresent()) {
                throw place.member(name).malformed(ConfusableNames.reason(meant.get()));
            }
        }
        return new Members(members, place);
    }

    Map<String, Object> asMap() {
        return members;
    }

    Optional<Object> value(String name) {
        return Optional.ofNullable(members.get(name));
    }

    Optional<String> string(String name) throws MalformedStatementException {
        var value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw place.member(name).malformed("must be a string");
    }

    String required(String name) throws MalformedStatementException {
        var text = string(name).orElseThrow(() -> missing(name));
        if (text.isEmpty()) {
            throw place.member(name).malformed("is empty");
        }
        return text;
    }

    Optional<Map<String, Object>> object(String name) throws MalformedStatementException {
        var value = members.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // Json makes no other maps
            var object = (Map<String, Object>) map;
            return Optional.of(object);
        }
        throw place.member(name).malformed("must be an object");
    }

    List<?> list(String name) throws MalformedStatementException {
        var value = members.get(name);
        if (value == null) {
            throw missing(name);
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw place.member(name).malformed("must be an array");
    }

    private MalformedStatementException missing(String name) {
        return place.malformed("has no \"" + name + "\"");
    }
}
