package hudson;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
public abstract class Proc {
    protected Proc() {}
    public abstract boolean isAlive() throws IOException, InterruptedException;
    public abstract void kill() throws IOException, InterruptedException;
    public abstract int join() throws IOException, InterruptedException;
    public final int joinWithTimeout(long timeout, TimeUnit unit, TaskListener listener)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + unit.toNanos(timeout);
        while (isAlive() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        kill();
        return join();
    }
}
