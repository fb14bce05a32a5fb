package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a {@link Statement}. */
final class StatementReader {
    private static final List<String> NAMES = List.of("_type", "subject", "predicateType", "predicate");

    private final Place whole;

    StatementReader(String source) {
        this.whole = Place.of(source);
    }

    Statement read(byte[] json, JsonLimits limits) throws MalformedStatementException {
        Object value;
        try {
            value = Json.parse(json, whole.source(), limits);
        } catch (MalformedJsonException e) {
            throw new MalformedStatementException(e);
        }
        var members = Members.of(value, whole, NAMES);
        var version = version(members.required("_type"));
        var subjects = new ArrayList<ResourceDescriptor>();
        var elements = members.list("subject");
        for (int i = 0; i < elements.size(); i++) {
            var place = whole.member("subject").element(i);
            var subject = ResourceDescriptor.read(elements.get(i), place);
            if (subject.digest().isEmpty() && elements.get(i) instanceof Map<?, ?> map && map.get("digest") != null) {
                throw place.member("digest").malformed("is empty, and subjects are matched by their digests");
            }
            subjects.add(subject);
        }
        checkSubjects(subjects, whole);
        return new Statement(
                whole.source(),
                version,
                subjects,
                Uris.normalised(members.required("predicateType")),
                members.object("predicate").orElse(Map.of()),
                json.clone());
    }

    private StatementVersion version(String type) throws MalformedStatementException {
        for (var version : StatementVersion.values()) {
            if (Uris.normalised(type).equals(version.uri())) {
                return version;
            }
        }
        throw whole.member("_type").malformed("must be \"" + StatementVersion.V1.uri() + "\"");
    }

    static void checkSubjects(List<ResourceDescriptor> subjects, Place whole) throws MalformedStatementException {
        if (subjects.isEmpty()) {
            throw whole.member("subject").malformed("must name at least one artifact");
        }
        for (int i = 0; i < subjects.size(); i++) {
            if (subjects.get(i).digest().isEmpty()) {
                throw whole.member("subject").element(i).malformed("has no \"digest\", by which subjects are matched");
            }
        }
    }
}
