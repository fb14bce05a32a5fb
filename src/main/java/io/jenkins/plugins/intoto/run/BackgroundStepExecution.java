package io.jenkins.plugins.intoto.run;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.console.Console;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * A step that works off the thread that runs the Pipeline, and begins its work anew when Jenkins was restarted or the agent
 * was lost meanwhile. What it does must therefore be such that it can be done again.
 *
 * <p>Whether it works is known from when it is made, and not only once a thread has taken it up: the program may be saved, and
 * Jenkins go down, at any time between.
 */
public abstract class BackgroundStepExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(BackgroundStepExecution.class.getName());

    /** How long a thread that was interrupted may take to end, before the step ends without it. */
    private static final long GRACE_MILLIS = 700;

    private static final long LOOK_MILLIS = 1000;

    private transient Thread worker;
    private transient volatile Throwable stopCause;
    private transient boolean again;
    private transient boolean ended;

    private final StepAgent agent;

    /**
     * @param context the context of the step
     */
    public BackgroundStepExecution(StepContext context) throws InterruptedException {
        super(context);
        this.agent = new StepAgent(context);
    }

    /** Whether the step was started within a node, whose agent may be away. */
    protected final boolean isInNode() {
        return agent.isInNode();
    }

    /**
     * Does what there is to do in the background, from its beginning.
     *
     * @throws Exception if it fails; of what is no {@link AbortException}, the console gets one sentence if the reason lies
     *     outside of this plugin
     */
    protected abstract void work() throws Exception;

    /** Whether there is something to do in the background, as far as is known on the thread that runs the Pipeline. */
    protected boolean isWorking() {
        return true;
    }

    /** Gives up what the step has put somewhere for itself; it has ended, and not well. */
    protected void abandon() throws IOException, InterruptedException {
        RunState.of(getContext().get(Run.class)).release(origin());
    }

    /** Tells this step from others, before and after a restart. */
    protected final Origin origin() throws IOException, InterruptedException {
        return Origin.of(getContext().get(FlowNode.class));
    }

    @Override
    public final boolean start() {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        if (isWorking()) {
            begin();
        }
    }

    /** Has the work done in the background. */
    protected final void begin() {
        Computer.threadPoolForRemoting.submit(this::run);
    }

    @SuppressWarnings("try") // who acts is set until the block ends
    private void run() {
        synchronized (this) {
            // A block can end before the thread that began it has ended.
            again = worker != null;
            if (ended || again) {
                return;
            }
            worker = Thread.currentThread();
        }
        Throwable failure = null;
        try (var user = ACL.as2(authentication())) {
            work();
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            failure = e;
        } finally {
            synchronized (this) {
                worker = null;
                // Somebody else's work comes next in this thread.
                Thread.interrupted();
            }
        }
        if (failure != null) {
            fail(failure);
        } else if (isCalledAgain()) {
            run();
        }
    }

    private synchronized boolean isCalledAgain() {
        return again;
    }

    /**
     * Has the Pipeline saved: one that was last saved before this step would run it again as another one, which would sign
     * once more.
     */
    protected final void save() throws IOException, InterruptedException {
        Future<?> saving = getContext().saveState();
        try {
            saving.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    Messages.BackgroundStepExecution_NotSaved(e.getCause().getMessage()), e);
        }
    }

    private Authentication authentication() throws IOException, InterruptedException {
        return getContext().get(FlowExecution.class).getAuthentication2();
    }

    private void fail(Throwable failure) {
        if (stopCause != null) {
            end(stopCause);
        } else if (isTerminating()) {
            LOGGER.log(Level.FINE, "begins anew when Jenkins is back", failure);
        } else if (agent.isLost(failure)) {
            waitForAgent();
        } else {
            end(sentence(failure));
        }
    }

    /** Whether the work was interrupted for a reason that is not its own. */
    protected final boolean isInterrupted() {
        return stopCause != null || isTerminating();
    }

    private static boolean isTerminating() {
        var jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }

    /** What went wrong with files, disks and agents takes one sentence; a defect of this plugin keeps its trace. */
    protected static Throwable sentence(Throwable failure) {
        return failure instanceof IOException e ? Console.abort(e) : failure;
    }

    /**
     * The current directory on the agent.
     *
     * @return null if the step is not within a node
     * @throws IOException if the agent is not there; the work begins anew once it is back
     */
    protected final FilePath directory() throws IOException, InterruptedException {
        boolean awaited = agent.isAwaited();
        var directory = agent.directory(getContext());
        if (awaited) {
            Console.println(listener(), Messages.StepAgent_Back());
        }
        return directory;
    }

    /** Where in the run the step takes place. */
    protected final BuildPlace place() throws IOException, InterruptedException {
        var here = directory();
        return new BuildPlace(
                Optional.ofNullable(here),
                Optional.ofNullable(here == null ? null : getContext().get(Launcher.class)),
                variables(),
                origin());
    }

    /**
     * The console. A step that had ended when Jenkins went down, before the Pipeline was saved, is not given its own any more:
     * then it is that of the build.
     */
    protected final TaskListener listener() throws IOException, InterruptedException {
        try {
            return getContext().get(TaskListener.class);
        } catch (IOException e) {
            return getContext().get(FlowExecution.class).getOwner().getListener();
        }
    }

    /** The environment of the step; that of the build for a step that has no console of its own any more. */
    protected final EnvVars variables() throws IOException, InterruptedException {
        try {
            var variables = getContext().get(EnvVars.class);
            return variables == null ? new EnvVars() : variables;
        } catch (IOException e) {
            return getContext().get(Run.class).getEnvironment(listener());
        }
    }

    private void waitForAgent() {
        try {
            var gone = agent.await(listener());
            if (gone.isPresent()) {
                end(gone.get());
                return;
            }
        } catch (IOException | InterruptedException e) {
            end(e);
            return;
        }
        CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting)
                .execute(this::run);
    }

    /** Ends the step well. */
    protected final void succeed(Object result) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        getContext().onSuccess(result);
    }

    /** Ends the step with a failure, and leaves nothing behind. */
    protected final void end(Throwable failure) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        try {
            abandon();
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot give up what " + getContext() + " has reserved");
        }
        getContext().onFailure(failure);
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        stopCause = cause;
        if (!isWorking()) {
            end(cause);
            return;
        }
        synchronized (this) {
            if (worker != null) {
                worker.interrupt();
            }
        }
        CompletableFuture.delayedExecutor(
                        isIdle() ? 0 : GRACE_MILLIS, TimeUnit.MILLISECONDS, Computer.threadPoolForRemoting)
                .execute(() -> end(cause));
    }

    private synchronized boolean isIdle() {
        return worker == null;
    }

    @Override
    public String getStatus() {
        if (!isWorking()) {
            return Messages.BackgroundStepExecution_Running();
        }
        return agent.isAwaited()
                ? Messages.BackgroundStepExecution_Waiting()
                : Messages.BackgroundStepExecution_Working();
    }
}
