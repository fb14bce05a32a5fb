package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateSubject;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/** What the certificate of a signer says (Fulcio's certificate specification). */
final class SigningCertificate {
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String USER_NAME = "1.3.6.1.4.1.57264.1.7";
    private static final String ISSUER = "1.3.6.1.4.1.57264.1.8";
    private static final String OLDER_ISSUER = "1.3.6.1.4.1.57264.1.1";

    private final X509Certificate certificate;
    private final SignedContent content;

    SigningCertificate(X509Certificate certificate, SignedContent content) {
        this.certificate = certificate;
        this.content = content;
    }

    /** The certificate's key. It is usable while the certificate is valid. */
    AsymmetricKey key() throws RefusedSignatureException {
        try {
            if (KeyFiles.readPublic(certificate.getEncoded(), content.source()) instanceof AsymmetricKey key) {
                return key;
            }
        } catch (UnreadableKeyException | CertificateException e) {
            throw unfit("is of a key that cannot be used");
        }
        throw unfit("is of a key that cannot be used");
    }

    /**
     * Whom the certificate names.
     *
     * @param chain the certificate and those of its issuers
     */
    SignerIdentity.Certificate identity(List<X509Certificate> chain) throws RefusedSignatureException {
        try {
            var fingerprint = key().materialFingerprint();
            var names = alternativeNames();
            return new SignerIdentity.Certificate(
                    fingerprint,
                    chain,
                    CertificateSubject.of(chain, content.source()),
                    texts(names, GeneralName.rfc822Name),
                    texts(names, GeneralName.uniformResourceIdentifier),
                    texts(names, GeneralName.dNSName),
                    otherNames(names),
                    issuer());
        } catch (UnreadableKeyException | IllegalArgumentException | IllegalStateException e) {
            throw unfit("has damaged extensions");
        }
    }

    private GeneralName[] alternativeNames() {
        byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        return extension == null
                ? new GeneralName[0]
                : GeneralNames.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .getNames();
    }

    private static List<String> texts(GeneralName[] names, int kind) {
        var texts = new ArrayList<String>();
        for (var name : names) {
            if (name.getTagNo() == kind) {
                texts.add(name.getName().toString());
            }
        }
        return texts;
    }

    private static List<String> otherNames(GeneralName[] names) {
        var texts = new ArrayList<String>();
        for (var name : names) {
            if (name.getTagNo() == GeneralName.otherName) {
                var other = OtherName.getInstance(name.getName());
                if (other.getTypeID().getId().equals(USER_NAME)) {
                    texts.add(ASN1UTF8String.getInstance(other.getValue()).getString());
                }
            }
        }
        return texts;
    }

    private Optional<String> issuer() {
        byte[] extension = certificate.getExtensionValue(ISSUER);
        if (extension != null) {
            byte[] text = ASN1OctetString.getInstance(extension).getOctets();
            return Optional.of(ASN1UTF8String.getInstance(text).getString());
        }
        byte[] older = certificate.getExtensionValue(OLDER_ISSUER);
        return Optional.ofNullable(older)
                .map(octets -> new String(ASN1OctetString.getInstance(octets).getOctets(), StandardCharsets.UTF_8));
    }

    private RefusedSignatureException unfit(String what) {
        return content.refused(SignatureRefusal.UNFIT_CERTIFICATE, "the certificate of the signer " + what);
    }
}
