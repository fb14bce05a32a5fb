package hudson;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
/** Starts processes, here always on this machine. */
public abstract class Launcher {
    @NonNull protected final TaskListener listener;
    protected Launcher(@NonNull TaskListener listener, @CheckForNull VirtualChannel channel) { this.listener = listener; }
    public boolean isUnix() { return File.pathSeparatorChar == ':'; }
    @NonNull public final ProcStarter launch() { return new ProcStarter(); }
    public abstract Proc launch(@NonNull ProcStarter starter) throws IOException;
    public static class LocalLauncher extends Launcher {
        public LocalLauncher(@NonNull TaskListener listener) { super(listener, null); }
        public Proc launch(ProcStarter starter) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(starter.commands).redirectErrorStream(true);
            builder.directory(new File(starter.pwd.getRemote()));
            for (String variable : starter.envs) {
                int equals = variable.indexOf('=');
                builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
            }
            return new LocalProcess(builder.start(), starter.stdout);
        }
    }
    private static final class LocalProcess extends Proc {
        private final Process process;
        private final Thread copying;
        LocalProcess(Process process, OutputStream out) {
            this.process = process;
            copying = new Thread(() -> {
                try {
                    process.getInputStream().transferTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            copying.start();
        }
        public boolean isAlive() { return process.isAlive(); }
        public void kill() { process.destroyForcibly(); }
        public int join() throws InterruptedException {
            try {
                copying.join();
                return process.waitFor();
            } finally {
                kill();
            }
        }
    }
    public final class ProcStarter {
        protected List<String> commands;
        @CheckForNull protected FilePath pwd;
        @CheckForNull protected OutputStream stdout = OutputStream.nullOutputStream();
        @CheckForNull protected String[] envs = {};
        public ProcStarter cmds(List<String> commands) {
            this.commands = commands;
            return this;
        }
        public ProcStarter quiet(boolean quiet) { return this; }
        public ProcStarter pwd(@CheckForNull FilePath directory) {
            pwd = directory;
            return this;
        }
        public ProcStarter stdout(@CheckForNull OutputStream out) {
            stdout = out;
            return this;
        }
        public ProcStarter envs(@CheckForNull String... environment) {
            envs = environment;
            return this;
        }
        public Proc start() throws IOException { return launch(this); }
        public int join() throws IOException, InterruptedException { return start().join(); }
    }
}
