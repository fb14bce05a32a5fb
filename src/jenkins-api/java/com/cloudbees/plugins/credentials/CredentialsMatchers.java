package com.cloudbees.plugins.credentials;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.stream.Stream;
@SuppressWarnings("rawtypes")
public class CredentialsMatchers {
    private CredentialsMatchers() {}
    @NonNull public static CredentialsMatcher instanceOf(@NonNull Class type) { return type::isInstance; }
    @NonNull public static CredentialsMatcher withId(@NonNull String id) {
        return credentials -> credentials instanceof IdCredentials named && named.getId().equals(id);
    }
    @NonNull public static CredentialsMatcher allOf(@NonNull CredentialsMatcher... matchers) {
        return credentials -> Stream.of(matchers).allMatch(matcher -> matcher.matches(credentials));
    }
    @NonNull public static CredentialsMatcher anyOf(@NonNull CredentialsMatcher... matchers) {
        return credentials -> Stream.of(matchers).anyMatch(matcher -> matcher.matches(credentials));
    }
}
