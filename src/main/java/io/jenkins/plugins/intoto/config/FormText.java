package io.jenkins.plugins.intoto.config;

import hudson.Util;
import hudson.util.FormValidation;
import jenkins.model.Jenkins;

/** What people enter into text fields. */
final class FormText {
    private static final int MOST_MEBIBYTES = 2047;

    private FormText() {}

    /** A text without the line ends of forms and the white space around it. */
    static String of(String text) {
        return Util.fixNull(text).replace("\r\n", "\n").strip();
    }

    static FormValidation checkName(String name) {
        return of(name).isEmpty()
                ? FormValidation.error("Enter the name by which jobs refer to this")
                : FormValidation.ok();
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
        return of(value).matches("[1-9][0-9]{0,2}|1[0-9]{3}|20[0-3][0-9]|204[0-7]")
                ? FormValidation.ok()
                : FormValidation.error("Enter a number of MiB from 1 to " + MOST_MEBIBYTES);
    }
}
