package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.text.Printable;

/**
 * Something that was left out of a record, though it was named or found.
 *
 * @param path its path; text from the file system, not fit to be shown as it stands
 * @param reason why it was left out
 */
public record RecordingWarning(String path, Reason reason) {

    /** The classes of things that are left out. */
    public enum Reason {
        /** A path that was named and does not exist. */
        MISSING("does not exist"),
        /** A symbolic link that leads nowhere. */
        BROKEN_LINK("is a broken link"),
        /** A symbolic link to a directory that is being walked, which would go on for ever. */
        LINK_CYCLE("is a link to a directory that it is in"),
        /** A symbolic link that leads out of the directory whose files are recorded. */
        LINK_OUTSIDE("is a link out of the directory"),
        /** A named pipe, socket or device. */
        SPECIAL_FILE("is neither a file nor a directory"),
        /** A path that was named and that an exclude pattern matches. */
        EXCLUDED("matches an exclude pattern"),
        /** A directory that was named and in which nothing is recorded. */
        EMPTY("holds no file to record");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    /** One line that names the path, made printable, and says why it was left out. */
    public String message() {
        return Printable.quoted(path) + " " + reason.text + (reason == Reason.EMPTY ? "" : ", it is left out");
    }
}
