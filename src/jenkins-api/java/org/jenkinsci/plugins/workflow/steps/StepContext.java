package org.jenkinsci.plugins.workflow.steps;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.ListenableFuture;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Result;
import java.io.IOException;
import java.io.Serializable;
@SuppressWarnings("serial")
public abstract class StepContext implements FutureCallback<Object>, Serializable {
    public abstract <T> T get(Class<T> type) throws IOException, InterruptedException;
    public abstract void onSuccess(@Nullable Object result);
    public abstract boolean isReady();
    public abstract ListenableFuture<Void> saveState();
    public abstract void setResult(Result result);
    public abstract BodyInvoker newBodyInvoker() throws IllegalStateException;
    public boolean hasBody() { return true; }
    public abstract boolean equals(Object other);
    public abstract int hashCode();
}
