package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement: a predicate about subjects, which are artifacts identified by their digests (Attestation Framework 1,
 * {@code Statement}). It has no time of its own. Immutable; reading and making one apply the same rules.
 */
public final class Statement {
    private final String source;
    private final StatementVersion version;
    private final List<ResourceDescriptor> subjects;
    private final String predicateType;
    private final Map<String, Object> predicate;
    private final byte[] json;

    /**
     * @param source the name of the document for error messages
     * @param json the text of all this
     */
    Statement(
            String source,
            StatementVersion version,
            List<ResourceDescriptor> subjects,
            String predicateType,
            Map<String, Object> predicate,
            byte[] json) {
        this.source = source;
        this.version = version;
        this.subjects = List.copyOf(subjects);
        this.predicateType = predicateType;
        this.predicate = Collections.unmodifiableMap(predicate);
        this.json = json;
    }

    /**
     * Reads a statement of version 1 or 0.1. Members that the framework does not know are ignored; those that some readers
     * take for one that it knows are refused (see {@link ConfusableNames}). The predicate is read but not looked at.
     *
     * @param json UTF-8 text, strict JSON as {@link Json} has it
     * @param source the name of the text for error messages
     * @param limits how much is accepted
     * @throws MalformedStatementException if the text is not such a statement: no JSON, of another {@code _type}, without
     *     a subject, with a subject without a digest, or without a predicate type
     */
    public static Statement read(byte[] json, String source, JsonLimits limits) throws MalformedStatementException {
        return new StatementReader(source).read(json, limits);
    }

    /**
     * Makes a statement of version 1.
     *
     * @param subjects what it is about, each with a digest; not empty
     * @param predicateType the type of the predicate, an absolute URI; its scheme and authority are put in lower case
     * @param predicate the predicate, a plain JSON value as {@link Json} reads them
     * @throws MalformedStatementException if a subject has no digest, there is none, or the type is not a URI
     */
    public static Statement of(List<ResourceDescriptor> subjects, String predicateType, Map<String, Object> predicate)
            throws MalformedStatementException {
        var whole = Place.of("statement");
        if (!Uris.isAbsolute(predicateType)) {
            throw whole.member("predicateType").malformed("must be an absolute URI");
        }
        StatementReader.checkSubjects(subjects, whole);
        var type = Uris.normalised(predicateType);
        var copy = new LinkedHashMap<>(predicate);
        var members = new LinkedHashMap<String, Object>();
        members.put("_type", StatementVersion.V1.uri());
        members.put("subject", subjects.stream().map(ResourceDescriptor::toMap).toList());
        members.put("predicateType", type);
        members.put("predicate", copy);
        return new Statement(
                whole.source(), StatementVersion.V1, new ArrayList<>(subjects), type, copy, Json.compact(members));
    }

    /** The name of the document that it was read from, for error messages. */
    public String source() {
        return source;
    }

    /** Its version. */
    public StatementVersion version() {
        return version;
    }

    /** What it is about; each has a digest, and there is at least one. */
    public List<ResourceDescriptor> subjects() {
        return subjects;
    }

    /** The type of its predicate, with scheme and authority in lower case. */
    public String predicateType() {
        return predicateType;
    }

    /** Its predicate as plain JSON values, unmodifiable; empty if it has none. */
    public Map<String, Object> predicate() {
        return predicate;
    }

    /**
     * Its text, a copy: the very bytes that it was read from, or JSON on one line, members sorted, only ASCII, if it was
     * made here.
     */
    public byte[] toJson() {
        return json.clone();
    }
}
