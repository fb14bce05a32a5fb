package io.jenkins.plugins.intoto.attestation.rule;

import io.jenkins.plugins.intoto.attestation.ImageAttachment;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import io.jenkins.plugins.intoto.engine.remote.OciRegistry;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException;
import io.jenkins.plugins.intoto.engine.remote.RemoteFailureException.Kind;
import io.jenkins.plugins.intoto.run.ServiceCalls;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How long rules wait for the registries that they attach attestations to, so that runs that need another registry, or none, do
 * not wait for one that hangs. Each attestation has a few minutes; a registry that has not answered by then is left alone for a
 * while, whatever run needs it. Safe for use by several threads.
 */
final class RegistryPatience {
    private static final Duration FOR_AN_ATTESTATION = Duration.ofMinutes(3);
    private static final Duration REST = Duration.ofMinutes(5);

    private final Supplier<RemoteCalls> calls;

    /** Registries that did not answer, and when that was. */
    private final Map<String, Long> silent = new ConcurrentHashMap<>();

    /** Calls registries as the controller does by its settings. */
    RegistryPatience() {
        this(ServiceCalls::ofController);
    }

    /**
     * @param calls how registries are called
     */
    RegistryPatience(Supplier<RemoteCalls> calls) {
        this.calls = calls;
    }

    /**
     * The registries for one run, which share connections.
     *
     * @param account who asks them
     */
    ImageAttachment.Registries registries(Optional<OciCredentials> account) {
        var shared = calls.get();
        return (image, line, how) -> {
            var host = image.host();
            if (isSilent(host)) {
                throw new RemoteFailureException(
                        image.address(""), Kind.TIMED_OUT, "has not answered, and is left alone for a while");
            }
            try {
                new OciRegistry(image, account, shared.endingIn(FOR_AN_ATTESTATION)).attach(line, how);
            } catch (RemoteFailureException e) {
                if (e.kind() == Kind.TIMED_OUT) {
                    silent.put(host, System.nanoTime());
                }
                throw e;
            }
        };
    }

    private boolean isSilent(String host) {
        var since = silent.get(host);
        return since != null && System.nanoTime() - since < REST.toNanos();
    }

    /** Has all registries asked again: somebody says that they answer. */
    void forget() {
        silent.clear();
    }
}
