package io.jenkins.plugins.intoto.engine.model;

import java.util.regex.Pattern;

/**
 * Which artifact paths are accepted in links. A path that normalisation would change names the same file as another path
 * and so passes by a rule for that one ({@code dir/../secret} by {@code DISALLOW secret}).
 */
public final class ArtifactPaths {
    private static final Pattern URI_WITH_AUTHORITY =
            Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://(?!\\.\\.(/|$)).*", Pattern.DOTALL);

    private ArtifactPaths() {}

    /**
     * Whether a path stays as it is under POSIX normalisation: no empty segment, no {@code .} segment, no {@code ..} but in
     * front, none at all behind a leading {@code /}, no trailing {@code /}. The two slashes of a URI's authority count as
     * part of its scheme. A backslash separates segments as well, as it does on Windows and for whoever replaces it by a
     * slash.
     */
    public static boolean isNormal(String path) {
        return isNormalWithSlashes(path) && (path.indexOf('\\') < 0 || isNormalWithSlashes(path.replace('\\', '/')));
    }

    /**
     * Whether a path is normal and has no control character, told by one look at each of its characters; false for one that
     * needs a closer look.
     */
    static boolean isPlain(String path) {
        char before = '/';
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < ' ' || c > '~' || c == '\\' || c == ':' || (before == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            before = c;
        }
        return before != '/';
    }

    /** Whether a path has a control character, such as NUL, a line feed or ESC: there is none in the name of an artifact. */
    public static boolean hasControlCharacter(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (Character.isISOControl(path.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a path is that of a file below a directory, as recording the directory names it: relative and normal, never
     * going up, with neither backslashes nor control characters.
     */
    public static boolean isBelowDirectory(String path) {
        return path.indexOf('\\') < 0 && segmentsAreNormal(path, 0, false) && !hasControlCharacter(path);
    }

    private static boolean isNormalWithSlashes(String path) {
        if (path.equals(".") || path.equals("/")) {
            return true;
        }
        int authority = path.indexOf("://");
        int from = authority >= 0 && URI_WITH_AUTHORITY.matcher(path).matches() ? authority + 3 : 0;
        boolean absolute = path.startsWith("/", from);
        return segmentsAreNormal(path, absolute ? from + 1 : from, !absolute && from == 0);
    }

    private static boolean segmentsAreNormal(String path, int from, boolean mayGoUp) {
        boolean goingUp = mayGoUp;
        int start = from;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            int length = end - start;
            boolean isUp = length == 2 && path.startsWith("..", start);
            if (length == 0 || (length == 1 && path.charAt(start) == '.') || (isUp && !goingUp)) {
                return false;
            }
            goingUp &= isUp;
            start = end + 1;
        }
        return true;
    }
}
