package jenkins.model.identity;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionPoint;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
/** There is no plugin that has an identity. */
public abstract class InstanceIdentityProvider<PUB extends PublicKey, PRIV extends PrivateKey> implements ExtensionPoint {
    public static final KeyTypes<RSAPublicKey, RSAPrivateKey> RSA = new KeyTypes<>();
    public static final class KeyTypes<PUB extends PublicKey, PRIV extends PrivateKey> {
        private KeyTypes() {}
        @CheckForNull public PUB getPublicKey() { return null; }
    }
}
