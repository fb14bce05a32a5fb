package io.jenkins.plugins.intoto.engine.remote;

import java.net.URI;

/** Addresses below the address of a service. */
final class Addresses {
    private Addresses() {}

    static URI below(URI base, String path) {
        var text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + path);
    }
}
