package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.engine.sigstore.SignerIdentity;
import io.jenkins.plugins.intoto.engine.sigstore.VerifiedSignature;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;

/** Says who made a signature. */
final class SignerText {
    private SignerText() {}

    /** The signer, and when the signature was seen first, if anybody did. */
    static String of(VerifiedSignature verified, KeyNames names) {
        var times = verified.observedTimes();
        var signer = verified.signer() instanceof SignerIdentity.Certificate certificate
                ? of(certificate)
                : names.ofAny(((SignerIdentity.Key) verified.signer()).key().keyId());
        return signer + (times.isEmpty() ? "" : ", seen at " + times.get(0));
    }

    /** Whom a certificate names, and who vouched for that. */
    static String of(SignerIdentity.Certificate certificate) {
        return String.join(", ", certificate.shownNames())
                + certificate.issuer().map(issuer -> " (" + issuer + ")").orElse("");
    }
}
