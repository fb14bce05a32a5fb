package io.jenkins.plugins.intoto.config;

import hudson.Util;
import hudson.util.FormValidation;

/** What people enter into text fields. */
final class FormText {
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
}
