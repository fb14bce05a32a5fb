package io.jenkins.plugins.intoto.engine.model;

import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which names steps and inspections may have. A name becomes part of file names ({@code NAME.KEYID.link}), which the
 * specification leaves unguarded (section 4.4), so whatever could lead out of a directory is refused.
 */
public final class ItemNames {
    private static final int MAX_LENGTH = 200;

    /** What Windows takes for a device, whatever follows a dot and in any case. */
    private static final Pattern DEVICE = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private ItemNames() {}

    /** Whether a name can be part of a file name on any operating system without leaving its directory. */
    public static boolean isSafe(String name) {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.equals(".") || name.equals("..")) {
            return false;
        }
        // C:name is a path on another drive on Windows, and name:x a stream of the file name that no listing shows.
        return !isDevice(name)
                && name.codePoints().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    /**
     * Of the steps of a layout and of its sublayouts, which are named {@code STEP/ITS STEP}, those of one sublayout.
     *
     * @param names the steps as the layout names them
     * @param step which step the sublayout stands in for
     * @return the steps as the sublayout names them
     */
    public static Set<String> within(Collection<String> names, String step) {
        var prefix = step + "/";
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether Windows takes a file of this name for a device: {@code con}, {@code nul.txt}, {@code COM1} and the like.
     *
     * @param fileName a file name without its directory, or the beginning of one that a dot follows
     */
    public static boolean isDevice(String fileName) {
        return DEVICE.matcher(fileName).matches();
    }
}
