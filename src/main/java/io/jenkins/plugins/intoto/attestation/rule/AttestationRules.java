package io.jenkins.plugins.intoto.attestation.rule;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** The rules of Jenkins itself, which an administrator enters. */
@Extension(ordinal = -22) // after the attestations
@Symbol("inTotoRules")
public final class AttestationRules extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<AttestationRule> rules = new ArrayList<>();

    /** Those of this Jenkins. */
    public static AttestationRules get() {
        return ExtensionList.lookupSingleton(AttestationRules.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.AttestationRules_DisplayName();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        try {
            // A form whose entries were all deleted is silent on the list.
            setRules(request.bindJSONToList(AttestationRule.class, form.opt("rules")));
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "rules");
        }
        return true;
    }

    /** The rules, in the order in which they were entered. */
    public List<AttestationRule> getRules() {
        return rules == null ? List.of() : List.copyOf(rules);
    }

    /**
     * @throws IllegalArgumentException if one can be carried out in no way, or has the name of another one
     */
    @DataBoundSetter
    public void setRules(@CheckForNull List<AttestationRule> rules) {
        var all = new ArrayList<AttestationRule>();
        if (rules != null) {
            all.addAll(rules);
        }
        AttestationRule.check(all, true);
        this.rules = all;
        save();
    }
}
