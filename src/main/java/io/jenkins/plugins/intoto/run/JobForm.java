package io.jenkins.plugins.intoto.run;

import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
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

    /** Whether somebody configures the item, or Jenkins itself if there is none; checks tell others nothing. */
    public static boolean isConfiguring(Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }

    /** Whether a name can be that of a step. */
    public static FormValidation checkStepName(Item item, String value) {
        var name = Util.fixNull(value).trim();
        return !isConfiguring(item) || name.isEmpty() || ItemNames.isSafe(name)
                ? FormValidation.ok()
                : FormValidation.error(Messages.JobForm_NoStepName());
    }

    /** Whether names are those of hash algorithms. */
    public static FormValidation checkHashAlgorithms(Item item, String value) {
        boolean known = ListText.entries(value).stream()
                .allMatch(name -> DigestAlgorithm.named(name).isPresent());
        return !isConfiguring(item) || known
                ? FormValidation.ok()
                : FormValidation.error(Messages.JobForm_NoHashAlgorithm());
    }

    /** The layouts of the global configuration, for those who configure a job. */
    public static ListBoxModel layouts(Item item, String current) {
        return names(item, InTotoConfiguration.get().getLayouts().stream().map(NamedLayout::getName), current);
    }

    /** The policies of the global configuration, for those who configure a job. */
    public static ListBoxModel policies(Item item, String current) {
        return names(item, AttestationConfiguration.get().getPolicies().stream().map(NamedPolicy::getName), current);
    }

    private static ListBoxModel names(Item item, Stream<String> all, String current) {
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
