package io.jenkins.plugins.intoto.config;

import hudson.Functions;
import hudson.Util;
import hudson.model.Descriptor.FormException;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.File;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;

/** What people enter into text fields, and what forms answer. */
final class FormText {
    private static final int MOST_MEBIBYTES = 2047;

    private FormText() {}

    /** A text without the line ends of forms and the white space around it. */
    static String of(String text) {
        return Util.fixNull(text).replace("\r\n", "\n").strip();
    }

    /** A time in the language of whoever looks at the form, and in the time zone of Jenkins, which it names. */
    static String time(Instant time) {
        return time(time, Functions.getCurrentLocale());
    }

    /** As {@link #time(Instant)}, in the words of a language. */
    static String time(Instant time, Locale language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.LONG)
                .withLocale(language)
                .withZone(ZoneId.systemDefault())
                .format(time)
                // Some languages, and English from Java 20 on, use spaces here that pages would show as codes.
                .replaceAll("\\p{Zs}", " ");
    }

    /**
     * Refuses entries without a name, and two of one name, of which only the first would be found.
     *
     * @param kind what the form calls such an entry
     * @throws IllegalArgumentException with a sentence that says which
     */
    static void checkNames(String kind, List<String> names) {
        var known = new HashSet<String>();
        for (var name : names) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException(Messages.FormText_NoName(kind));
            }
            if (!known.add(name)) {
                throw new IllegalArgumentException(Messages.FormText_TwoNames(kind, DisplayText.of(name)));
            }
        }
    }

    /**
     * A size in MiB as it can be set.
     *
     * @throws IllegalArgumentException if it is not from 1 to 2047, which is what can be held
     */
    static int mebibytes(String name, int value) {
        if (value < 1 || value > MOST_MEBIBYTES) {
            throw new IllegalArgumentException(name + " is a number of MiB from 1 to " + MOST_MEBIBYTES);
        }
        return value;
    }

    /** Whether a text is a size in MiB that can be set, for administrators. */
    static FormValidation checkMebibytes(String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return isMebibytes(value)
                ? FormValidation.ok()
                : FormValidation.error(Messages.FormText_NoSize(MOST_MEBIBYTES));
    }

    /**
     * Whether a text is the path of a file, for administrators.
     *
     * @param error what to answer if it is not
     */
    static FormValidation checkFile(String value, String error) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        var path = of(value);
        return path.isEmpty() || new File(path).isFile() ? FormValidation.ok() : FormValidation.error(error);
    }

    /**
     * Refuses a submitted form in which a size is none that can be set. Done before anything is bound: what a setter throws
     * would be shown as a stack trace, and half of the form would be saved.
     *
     * @param form what was submitted
     * @param field the name of the field; the form may lack it
     * @param label what the form calls it
     * @throws FormException with a sentence that says what to enter
     */
    static void requireMebibytes(JSONObject form, String field, String label) throws FormException {
        var value = form.opt(field);
        if (value != null && !isMebibytes(value.toString())) {
            throw new FormException(Messages.FormText_SizeOf(label, MOST_MEBIBYTES), field);
        }
    }

    private static boolean isMebibytes(String value) {
        return of(value).matches("[1-9][0-9]{0,2}|1[0-9]{3}|20[0-3][0-9]|204[0-7]");
    }
}
