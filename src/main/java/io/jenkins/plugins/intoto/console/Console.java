package io.jenkins.plugins.intoto.console;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;

/** What this plugin says on the console of a build: each sentence is a line that begins with whom it is from. */
public final class Console {
    private static final String NAME = "[in-toto] ";

    private Console() {}

    /**
     * Says something.
     *
     * @param listener the console
     * @param sentence safe to show
     */
    public static void println(TaskListener listener, String sentence) {
        listener.getLogger().println(NAME + sentence);
    }

    /**
     * What ends a step or action with one sentence on the console, where Jenkins would show a trace.
     *
     * @param sentence safe to show
     */
    public static AbortException abort(String sentence) {
        return new AbortException(NAME + sentence);
    }

    /**
     * The sentence for what went wrong with a file, a disk or an agent.
     *
     * @param failure what happened
     * @return the failure itself if it is such a sentence
     */
    public static AbortException abort(IOException failure) {
        return failure instanceof AbortException sentence ? sentence : abort(DisplayText.of(FileFailure.text(failure)));
    }

    /** What a failure says, where it is not said on the console. */
    public static String sentence(AbortException failure) {
        var message = String.valueOf(failure.getMessage());
        return message.startsWith(NAME) ? message.substring(NAME.length()) : message;
    }
}
