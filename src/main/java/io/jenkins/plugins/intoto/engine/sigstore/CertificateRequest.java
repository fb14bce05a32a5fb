package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/**
 * The request for a certificate (PKCS #10, RFC 2986), without a name: the authority knows whom it certifies. Fulcio takes it in
 * PEM.
 */
public final class CertificateRequest {
    private CertificateRequest() {}

    /**
     * Makes a request.
     *
     * @param signer the key to certify, which signs as for attestations
     * @return the request in PEM
     * @throws SigningException if the key cannot sign
     * @throws IOException if the signer cannot be reached
     */
    public static byte[] pem(Signer signer) throws SigningException, IOException {
        var info = new CertificationRequestInfo(
                new X500Name(new RDN[0]),
                SubjectPublicKeyInfo.getInstance(signer.publicKey().encoded()),
                new DERSet());
        byte[] encoded = info.getEncoded();
        byte[] signature = signer.sign(out -> out.write(encoded));
        var algorithm = new DefaultSignatureAlgorithmIdentifierFinder()
                .find(signer.publicKey().attestationAlgorithm());
        byte[] request = new CertificationRequest(info, algorithm, new DERBitString(signature)).getEncoded();
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(request);
        return ("-----BEGIN CERTIFICATE REQUEST-----\n" + lines + "\n-----END CERTIFICATE REQUEST-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
