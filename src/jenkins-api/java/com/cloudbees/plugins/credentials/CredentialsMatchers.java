package com.cloudbees.plugins.credentials;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import java.util.stream.Stream;
@SuppressWarnings("rawtypes")
public class CredentialsMatchers {
    private CredentialsMatchers() {}
    public static CredentialsMatcher instanceOf(Class type) { return type::isInstance; }
    public static CredentialsMatcher withId(String id) {
        return credentials -> credentials instanceof IdCredentials named && named.getId().equals(id);
    }
    public static CredentialsMatcher allOf(CredentialsMatcher... matchers) {
        return credentials -> Stream.of(matchers).allMatch(matcher -> matcher.matches(credentials));
    }
    public static CredentialsMatcher anyOf(CredentialsMatcher... matchers) {
        return credentials -> Stream.of(matchers).anyMatch(matcher -> matcher.matches(credentials));
    }
}
