package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * An image, or any other artifact, in a registry, by its digest (OCI distribution specification 1.1).
 *
 * @param host the registry, with its port if it is not the usual one
 * @param name the repository
 * @param digest the digest of the manifest, {@code sha256:} and 64 hexadecimal digits
 */
public record OciImage(String host, String name, String digest) {
    private static final Pattern REFERENCE =
            Pattern.compile("([A-Za-z0-9.-]+(?::[0-9]{1,5})?|\\[[0-9a-f:]+](?::[0-9]{1,5})?)"
                    + "/([a-z0-9]++(?:[._-]++[a-z0-9]++)*+(?:/[a-z0-9]++(?:[._-]++[a-z0-9]++)*+)*+)"
                    + "(?::[A-Za-z0-9_.-]{1,128})?@(sha256:[0-9a-f]{64})");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");

    /**
     * Reads a reference.
     *
     * @param text {@code HOST/IMAGE@sha256:…}; a tag before the digest is ignored
     * @throws RemoteFailureException if it is none
     */
    public static OciImage of(String text) throws RemoteFailureException {
        var matcher = REFERENCE.matcher(text);
        if (!matcher.matches()) {
            throw new RemoteFailureException(
                    URI.create("oci:reference"),
                    Kind.REFUSED,
                    "'" + text + "' is no image by its digest, such as registry.example.com/app@sha256:…");
        }
        return new OciImage(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** The address of something of the repository; only a registry on this machine is asked without encryption. */
    URI address(String path) {
        var scheme = LOOPBACK.matcher(host).matches() ? "http" : "https";
        return URI.create(scheme + "://" + host + "/v2/" + name + "/" + path);
    }

    /** The tag under which a registry without an index of referrers has the list of them. */
    String fallbackTag() {
        return digest.replace(':', '-');
    }

    @Override
    public String toString() {
        return host + "/" + name + "@" + digest;
    }
}
