package io.jenkins.plugins.intoto.credentials;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.Signer;
import java.io.IOException;

/**
 * A service that holds a private key and signs with it, such as the key service of a cloud. This is the extension point for
 * plugins that bring such a service: a subclass with a {@code @DataBoundConstructor} and a {@code config.jelly}, and a {@link
 * hudson.model.Descriptor} of it that is a {@link hudson.Extension}. Credentials of the kind <em>in-toto key held by a service</em>
 * have one of them, and are saved with it. {@code docs/keys.md} has an example.
 *
 * <ul>
 *   <li>A service is used on the controller only. It is not serializable, so it cannot get to an agent.
 *   <li>Several threads use it at the same time, one for each link and each attestation. A {@link Signer} that it gives is used
 *       by one of them.
 *   <li>Every call ends by itself, because a build and a page of Jenkins wait for it; a minute is long. A thread is interrupted
 *       when its build is aborted.
 *   <li>What it keeps secret it keeps as {@link hudson.util.Secret}. Neither the message nor a cause of an exception has a secret
 *       in it, since messages are shown on the consoles of builds.
 *   <li>Whoever may create credentials in a folder can enter any service with any settings. One that acts with what belongs to
 *       Jenkins as a whole (a program, a library, the identity of the machine) therefore checks the permission {@link
 *       jenkins.model.Jenkins#ADMINISTER} in its constructor and its {@code readResolve}.
 * </ul>
 */
public abstract class SigningService implements Describable<SigningService>, ExtensionPoint {
    /**
     * Opens the key.
     *
     * @param source what error messages call the key
     * @return signs with the key until it is closed; an engine's {@code HeldKey} is one
     * @throws InTotoException if the service refuses, with one sentence that names the source or the service
     * @throws IOException if the service cannot be reached
     */
    public abstract Signer open(String source) throws InTotoException, IOException;
}
