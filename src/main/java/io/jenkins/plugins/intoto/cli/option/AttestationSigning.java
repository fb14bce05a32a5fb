package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.remote.FulcioClient;
import io.jenkins.plugins.intoto.engine.remote.KeylessSigning;
import io.jenkins.plugins.intoto.engine.remote.RekorClient;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.remote.TimestampClient;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How {@code attest} signs: with a key, or by a token with a certificate of Fulcio; stamped and logged on demand. */
public final class AttestationSigning {
    /** The option for the timestamp authority. */
    public static final String TSA = "--tsa";

    private static final String SIGSTORE = "--sigstore";
    private static final String FULCIO = "--fulcio";
    private static final String REKOR = "--rekor";
    private static final String TOKEN = "--token";

    private AttestationSigning() {}

    /** Adds the options for keys, certificates and services. */
    public static void addTo(Syntax syntax) {
        SigningOptions.addOptionalTo(syntax);
        syntax.flag("Write a Sigstore bundle (v0.3) instead of a bare envelope.", SIGSTORE)
                .value("URL", "A timestamp authority (RFC 3161) to stamp the signature; makes a Sigstore bundle.", TSA)
                .value("URL", "A log of Rekor v2 to put the signature into; makes a Sigstore bundle.", REKOR)
                .value(
                        "URL",
                        "The Fulcio that certifies a key made for this signature only, instead of a key.",
                        FULCIO);
        ServiceOptions.addSecretTo(syntax, TOKEN, "the token of OpenID Connect for Fulcio");
    }

    /**
     * Signs statements.
     *
     * @param needsBundle whether each must be a Sigstore bundle
     * @return what each became, in order
     */
    public static List<Signed> sign(List<Statement> statements, boolean needsBundle, Invocation invocation)
            throws InTotoException, IOException, InterruptedException {
        var calls = RemoteCalls.direct();
        var tsa = ServiceOptions.address(TSA, invocation).map(uri -> new TimestampClient(uri, calls));
        var rekor = ServiceOptions.address(REKOR, invocation).map(uri -> new RekorClient(uri, calls));
        var fulcio = ServiceOptions.address(FULCIO, invocation);
        var token = ServiceOptions.secret(TOKEN, invocation);
        if (fulcio.isPresent() == invocation.has(SigningOptions.KEY)) {
            throw new UsageException("give either " + SigningOptions.KEY + " or " + FULCIO);
        }
        if (fulcio.isPresent() != token.isPresent()) {
            throw new UsageException(FULCIO + " and a token, " + TOKEN + "-file or " + TOKEN + "-env, need each other");
        }
        SigningOptions.checkUnused(invocation, fulcio.isEmpty(), SigningOptions.KEY);
        var signed = new ArrayList<Signed>();
        if (fulcio.isPresent()) {
            var signing = new KeylessSigning(new FulcioClient(fulcio.get(), calls), tsa, rekor);
            for (var statement : statements) {
                signed.add(Signed.of(signing.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), token.get())));
            }
            return signed;
        }
        boolean isBundle = needsBundle || invocation.has(SIGSTORE) || tsa.isPresent() || rekor.isPresent();
        if (SigningOptions.hasCertificate(invocation) && !isBundle) {
            throw new UsageException("a bare envelope has no place for a certificate; it takes " + SIGSTORE);
        }
        var key = SigningOptions.key(invocation);
        for (var statement : statements) {
            var envelope = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, statement.toJson(), key.forAttestations());
            signed.add(
                    isBundle
                            ? Signed.of(bundle(envelope, key, tsa, rekor))
                            : new Signed(envelope.toJson(), Optional.empty()));
        }
        return signed;
    }

    private static SigstoreBundle bundle(
            DsseEnvelope envelope, Signer key, Optional<TimestampClient> tsa, Optional<RekorClient> rekor)
            throws InTotoException, IOException, InterruptedException {
        var bundle = SigstoreBundle.of(envelope);
        if (key.publicKey().certificate().isPresent()) {
            bundle = bundle.withCertificate(key.publicKey());
        }
        if (tsa.isPresent()) {
            bundle = tsa.get().timestamp(bundle);
        }
        return rekor.isPresent() ? rekor.get().log(bundle, key.publicKey()) : bundle;
    }

    /**
     * A signed statement.
     *
     * @param line as it stands in a bundle of attestations
     * @param bundle the Sigstore bundle that the line is; empty if it is an envelope
     */
    public record Signed(byte[] line, Optional<SigstoreBundle> bundle) {
        static Signed of(SigstoreBundle bundle) {
            return new Signed(bundle.toJson(), Optional.of(bundle));
        }
    }
}
