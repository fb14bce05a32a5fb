package io.jenkins.plugins.intoto.config;

import java.util.Arrays;
import java.util.List;

/** Lists as people write them into text fields: entries on lines of their own or separated by commas. */
public final class ListText {
    private ListText() {}

    /**
     * The entries of a list.
     *
     * @param text the list; null and blanks are the empty one
     * @return the entries in order, without white space around them; none is empty
     */
    public static List<String> entries(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[,\r\n]"))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    /**
     * The entries of a list of which each element may list several.
     *
     * @param texts the elements; null is the empty list
     */
    public static List<String> entries(List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().flatMap(text -> entries(text).stream()).toList();
    }
}
