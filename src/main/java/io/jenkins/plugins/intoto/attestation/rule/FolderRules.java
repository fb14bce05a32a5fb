package io.jenkins.plugins.intoto.attestation.rule;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.ItemGroup;
import java.util.ArrayList;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/** The rules of a folder, which whoever configures the folder enters; a Jenkinsfile cannot change them. */
public final class FolderRules extends AbstractFolderProperty<AbstractFolder<?>> {
    private final List<AttestationRule> rules;

    /**
     * @param rules the rules
     * @throws IllegalArgumentException if one can be carried out in no way, or has the name of another one
     */
    @DataBoundConstructor
    public FolderRules(@CheckForNull List<AttestationRule> rules) {
        this.rules = rules == null ? new ArrayList<>() : new ArrayList<>(rules);
        AttestationRule.check(this.rules, false);
    }

    /** The rules, in the order in which they were entered. */
    public List<AttestationRule> getRules() {
        return rules == null ? List.of() : List.copyOf(rules);
    }

    /** Describes the property to forms and scripts, and tells the rules of a folder. */
    @Extension(optional = true)
    @Symbol("inTotoRules")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor implements ApplicableRule.Source {
        @Override
        public String getDisplayName() {
            return Messages.AttestationRules_DisplayName();
        }

        @Override
        @SuppressWarnings("rawtypes") // as it is declared there
        public boolean isApplicable(Class<? extends AbstractFolder> type) {
            return true;
        }

        /** No property without a form, or for a form without rules. */
        @Override
        public AbstractFolderProperty<?> newInstance(@CheckForNull StaplerRequest2 request, JSONObject form)
                throws FormException {
            if (request == null) {
                return null;
            }
            try {
                var rules = request.bindJSONToList(AttestationRule.class, form.opt("rules"));
                return rules.isEmpty() ? null : new FolderRules(rules);
            } catch (IllegalArgumentException e) {
                throw new FormException(e.getMessage(), e, "rules");
            }
        }

        @Override
        public List<AttestationRule> rulesOf(ItemGroup<?> folder) {
            var property = folder instanceof AbstractFolder<?> any
                    ? any.getProperties().get(FolderRules.class)
                    : null;
            return property == null ? List.of() : property.getRules();
        }
    }
}
