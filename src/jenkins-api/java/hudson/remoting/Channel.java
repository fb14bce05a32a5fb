package hudson.remoting;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
/** The channel to an agent; those of tests are others. */
public class Channel implements VirtualChannel {
    Channel() {}
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T, InterruptedException {
        throw new ClosedChannelException();
    }
    public boolean isClosingOrClosed() { return true; }
    public static boolean isClosedChannelException(@CheckForNull Throwable t) {
        return t != null
                && (t instanceof ClosedChannelException || t instanceof EOFException || isClosedChannelException(t.getCause()));
    }
}
