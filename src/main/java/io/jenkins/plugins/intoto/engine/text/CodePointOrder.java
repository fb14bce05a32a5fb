package io.jenkins.plugins.intoto.engine.text;

import java.util.Comparator;

/**
 * Orders strings by Unicode code point, which is also the order of their UTF-8 bytes. {@link String#compareTo} orders by
 * UTF-16 unit and so puts code points beyond U+FFFF before U+E000 to U+FFFF.
 */
public final class CodePointOrder {
    /** The order itself; consistent with {@code equals} for strings of valid Unicode. */
    public static final Comparator<String> INSTANCE = CodePointOrder::compare;

    private CodePointOrder() {}

    private static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate stands for a code point beyond U+FFFF, so it is the greater one whatever its own value.
                boolean surrogate = Character.isSurrogate(x);
                return surrogate == Character.isSurrogate(y) ? Character.compare(x, y) : surrogate ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
