package io.jenkins.plugins.intoto.engine.statement;

import io.jenkins.plugins.intoto.engine.json.JsonPointer;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;

/**
 * Where a value stands: in which document, and where in it.
 *
 * @param source the name of the document for error messages
 * @param pointer the place as a JSON pointer (RFC 6901); empty for the whole document
 */
public record Place(String source, String pointer) {
    /** The place of a whole document. */
    public static Place of(String source) {
        return new Place(source, "");
    }

    /** The place of a member of the object that stands here. */
    public Place member(String name) {
        return new Place(source, JsonPointer.member(pointer, name));
    }

    /** The place of an element, from 0, of the array that stands here. */
    public Place element(int index) {
        return new Place(source, pointer + "/" + index);
    }

    /**
     * The failure for a defect here.
     *
     * @param reason what is wrong, without the place
     */
    public MalformedStatementException malformed(String reason) {
        return new MalformedStatementException(new MalformedJsonException(source, pointer, reason));
    }
}
