package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.util.StreamTaskListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;
public interface TaskListener extends SerializableOnlyOverRemoting {
    TaskListener NULL = new StreamTaskListener(OutputStream.nullOutputStream());
    @NonNull PrintStream getLogger();
    @NonNull default PrintWriter error(String message) {
        getLogger().println("ERROR: " + message);
        return new PrintWriter(getLogger(), true);
    }
    @NonNull default PrintWriter fatalError(String message) {
        getLogger().println("FATAL: " + message);
        return new PrintWriter(getLogger(), true);
    }
}
