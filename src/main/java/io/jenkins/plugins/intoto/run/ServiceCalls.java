package io.jenkins.plugins.intoto.run;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import java.net.http.HttpClient;

/** How the controller calls services: through the proxy of Jenkins' configuration, and without following redirects. */
public final class ServiceCalls {
    private ServiceCalls() {}

    /** Calls by the settings of this moment. */
    public static RemoteCalls ofController() {
        return RemoteCalls.by(ProxyConfiguration.newHttpClientBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    }
}
