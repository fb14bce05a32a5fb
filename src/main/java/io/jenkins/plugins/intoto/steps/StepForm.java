package io.jenkins.plugins.intoto.steps;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import jenkins.model.Jenkins;

/** What the forms of steps have in common. */
final class StepForm {
    private StepForm() {}

    /** Whether somebody configures the item, or Jenkins itself if there is none; checks tell others nothing. */
    static boolean isConfiguring(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** A list of choices from pairs of words and value. */
    static ListBoxModel choices(String... wordsAndValues) {
        var items = new ListBoxModel();
        for (int i = 0; i < wordsAndValues.length; i += 2) {
            items.add(wordsAndValues[i], wordsAndValues[i + 1]);
        }
        return items;
    }
}
