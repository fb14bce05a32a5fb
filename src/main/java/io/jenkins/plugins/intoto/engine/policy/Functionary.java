package io.jenkins.plugins.intoto.engine.policy;

import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Somebody whose attestations a policy trusts. */
public sealed interface Functionary {
    /** The name that the policy gives. */
    String name();

    /** For whom the functionary may speak. */
    Roles roles();

    /**
     * The services that a functionary stands for. Attestations that name another one do not count when they are signed by
     * this functionary: an id of a builder or a verifier means something only together with its signer (SLSA, verifying
     * artifacts).
     *
     * @param builderIds the builders of which it signs provenance; empty if the policy does not say
     * @param verifierIds the verifiers of which it signs summaries; empty if the policy does not say
     */
    record Roles(Set<String> builderIds, Set<String> verifierIds) {
        /** Copies the sets. */
        public Roles {
            builderIds = Set.copyOf(builderIds);
            verifierIds = Set.copyOf(verifierIds);
        }
    }

    /**
     * Whoever holds a key.
     *
     * @param name the name that the policy gives
     * @param key the key
     * @param roles for whom it may speak
     */
    record KeyHolder(String name, AsymmetricKey key, Roles roles) implements Functionary {}

    /**
     * Whoever has a certificate of an authority, with names as the policy wants them (as ITE-7 has it for layouts).
     *
     * @param name the name that the policy gives
     * @param authorities the roots of the certificates, at least one
     * @param uris patterns of which one must match a URI among the certificate's alternative names, unless there are none
     * @param emails the same for e-mail addresses
     * @param dnsNames the same for DNS names
     * @param extendedKeyUsages object identifiers of uses that the certificates may be restricted to besides code signing
     * @param roles for whom it may speak
     */
    record CertificateHolder(
            String name,
            List<Authority> authorities,
            List<ArtifactPattern> uris,
            List<ArtifactPattern> emails,
            List<ArtifactPattern> dnsNames,
            Set<String> extendedKeyUsages,
            Roles roles)
            implements Functionary {
        /** Copies the lists. */
        public CertificateHolder {
            authorities = List.copyOf(authorities);
            uris = List.copyOf(uris);
            emails = List.copyOf(emails);
            dnsNames = List.copyOf(dnsNames);
            extendedKeyUsages = Set.copyOf(extendedKeyUsages);
        }
    }

    /**
     * Whoever a Sigstore deployment has issued a certificate to.
     *
     * @param name the name that the policy gives
     * @param trustedRoot the deployment
     * @param identities those who count, at least one
     * @param roles for whom it may speak
     */
    record SigstoreIdentity(String name, NamedTrustedRoot trustedRoot, List<Identity> identities, Roles roles)
            implements Functionary {
        /** Copies the list. */
        public SigstoreIdentity {
            identities = List.copyOf(identities);
        }
    }

    /**
     * An identity that a Sigstore deployment has verified.
     *
     * @param issuer who vouched for it: the URL of the OpenID provider
     * @param subject a pattern of the certificate's alternative name
     */
    record Identity(String issuer, ArtifactPattern subject) {}

    /**
     * A certificate authority.
     *
     * @param name the name that the policy gives
     * @param root its certificate
     * @param intermediates certificates that may stand between the root and a functionary's
     */
    record Authority(String name, X509Certificate root, List<X509Certificate> intermediates) {
        /** Copies the list. */
        public Authority {
            intermediates = List.copyOf(intermediates);
        }

        /** The intermediates, and the root behind them. */
        List<X509Certificate> chain() {
            var chain = new ArrayList<>(intermediates);
            chain.add(root);
            return chain;
        }
    }
}
