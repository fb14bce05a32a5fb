package io.jenkins.plugins.intoto.archive;

import hudson.Extension;
import hudson.model.Computer;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;

/** Keeps the {@linkplain DigestIndex index} in step with builds that end or are deleted. */
@Extension
public final class IndexUpkeep extends RunListener<Run<?, ?>> {
    @Override
    public void onFinalized(Run<?, ?> run) {
        DigestIndex.get().ifPresent(index -> index.ended(run));
    }

    /** The folder of the run is there still. */
    @Override
    public void onDeleted(Run<?, ?> run) {
        DigestIndex.get().ifPresent(index -> index.deleted(run));
    }

    /** Keeps it in step with jobs and folders that are renamed, moved and deleted. */
    @Extension
    public static final class OfItems extends ItemListener {
        /** Called for the item itself first, then for each that is in it, which has been renamed by then. */
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            DigestIndex.get().ifPresent(index -> index.relocated(oldFullName, newFullName));
        }

        @Override
        public void onDeleted(Item item) {
            DigestIndex.get().ifPresent(index -> index.deleted(item.getFullName()));
        }

        @Override
        public void onLoaded() {
            DigestIndex.get().ifPresent(index -> Computer.threadPoolForRemoting.submit(index::reconcile));
        }
    }
}
