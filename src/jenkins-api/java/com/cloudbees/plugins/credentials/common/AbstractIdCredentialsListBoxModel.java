package com.cloudbees.plugins.credentials.common;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.List;
import org.springframework.security.core.Authentication;
@SuppressWarnings("serial")
public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    protected abstract String describe(C credentials);
    public AbstractIdCredentialsListBoxModel<T, C> with(C credentials) {
        add(describe(credentials), credentials.getId());
        return this;
    }
    public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        add(0, new Option("- none -", ""));
        return this;
    }
    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            Item context,
            Class<? extends C> type,
            List<DomainRequirement> requirements,
            CredentialsMatcher matcher) {
        for (C credentials : CredentialsProvider.lookupCredentialsInItem(type, context, authentication, requirements)) {
            if (matcher.matches(credentials)) {
                with(credentials);
            }
        }
        return this;
    }
    public AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(String id) {
        if (!id.isEmpty() && stream().noneMatch(option -> option.value.equals(id))) {
            add("- current -", id);
        }
        return this;
    }
}
