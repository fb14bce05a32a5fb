package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.SigstoreServices;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.credentials.SigningCredentials;
import io.jenkins.plugins.intoto.credentials.SigningCredentials.NamedSigner;
import io.jenkins.plugins.intoto.credentials.TokenCredentials;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.CertificateIdentity;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.remote.FulcioClient;
import io.jenkins.plugins.intoto.engine.remote.KeylessSigning;
import io.jenkins.plugins.intoto.engine.remote.RekorClient;
import io.jenkins.plugins.intoto.engine.remote.TimestampClient;
import io.jenkins.plugins.intoto.engine.sigstore.SignatureVerification;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.run.ServiceCalls;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs statements in the way that a job asks for: with the key of a credential, or without one by way of Fulcio. To be closed
 * after use.
 */
public interface StatementSigner extends AutoCloseable {
    /**
     * Signs a statement.
     *
     * @throws InTotoException if the key or a service does not do its part
     */
    Signed sign(Statement statement) throws InTotoException, IOException, InterruptedException;

    /** The id of the key that signs; empty if each signature has a key of its own. */
    default KeyId keyId() {
        return new KeyId("");
    }

    /** Gives up what the key holds open. */
    @Override
    default void close() {}

    /**
     * A statement that was signed.
     *
     * @param line a line of a bundle, without a line end
     * @param keyId the id of the key; empty if the key was made for this signature alone
     * @param name who signed: what the key is called, or whom the certificate names
     */
    record Signed(byte[] line, KeyId keyId, KeyNames.Name name) {
        /** Who signed, for people. */
        public String by() {
            return name.inFullWith(keyId);
        }
    }

    /**
     * Finds what is needed to sign.
     *
     * @param forgery whether the job supplies what a controller says itself
     * @throws AbortException with a sentence that says what to do if something is missing
     */
    static StatementSigner of(Run<?, ?> run, AttestStep step, String predicateType, boolean forgery)
            throws AbortException {
        var services = AttestationConfiguration.get().getSigstore();
        if (!step.signsKeyless()) {
            var envelope = step.envelope();
            var timestamps = timestamps(envelope, services);
            return withKey(
                    SigningCredentials.findForAttestation(run, step.getCredentialsId(), predicateType, forgery),
                    envelope,
                    timestamps);
        }
        if (forgery) {
            throw Console.abort(Messages.StatementSigner_Forgery(DisplayText.of(predicateType)));
        }
        return withoutKey(TokenCredentials.find(run, step.getTokenCredentialsId()), services);
    }

    /**
     * Signs with a key.
     *
     * @param named the key, which is closed with the signer, and what it is called; whom its certificate names, if it has
     *     one, comes first
     * @param timestamps what timestamps Sigstore bundles, if anything
     */
    static StatementSigner withKey(NamedSigner named, EnvelopeKind envelope, Optional<TimestampClient> timestamps) {
        var key = named.key();
        var name = identity(named);
        return new StatementSigner() {
            @Override
            public Signed sign(Statement statement) throws InTotoException, IOException, InterruptedException {
                var message = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), key);
                var keyId = key.publicKey().keyId();
                if (envelope == EnvelopeKind.DSSE) {
                    return new Signed(message.toJson(), keyId, name);
                }
                var plain = SigstoreBundle.of(message);
                var bundle = key.publicKey().certificate().isPresent() ? plain.withCertificate(key.publicKey()) : plain;
                var timed = timestamps.isEmpty() ? bundle : timestamps.get().timestamp(bundle);
                return new Signed(timed.toJson(), keyId, name);
            }

            @Override
            public KeyId keyId() {
                return key.publicKey().keyId();
            }

            @Override
            public void close() {
                key.close();
            }
        };
    }

    /**
     * What timestamps signatures by keys: nothing if they are not wrapped in Sigstore bundles, or no authority is configured.
     *
     * @throws AbortException if its address is none
     */
    static Optional<TimestampClient> timestamps(EnvelopeKind envelope, SigstoreServices services)
            throws AbortException {
        return envelope == EnvelopeKind.DSSE
                ? Optional.empty()
                : ServiceAddress.of(services.getTimestampAuthority())
                        .map(address -> new TimestampClient(address, ServiceCalls.ofController()));
    }

    private static KeyNames.Name identity(NamedSigner named) {
        return named.key()
                .publicKey()
                .identity()
                .map(CertificateIdentity::name)
                .filter(name -> !name.isEmpty())
                .map(name -> new KeyNames.Name(name, named.name().inFull()))
                .orElse(named.name());
    }

    /**
     * Signs with keys that Fulcio certifies for whom a token names.
     *
     * @param token a secret
     * @throws AbortException if no Fulcio is configured, or the token could be read on the way there
     */
    static StatementSigner withoutKey(String token, SigstoreServices services) throws AbortException {
        var fulcio = fulcio(services);
        var calls = ServiceCalls.ofController();
        var timestamps = ServiceAddress.of(services.getTimestampAuthority());
        var rekor = ServiceAddress.of(services.getRekor());
        var signing = new KeylessSigning(
                new FulcioClient(fulcio, calls),
                timestamps.map(address -> new TimestampClient(address, calls)),
                rekor.map(address -> new RekorClient(address, calls)));
        return statement -> {
            var bundle = signing.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), token);
            var root = services.trustedRoot();
            if (root.isPresent()) {
                // What others would refuse is not archived.
                SignatureVerification.of(List.of(), root.get()).verify(bundle, Instant.now());
            }
            return new Signed(bundle.toJson(), new KeyId(""), new KeyNames.Name(subject(bundle), "keyless"));
        };
    }

    /**
     * What certifies keys that sign without a credential.
     *
     * @throws AbortException if no Fulcio is configured, or a token could be read on the way there
     */
    static URI fulcio(SigstoreServices services) throws AbortException {
        var fulcio = ServiceAddress.of(services.getFulcio())
                .orElseThrow(() -> Console.abort(Messages.StatementSigner_NoFulcio()));
        if (!ServiceAddress.isPrivate(fulcio)) {
            throw Console.abort(Messages.StatementSigner_NoHttps());
        }
        return fulcio;
    }

    /** Whom the certificate names that Fulcio gave, as far as it can be told in a word. */
    private static String subject(SigstoreBundle bundle) {
        return bundle.identity()
                .map(CertificateIdentity::name)
                .filter(name -> !name.isEmpty())
                .orElse("keyless");
    }
}
