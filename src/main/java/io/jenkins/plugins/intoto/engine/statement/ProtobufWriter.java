package io.jenkins.plugins.intoto.engine.statement;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes a message of protocol buffers, field by field. */
final class ProtobufWriter {
    private static final BigInteger LARGEST_EXACT = BigInteger.ONE.shiftLeft(53);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    /** What is written, and may have no place there. */
    @FunctionalInterface
    private interface Field {
        void write(CodedOutputStream out) throws IOException;
    }

    private ProtobufWriter put(Field field) {
        try {
            field.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return this;
    }

    byte[] toByteArray() {
        put(CodedOutputStream::flush);
        return bytes.toByteArray();
    }

    /** A string; an empty one is the default, which is not written. */
    ProtobufWriter string(int number, String text) {
        return text.isEmpty() ? this : put(stream -> stream.writeString(number, text));
    }

    ProtobufWriter message(int number, ProtobufWriter message) {
        return put(stream -> stream.writeByteArray(number, message.toByteArray()));
    }

    ProtobufWriter content(int number, byte[] content) {
        return put(stream -> stream.writeByteArray(number, content));
    }

    /** A {@code map<string, string>}. */
    ProtobufWriter texts(int number, Map<String, String> map) {
        map.forEach((key, value) ->
                message(number, new ProtobufWriter().string(1, key).string(2, value)));
        return this;
    }

    /** A {@code google.protobuf.Struct}. */
    ProtobufWriter struct(int number, Map<?, ?> map, Place place) throws MalformedStatementException {
        return message(number, structOf(map, place));
    }

    private static ProtobufWriter structOf(Map<?, ?> map, Place place) throws MalformedStatementException {
        var struct = new ProtobufWriter();
        for (var entry : map.entrySet()) {
            var name = (String) entry.getKey();
            var value = new ProtobufWriter().value(entry.getValue(), place.member(name));
            struct.message(1, new ProtobufWriter().string(1, name).message(2, value));
        }
        return struct;
    }

    /** A {@code google.protobuf.Value}, whose default is written too, for it says which kind of value it is. */
    private ProtobufWriter value(Object value, Place place) throws MalformedStatementException {
        if (value == null) {
            return put(stream -> stream.writeEnum(1, 0));
        }
        if (value instanceof Number number) {
            double exact = number(number, place);
            return put(stream -> stream.writeDouble(2, exact));
        }
        if (value instanceof String text) {
            return put(stream -> stream.writeString(3, text));
        }
        if (value instanceof Boolean bool) {
            return put(stream -> stream.writeBool(4, bool));
        }
        if (value instanceof Map<?, ?> map) {
            return message(5, structOf(map, place));
        }
        var list = new ProtobufWriter();
        int index = 0;
        for (var element : (List<?>) value) {
            list.message(1, new ProtobufWriter().value(element, place.element(index++)));
        }
        return message(6, list);
    }

    /** Every number is a double there; one that would come back as another is not written. */
    private static double number(Number number, Place place) throws MalformedStatementException {
        var exact = new BigDecimal(number.toString());
        boolean fits = number instanceof BigDecimal
                ? Double.isFinite(exact.doubleValue())
                        && new BigDecimal(Double.toString(exact.doubleValue())).compareTo(exact) == 0
                : exact.toBigInteger().abs().compareTo(LARGEST_EXACT) <= 0;
        if (!fits) {
            throw place.malformed("is a number that protocol buffers cannot hold exactly");
        }
        return exact.doubleValue();
    }
}
