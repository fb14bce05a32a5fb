package io.jenkins.plugins.intoto.engine.json;

import java.util.List;
import java.util.stream.Stream;

/** JSON pointers (RFC 6901): the names of members on the way to a value, each after a slash. */
public final class JsonPointer {
    private JsonPointer() {}

    /**
     * The pointer to a member.
     *
     * @param object the pointer to the object that has it; empty for the whole document
     * @param name the member's name
     */
    public static String member(String object, String name) {
        return object + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * The pointer to what is found by going from member to member.
     *
     * @param names the names of the members, from the outermost on; none for the whole document
     */
    public static String of(List<String> names) {
        return names.stream().reduce("", JsonPointer::member);
    }

    /**
     * The names that a pointer is made of, from the outermost on.
     *
     * @param pointer empty, or beginning with a slash
     */
    public static List<String> names(String pointer) {
        return pointer.isEmpty()
                ? List.of()
                : Stream.of(pointer.substring(1).split("/", -1))
                        .map(name -> name.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }
}
