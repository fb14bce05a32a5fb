package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses of services as they were configured, be it by a file that no form has checked. */
final class ServiceAddress {
    /** Where a connection ends on this machine. */
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ServiceAddress() {}

    /**
     * @param text what was configured; null or empty for none
     * @throws AbortException if it is not an address of a service
     */
    static Optional<URI> of(String text) throws AbortException {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var address = new URI(text);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return Optional.of(address);
            }
        } catch (URISyntaxException e) {
            throw Console.abort(Messages.ArtifactAttestation_NotAttested(DisplayText.of(e.getMessage())));
        }
        throw Console.abort(Messages.ServiceAddress_NoAddress(DisplayText.of(text)));
    }

    /** Whether nobody on the way can read what is sent there. */
    static boolean isPrivate(URI address) {
        return "https".equals(address.getScheme()) || LOOPBACK.contains(address.getHost());
    }
}
