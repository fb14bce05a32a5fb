package io.jenkins.plugins.intoto.jenkinsapi;

import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;

/** The way to an agent: what is sent there, and its answer, are serialised; failures are passed on as they are. */
public final class SerialisingChannel implements VirtualChannel {
    private long answered;

    @Override
    public <V, T extends Throwable> V call(Callable<V, T> callable) throws IOException, T {
        Callable<V, T> sent = copy(callable);
        V answer = sent.call();
        answered += bytes(answer).length;
        return copy(answer);
    }

    /**
     * How much came back.
     *
     * @return the sum of the sizes of all answers, in bytes
     */
    public long answered() {
        return answered;
    }

    /**
     * What Java's serialisation makes of an object, as when Jenkins restarts.
     *
     * @param object what to write and read again
     * @param <O> its type
     * @return the copy
     */
    @SuppressWarnings("unchecked")
    public static <O> O copy(O object) {
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes(object)))) {
            return (O) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The serialised form of an object.
     *
     * @param object what to write
     * @return its bytes
     */
    public static byte[] bytes(Object object) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
