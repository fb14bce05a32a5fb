package io.jenkins.plugins.intoto.run;

import hudson.Util;
import hudson.model.Item;
import hudson.model.ModifiableItemGroup;
import hudson.util.ListBoxModel;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;

/** What the forms of steps and post-build actions have in common. */
public final class JobForm {
    private JobForm() {}

    /**
     * Moves the fields of the alternatives that were chosen in a form up to the other fields: an alternative is a block of
     * the form, and no parameter. Its name stays as that of what was chosen.
     *
     * @param form the form as it was sent; changed
     * @param blocks the names of the groups of alternatives
     */
    public static JSONObject withoutBlocks(JSONObject form, String... blocks) {
        for (var block : blocks) {
            if (form.opt(block) instanceof JSONObject chosen) {
                form.put(block, chosen.opt("value"));
                for (var field : chosen.keySet()) {
                    if (!field.equals("value")) {
                        form.put(field, chosen.opt(field));
                    }
                }
            }
        }
        return form;
    }

    /**
     * Whether somebody configures the item, or Jenkins itself if there is none; checks tell others nothing. Nobody may configure what
     * a folder generates, such as the jobs of branches: for these it is enough to configure the folder.
     */
    public static boolean isConfiguring(Item item) {
        if (item == null) {
            return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
        }
        return item.hasPermission(Item.CONFIGURE)
                || item.getParent() instanceof Item folder
                        && !(folder instanceof ModifiableItemGroup)
                        && isConfiguring(folder);
    }

    /**
     * Names to choose from, for those who configure a job; others see the choice that was made.
     *
     * @param all the names
     * @param current the choice; null or empty for none
     */
    public static ListBoxModel names(Item item, Stream<String> all, String current) {
        var items = choices(Messages.JobForm_None(), "");
        if (isConfiguring(item)) {
            all.forEach(items::add);
        }
        if (items.stream().noneMatch(known -> known.value.equals(Util.fixNull(current)))) {
            items.add(current);
        }
        return items;
    }

    /** A list of choices from pairs of words and value. */
    public static ListBoxModel choices(String... wordsAndValues) {
        var items = new ListBoxModel();
        for (int i = 0; i < wordsAndValues.length; i += 2) {
            items.add(wordsAndValues[i], wordsAndValues[i + 1]);
        }
        return items;
    }
}
