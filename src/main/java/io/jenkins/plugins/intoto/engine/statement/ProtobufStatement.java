package io.jenkins.plugins.intoto.engine.statement;

import static io.jenkins.plugins.intoto.engine.statement.ProtobufReader.isText;
import static io.jenkins.plugins.intoto.engine.statement.ProtobufReader.putOnce;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The binary form of statements, after the protocol buffers of the Attestation Framework: see {@code statement.proto} beside
 * this class. It is for programs to exchange among themselves; signatures cover the JSON, so what comes back from here is
 * the same statement, but not the same bytes.
 */
public final class ProtobufStatement {
    private ProtobufStatement() {}

    /**
     * Writes a statement. Members that the framework does not know have no place in it and are left out.
     *
     * @param statement the statement
     * @return a message {@code in_toto_attestation.v1.Statement}
     * @throws MalformedStatementException if it holds a number that would not come back as it was
     */
    public static byte[] write(Statement statement) throws MalformedStatementException {
        var whole = Place.of(statement.source());
        var message = new ProtobufWriter().string(1, statement.version().uri());
        for (int i = 0; i < statement.subjects().size(); i++) {
            message.message(
                    2,
                    resource(
                            statement.subjects().get(i), whole.member("subject").element(i)));
        }
        return message.string(3, statement.predicateType())
                .struct(4, statement.predicate(), whole.member("predicate"))
                .toByteArray();
    }

    private static ProtobufWriter resource(ResourceDescriptor resource, Place place)
            throws MalformedStatementException {
        var message = new ProtobufWriter()
                .string(1, resource.name().orElse(""))
                .string(2, resource.uri().orElse(""))
                .texts(3, resource.digest().asMap());
        resource.content().ifPresent(content -> message.content(4, content));
        message.string(5, resource.downloadLocation().orElse(""))
                .string(6, resource.mediaType().orElse(""));
        if (!resource.annotations().isEmpty()) {
            message.struct(7, resource.annotations(), place.member("annotations"));
        }
        return message;
    }

    /**
     * Reads a statement. The same rules apply to it as to one in JSON.
     *
     * @param message a message {@code in_toto_attestation.v1.Statement}
     * @param source its name for error messages
     * @param limits how much is accepted
     * @throws MalformedStatementException if it is none, or one that {@link Statement#read} refuses
     */
    public static Statement read(byte[] message, String source, JsonLimits limits) throws MalformedStatementException {
        try {
            limits.checkSize(message.length, source);
        } catch (MalformedJsonException e) {
            throw new MalformedStatementException(e);
        }
        var whole = Place.of(source);
        var members = new LinkedHashMap<String, Object>();
        var subjects = new ArrayList<Object>();
        members.put("subject", subjects);
        ProtobufReader.of(message, whole, limits).forEach((tag, reader) -> {
            if (isText(tag, 1)) {
                putOnce(members, "_type", reader.text(), whole);
            } else if (isText(tag, 2)) {
                subjects.add(resource(reader, whole.member("subject").element(subjects.size())));
            } else if (isText(tag, 3)) {
                putOnce(members, "predicateType", reader.text(), whole);
            } else if (isText(tag, 4)) {
                putOnce(members, "predicate", reader.struct(whole.member("predicate")), whole);
            } else {
                return false;
            }
            return true;
        });
        // Numbers and names take more room in JSON; the size was checked already.
        return Statement.read(
                Json.compact(members),
                source,
                new JsonLimits(Integer.MAX_VALUE, limits.maxDepth(), limits.maxValues()));
    }

    private static Map<String, Object> resource(ProtobufReader in, Place place)
            throws IOException, MalformedStatementException {
        var resource = new LinkedHashMap<String, Object>();
        in.message(place).forEach((tag, reader) -> {
            if (isText(tag, 1)) {
                putOnce(resource, "name", reader.text(), place);
            } else if (isText(tag, 2)) {
                putOnce(resource, "uri", reader.text(), place);
            } else if (isText(tag, 3)) {
                @SuppressWarnings("unchecked") // nothing else is put there
                var digests = (Map<String, Object>) resource.computeIfAbsent("digest", name -> new LinkedHashMap<>());
                reader.textInto(digests, place.member("digest"));
            } else if (isText(tag, 4)) {
                putOnce(resource, "content", Base64.getEncoder().encodeToString(reader.content()), place);
            } else if (isText(tag, 5)) {
                putOnce(resource, "downloadLocation", reader.text(), place);
            } else if (isText(tag, 6)) {
                putOnce(resource, "mediaType", reader.text(), place);
            } else if (isText(tag, 7)) {
                putOnce(resource, "annotations", reader.struct(place.member("annotations")), place);
            } else {
                return false;
            }
            return true;
        });
        return resource;
    }
}
