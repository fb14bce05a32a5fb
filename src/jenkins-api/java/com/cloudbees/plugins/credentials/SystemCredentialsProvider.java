package com.cloudbees.plugins.credentials;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
public class SystemCredentialsProvider {
    private static final Map<Jenkins, SystemCredentialsProvider> PROVIDERS =
            Collections.synchronizedMap(new WeakHashMap<>());
    private final List<Credentials> credentials = new CopyOnWriteArrayList<>();
    private SystemCredentialsProvider(Jenkins jenkins) {}
    public static SystemCredentialsProvider getInstance() {
        return PROVIDERS.computeIfAbsent(Jenkins.get(), SystemCredentialsProvider::new);
    }
    public List<Credentials> getCredentials() { return credentials; }
}
