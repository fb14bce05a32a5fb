package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.intoto.console.Console;
import java.io.IOException;
import java.util.List;

/** Does what is listed in a post-build action, one after the other; that one fails does not keep the others from being done. */
public final class EachOne {
    /**
     * What to do with one of them.
     *
     * @param <S> what is listed
     */
    public interface Work<S> {
        /**
         * @throws IOException if it fails, which takes one sentence
         */
        void on(S one) throws IOException, InterruptedException;
    }

    private EachOne() {}

    /**
     * @return whether none failed, and the build was not aborted; what failed was told
     * @throws AbortException if nothing is listed
     */
    public static <S> boolean of(List<S> all, AbstractBuild<?, ?> build, BuildListener listener, Work<S> work)
            throws IOException {
        if (all.isEmpty()) {
            throw Console.abort(Messages.EachOne_Nothing());
        }
        boolean good = true;
        for (var one : all) {
            try {
                work.on(one);
            } catch (IOException e) {
                listener.error(Console.abort(e).getMessage());
                good = false;
            } catch (InterruptedException e) {
                AbortedBuild.conclude(build, listener);
                return false;
            }
        }
        return good;
    }
}
