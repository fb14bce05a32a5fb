package io.jenkins.plugins.intoto.engine.statement;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a message of protocol buffers, field by field, within limits. Fields that are not known are passed over; a field
 * that is there twice although it is not repeated is refused, since readers differ in what they make of it.
 */
final class ProtobufReader {
    private static final double LARGEST_EXACT = 1L << 53;

    private final CodedInputStream in;
    private final Place place;
    private final JsonLimits limits;
    private final int depth;
    private final int[] held;

    /** A field of a message. */
    @FunctionalInterface
    interface Field {
        /**
         * @return whether the field is known, and was read
         */
        boolean read(int tag, ProtobufReader reader) throws IOException, MalformedStatementException;
    }

    /**
     * @param held how many values were read so far, in one cell for all readers of a message
     */
    private ProtobufReader(byte[] message, Place place, JsonLimits limits, int depth, int[] held)
            throws MalformedStatementException {
        if (depth > limits.maxDepth()) {
            throw place.malformed("is nested deeper than " + limits.maxDepth() + " levels");
        }
        this.in = CodedInputStream.newInstance(message);
        this.place = place;
        this.limits = limits;
        this.depth = depth;
        this.held = held;
    }

    static ProtobufReader of(byte[] message, Place place, JsonLimits limits) throws MalformedStatementException {
        return new ProtobufReader(message, place, limits, 1, new int[1]);
    }

    /** Reads all fields. */
    void forEach(Field field) throws MalformedStatementException {
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (!field.read(tag, this) && !in.skipField(tag)) {
                    throw place.malformed("is not a message of protocol buffers");
                }
            }
        } catch (IOException e) {
            throw place.malformed("is not a message of protocol buffers: " + firstSentence(e));
        }
    }

    private static String firstSentence(IOException e) {
        var message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
    }

    static boolean isText(int tag, int number) {
        return tag == (number << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    String text() throws IOException {
        return in.readStringRequireUtf8();
    }

    byte[] content() throws IOException {
        return in.readByteArray();
    }

    ProtobufReader message(Place where) throws IOException, MalformedStatementException {
        hold(where);
        return new ProtobufReader(in.readByteArray(), where, limits, depth + 1, held);
    }

    private void hold(Place where) throws MalformedStatementException {
        if (++held[0] > limits.maxValues()) {
            throw where.malformed("has more than " + limits.maxValues() + " values");
        }
    }

    /** Reads one entry of a {@code map<string, string>}. */
    void textInto(Map<String, Object> map, Place where) throws IOException, MalformedStatementException {
        var entry = new String[] {"", ""};
        message(where).forEach((tag, reader) -> {
            if (!isText(tag, 1) && !isText(tag, 2)) {
                return false;
            }
            entry[isText(tag, 1) ? 0 : 1] = reader.text();
            return true;
        });
        putOnce(map, entry[0], entry[1], where);
    }

    /** Puts in what was read. */
    static void putOnce(Map<String, Object> map, String name, Object value, Place place)
            throws MalformedStatementException {
        if (map.containsKey(name)) {
            throw place.member(name).malformed("is there twice");
        }
        map.put(name, value);
    }

    /** Reads a {@code google.protobuf.Struct}. */
    Map<String, Object> struct(Place where) throws IOException, MalformedStatementException {
        var struct = new LinkedHashMap<String, Object>();
        message(where).forEach((tag, reader) -> {
            if (!isText(tag, 1)) {
                return false;
            }
            // The name may stand behind the value.
            var name = new String[] {""};
            Object[] value = {null};
            reader.entry().forEach((inner, entry) -> {
                if (isText(inner, 1)) {
                    name[0] = entry.text();
                } else if (isText(inner, 2)) {
                    value[0] = entry.value(where.member(name[0]));
                } else {
                    return false;
                }
                return true;
            });
            putOnce(struct, name[0], value[0], where);
            return true;
        });
        return struct;
    }

    /** An entry of a map, which is not a level of the JSON that it stands for. */
    private ProtobufReader entry() throws IOException, MalformedStatementException {
        return new ProtobufReader(in.readByteArray(), place, limits, depth, held);
    }

    private Object value(Place where) throws IOException, MalformedStatementException {
        var values = new ArrayList<Object>(1);
        new ProtobufReader(in.readByteArray(), where, limits, depth, held).forEach((tag, reader) -> {
            // The others are messages, which count by themselves.
            if (tag >>> 3 < 5) {
                hold(where);
            }
            switch (tag) {
                case 1 << 3 | WireFormat.WIRETYPE_VARINT -> {
                    reader.in.readEnum();
                    values.add(null);
                }
                case 2 << 3 | WireFormat.WIRETYPE_FIXED64 -> values.add(number(reader.in.readDouble(), where));
                case 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> values.add(reader.text());
                case 4 << 3 | WireFormat.WIRETYPE_VARINT -> values.add(reader.in.readBool());
                case 5 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> values.add(reader.struct(where));
                case 6 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> values.add(reader.list(where));
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (values.size() != 1) {
            throw where.malformed("must be one value, is " + values.size());
        }
        return values.get(0);
    }

    private List<Object> list(Place where) throws IOException, MalformedStatementException {
        var list = new ArrayList<Object>();
        message(where).forEach((tag, reader) -> {
            if (!isText(tag, 1)) {
                return false;
            }
            list.add(reader.value(where.element(list.size())));
            return true;
        });
        return list;
    }

    private static Object number(double number, Place where) throws MalformedStatementException {
        if (!Double.isFinite(number)) {
            throw where.malformed("is a number that JSON cannot hold");
        }
        return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT
                ? (Object) (long) number
                : BigDecimal.valueOf(number);
    }
}
