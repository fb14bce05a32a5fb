package io.jenkins.plugins.intoto.engine.policy.source;

import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a policy's YAML, with its place. */
public sealed interface PolicyNode {
    /**
     * Where a value stands.
     *
     * @param line from 1
     * @param pointer a JSON pointer (RFC 6901)
     */
    record Place(int line, String pointer) {
        Place member(String name, int itsLine) {
            return new Place(itsLine, JsonPointer.member(pointer, name));
        }
    }

    /** Where it stands. */
    Place place();

    /** What it is, as messages say it. */
    String kind();

    /** A mapping; names are unique. */
    record Mapping(Place place, Map<String, PolicyNode> members) implements PolicyNode {
        public Mapping {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A sequence. */
    record Sequence(Place place, List<PolicyNode> elements) implements PolicyNode {
        public Sequence {
            elements = List.copyOf(elements);
        }

        @Override
        public String kind() {
            return "a sequence";
        }
    }

    /** The types that a scalar without quotes can have. */
    enum ScalarType {
        TEXT("a text"),
        TIME("a time"),
        INTEGER("a number"),
        FLOAT("a number with a fraction"),
        BOOLEAN("true or false"),
        NULL("empty");

        private final String words;

        ScalarType(String words) {
            this.words = words;
        }
    }

    /** A scalar: its text as it is written, without quotes. */
    record Scalar(Place place, ScalarType type, String text) implements PolicyNode {
        @Override
        public String kind() {
            return type.words;
        }
    }
}
