package io.jenkins.plugins.intoto.engine.record;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Decides which files are recorded and under which names; hashing them is not its task. */
public interface FileSelection {

    /**
     * Hands every selected file to the sink. The order of the names by code point is the cheapest one; any is right.
     * Selecting twice while nothing changes selects the same.
     *
     * @throws RecordingException if the files cannot be found out, and what the sink throws
     * @throws InterruptedException if the thread is interrupted
     */
    void select(Sink sink) throws RecordingException, InterruptedException;

    /** Takes the selected files. */
    interface Sink {

        /**
         * Takes a file. May wait until others are done.
         *
         * @param name what to record it as
         * @param file where it is; symbolic links are followed
         * @param attributes those of the file itself, not of a link to it, as they were when it was selected
         * @throws RecordingException if recording failed for this or an earlier file
         */
        void file(String name, Path file, BasicFileAttributes attributes)
                throws RecordingException, InterruptedException;

        /** Takes note of something that is not selected, though it was named or found. */
        void leftOut(RecordingWarning warning);
    }
}
