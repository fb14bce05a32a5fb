package io.jenkins.plugins.intoto.jenkinsapi;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The surroundings of one step. It gives the step what the test put in, runs the test's body as the step's block, and
 * waits for how the step ends. Serialised with the step, it is the same one after a restart.
 */
public final class LocalStepContext extends StepContext {
    private static final long serialVersionUID = 1L;
    private static final List<LocalStepContext> ALL = new ArrayList<>();

    private final transient Map<Class<?>, Object> values = new ConcurrentHashMap<>();
    private transient volatile CompletableFuture<Object> outcome = new CompletableFuture<>();
    private transient volatile CompletableFuture<BodyExecutionCallback> callback = new CompletableFuture<>();
    private transient volatile Optional<Callable<?>> body = Optional.of(() -> null);
    private transient volatile IOException lostAgent;
    private transient volatile boolean finished;

    /** The surroundings of a step of a Pipeline of which nothing else is known. */
    public LocalStepContext() {
        with(FlowExecution.class, new FlowExecution() {
            @Override
            public FlowExecutionOwner getOwner() {
                return ((LocalRun) values.get(Run.class)).asFlowExecutionOwner();
            }

            @Override
            public List<FlowNode> getCurrentHeads() {
                return List.of();
            }

            @Override
            public FlowNode getNode(String id) {
                return null;
            }
        });
    }

    /**
     * Puts in what the step may ask for.
     *
     * @param type what it asks for
     * @param value what it gets
     * @param <T> the type
     * @return this
     */
    public <T> LocalStepContext with(Class<T> type, T value) {
        values.put(type, value);
        return this;
    }

    /**
     * Takes away what was put in, as when an agent is lost.
     *
     * @param type what the step gets null for from now on
     */
    public void without(Class<?> type) {
        values.remove(type);
    }

    /**
     * Says what the block of the step does.
     *
     * @param block what is run; its result or failure is that of the block
     * @return this
     */
    public LocalStepContext running(Callable<?> block) {
        body = Optional.of(block);
        return this;
    }

    /**
     * Leaves the block running until the test ends it by way of {@link #callback()}.
     *
     * @return this
     */
    public LocalStepContext waitingInTheBlock() {
        body = Optional.empty();
        return this;
    }

    /**
     * Waits until the block begins.
     *
     * @return what the step wants to be told of the end of the block
     * @throws Exception if the step ends first, or nothing happens for a minute
     */
    public BodyExecutionCallback callback() throws Exception {
        CompletableFuture.anyOf(callback, outcome).get(1, TimeUnit.MINUTES);
        return callback.isDone() ? callback.get() : (BodyExecutionCallback) result();
    }

    /**
     * Waits until the step ends.
     *
     * @return its result
     * @throws Exception its failure, or {@link TimeoutException} if nothing happens for a minute
     */
    public Object result() throws Exception {
        try {
            return outcome.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Forgets how the step has ended and that its block has begun, as a Pipeline that was saved before. */
    public void restart() {
        outcome = new CompletableFuture<>();
        callback = new CompletableFuture<>();
    }

    /** Has its node ended, although the program that was saved last does not say so. */
    public void finish() {
        finished = true;
    }

    /**
     * Says whether the agent is there.
     *
     * @param failure what the step gets instead of a directory on the agent; null if the agent is back
     */
    public void losingTheAgent(IOException failure) {
        lostAgent = failure;
    }

    @Override
    public <T> T get(Class<T> type) throws IOException {
        if (type == FilePath.class && lostAgent != null) {
            throw lostAgent;
        }
        if (finished && (type == TaskListener.class || type == EnvVars.class)) {
            throw new IOException("cannot start writing logs to a finished node");
        }
        return type.cast(values.get(type));
    }

    @Override
    public void onSuccess(Object result) {
        outcome.complete(result);
    }

    @Override
    public void onFailure(Throwable failure) {
        outcome.completeExceptionally(failure);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateVoidFuture();
    }

    @Override
    public void setResult(Result result) {
        ((Run<?, ?>) values.get(Run.class)).setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return new Invoker();
    }

    private final class Invoker extends BodyInvoker {
        private BodyExecutionCallback told;

        @Override
        public BodyInvoker withContext(Object override) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BodyInvoker withDisplayName(String name) {
            return this;
        }

        @Override
        public BodyInvoker withCallback(BodyExecutionCallback toBeTold) {
            told = toBeTold;
            return this;
        }

        @Override
        public BodyExecution start() {
            var begun = body;
            callback.complete(told);
            begun.ifPresent(block -> new Thread(() -> run(block), "block").start());
            return new Running();
        }

        private void run(Callable<?> block) {
            told.onStart(LocalStepContext.this);
            Object result;
            try {
                result = block.call();
            } catch (Exception e) {
                told.onFailure(LocalStepContext.this, e);
                return;
            }
            told.onSuccess(LocalStepContext.this, result);
        }
    }

    private static final class Running extends BodyExecution {
        private static final long serialVersionUID = 1L;
    }

    private Object writeReplace() {
        synchronized (ALL) {
            ALL.add(this);
            return new Handle(ALL.size() - 1);
        }
    }

    private record Handle(int number) implements Serializable {
        private Object readResolve() {
            synchronized (ALL) {
                return ALL.get(number);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
