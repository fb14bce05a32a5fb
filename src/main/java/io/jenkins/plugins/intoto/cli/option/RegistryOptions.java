package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.OciRegistry;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import java.util.Optional;

/** The options of commands that keep attestations beside an image in its registry. */
public final class RegistryOptions {
    private static final String USER = "--registry-user";
    private static final String PASSWORD = "--registry-password";

    private RegistryOptions() {}

    /** All of them. */
    public static String[] names() {
        return new String[] {USER, PASSWORD + "-file", PASSWORD + "-env"};
    }

    /** Adds the options for the account at a registry. */
    public static void addTo(Syntax syntax) {
        syntax.value("NAME", "The user name for the registry, instead of the account in Docker's config.json.", USER);
        ServiceOptions.addSecretTo(syntax, PASSWORD, "the password or token for the registry");
    }

    /**
     * The registry of an image.
     *
     * @throws InTotoException if the account cannot be read
     */
    public static OciRegistry registry(OciImage image, Invocation invocation)
            throws InTotoException, InterruptedException {
        var password = ServiceOptions.secret(PASSWORD, invocation);
        if (password.isPresent() != invocation.has(USER)) {
            throw new UsageException("a registry needs " + USER + " and a password, or neither");
        }
        Optional<OciCredentials> credentials = password.isPresent()
                ? Optional.of(new OciCredentials(invocation.required(USER), password.get()))
                : DockerConfig.credentials(image, invocation);
        return new OciRegistry(image, credentials, RemoteCalls.direct());
    }
}
