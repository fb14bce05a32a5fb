package hudson.util;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
/** A listener that prints; serialised, it goes on printing to the same stream, as remoting makes it do. */
@SuppressWarnings("serial")
public class StreamTaskListener implements TaskListener {
    private static final class Exported {
        static final List<PrintStream> STREAMS = new CopyOnWriteArrayList<>();
    }
    private final int exported;
    public StreamTaskListener(@NonNull OutputStream stream) {
        PrintStream out = new PrintStream(stream, true, StandardCharsets.UTF_8);
        Exported.STREAMS.add(out);
        exported = Exported.STREAMS.indexOf(out);
    }
    public PrintStream getLogger() { return Exported.STREAMS.get(exported); }
}
