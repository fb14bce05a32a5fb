package com.cloudbees.plugins.credentials.common;
import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import java.util.List;
import org.springframework.security.core.Authentication;
@SuppressWarnings("serial")
public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    @NonNull protected abstract String describe(@NonNull C credentials);
    @NonNull public AbstractIdCredentialsListBoxModel<T, C> with(@CheckForNull C credentials) {
        add(describe(credentials), credentials.getId());
        return this;
    }
    @NonNull public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        add(0, new Option("- none -", ""));
        return this;
    }
    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            @NonNull Authentication authentication,
            @Nullable Item context,
            @NonNull Class<? extends C> type,
            @NonNull List<DomainRequirement> requirements,
            @NonNull CredentialsMatcher matcher) {
        for (C credentials : CredentialsProvider.lookupCredentialsInItem(type, context, authentication, requirements)) {
            if (matcher.matches(credentials)) {
                with(credentials);
            }
        }
        return this;
    }
    public AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(@NonNull String id) {
        if (!id.isEmpty() && stream().noneMatch(option -> option.value.equals(id))) {
            add("- current -", id);
        }
        return this;
    }
}
