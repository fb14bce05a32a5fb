package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import io.jenkins.plugins.intoto.engine.file.FileFailure;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;

/** What ends a step or action with one sentence on the console, where Jenkins would show a trace. */
public final class Abort {
    private Abort() {}

    /**
     * The sentence for what went wrong with a file, a disk or an agent.
     *
     * @param failure what happened
     * @return the failure itself if it is such a sentence
     */
    public static AbortException because(IOException failure) {
        if (failure instanceof AbortException sentence) {
            return sentence;
        }
        var text = FileFailure.text(failure);
        return new AbortException((text.startsWith("[in-toto] ") ? "" : "[in-toto] ") + DisplayText.of(text));
    }
}
