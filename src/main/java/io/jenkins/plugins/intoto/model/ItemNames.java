package io.jenkins.plugins.intoto.model;

/**
 * Which names steps and inspections may have. A name becomes part of file names ({@code NAME.KEYID.link}), which the
 * specification leaves unguarded (section 4.4), so whatever could lead out of a directory is refused.
 */
public final class ItemNames {
    private static final int MAX_LENGTH = 200;

    private ItemNames() {}

    /** Whether a name can be part of a file name on any operating system without leaving its directory. */
    public static boolean isSafe(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.equals(".") || name.equals("..")) {
            return false;
        }
        // C:name is a path on another drive on Windows.
        boolean hasDrive = name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
        return !hasDrive && name.codePoints().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }
}
