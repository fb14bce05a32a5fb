package io.jenkins.plugins.intoto.run;

import hudson.Extension;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;
import hudson.tasks.Publisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;

/**
 * Keeps the post-build actions of a job in the order in which they must run, however they were added: record, attest, verify.
 * They share the places that they have among other actions, which stay where they are.
 */
@Extension
public final class PublisherOrder extends ItemListener {
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
    public static void restore(AbstractProject<?, ?> project) throws IOException {
        var list = project.getPublishersList();
        var present = new ArrayList<Publisher>(list);
        var sorted = new ArrayList<Publisher>(present);
        sorted.removeIf(publisher -> !(publisher instanceof OrderedPublisher));
        sorted.sort(Comparator.comparing(publisher -> ((OrderedPublisher) publisher).turn()));
        var wanted = new ArrayList<Publisher>();
        var next = sorted.iterator();
        for (var publisher : present) {
            wanted.add(publisher instanceof OrderedPublisher ? next.next() : publisher);
        }
        if (!wanted.equals(present)) {
            list.replaceBy(wanted);
        }
    }
}
