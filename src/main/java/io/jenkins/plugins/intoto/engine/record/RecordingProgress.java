package io.jenkins.plugins.intoto.engine.record;

/** Is told now and then how far recording has got; called in the thread that records. */
@FunctionalInterface
public interface RecordingProgress {

    /**
     * @param files how many files are done
     * @param bytes how many bytes were read, those of unfinished files too
     */
    void recorded(long files, long bytes);
}
