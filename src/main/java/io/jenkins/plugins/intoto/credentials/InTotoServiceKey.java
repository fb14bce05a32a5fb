package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsScope;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Failure;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** A private key that a {@link SigningService} holds. */
public final class InTotoServiceKey extends HeldKeyCredentials {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a service never leaves the controller, and so neither does the credential
    private final SigningService service;

    /**
     * @param service what signs
     * @throws Failure if there is none; Jenkins shows it to people as it is
     */
    @DataBoundConstructor
    public InTotoServiceKey(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @CheckForNull SigningService service) {
        super(scope, id, description);
        this.service = service;
        if (service == null) {
            throw new Failure(Messages.InTotoServiceKey_NoService());
        }
    }

    /** What signs; null if its plugin is gone. */
    @CheckForNull
    public SigningService getService() {
        return service;
    }

    @Override
    Signer openHeld(String source) throws InTotoException, IOException {
        if (service == null) {
            throw new UnreadableKeyException(source, Reason.EMPTY, Messages.InTotoServiceKey_UnknownService());
        }
        return service.open(source);
    }

    @Override
    public String toString() {
        return "in-toto key held by a service '" + getId() + "'";
    }

    /** The form of a key held by a service. */
    @Extension
    @Symbol("inTotoServiceKey")
    public static final class DescriptorImpl extends HeldKeyDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.InTotoServiceKey_DisplayName();
        }
    }
}
