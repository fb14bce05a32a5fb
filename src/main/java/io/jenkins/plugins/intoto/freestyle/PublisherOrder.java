package io.jenkins.plugins.intoto.freestyle;

import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import hudson.tasks.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the post-build actions of a job in the order in which they must run, however they were added: record, attest, verify.
 * They share the places that they have among other actions, which stay where they are.
 */
@Extension
public final class PublisherOrder extends ItemListener {
    private static final List<Class<? extends Publisher>> ORDER =
            List.of(LinkRecorder.class, AttestationPublisher.class, VerificationPublisher.class);

    @Override
    public void onCreated(Item item) {
        restoreIn(item);
    }

    @Override
    public void onCopied(Item source, Item item) {
        restoreIn(item);
    }

    @Override
    public void onUpdated(Item item) {
        restoreIn(item);
    }

    private static void restoreIn(Item item) {
        if (item instanceof AbstractProject<?, ?> project) {
            try {
                restore(project);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Puts the actions of a job in order, and saves it if they were not.
     *
     * @throws IOException if it cannot be saved
     */
    static void restore(AbstractProject<?, ?> project) throws IOException {
        var list = project.getPublishersList();
        var present = new ArrayList<Publisher>(list);
        var sorted = new ArrayList<Publisher>(present);
        sorted.removeIf(publisher -> !ORDER.contains(publisher.getClass()));
        sorted.sort(Comparator.comparingInt(publisher -> ORDER.indexOf(publisher.getClass())));
        var wanted = new ArrayList<Publisher>();
        var next = sorted.iterator();
        for (var publisher : present) {
            wanted.add(ORDER.contains(publisher.getClass()) ? next.next() : publisher);
        }
        if (!wanted.equals(present)) {
            list.replaceBy(wanted);
        }
    }
}
