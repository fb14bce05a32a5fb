package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * The request for a certificate (PKCS #10, RFC 2986), without a name: the authority knows whom it certifies. Fulcio takes it in
 * PEM.
 */
public final class CertificateRequest {
    private CertificateRequest() {}

    private static AlgorithmIdentifier algorithm(AsymmetricKey key) {
        var digest = key.attestationDigest();
        if (digest.isEmpty()) {
            return new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
        }
        if (key.keytype().equals("rsa")) {
            return new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        }
        return new AlgorithmIdentifier(
                switch (digest.get()) {
                    case SHA256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
                    case SHA384 -> X9ObjectIdentifiers.ecdsa_with_SHA384;
                    case SHA512 -> X9ObjectIdentifiers.ecdsa_with_SHA512;
                });
    }

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
        byte[] request =
                new CertificationRequest(info, algorithm(signer.publicKey()), new DERBitString(signature)).getEncoded();
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(request);
        return ("-----BEGIN CERTIFICATE REQUEST-----\n" + lines + "\n-----END CERTIFICATE REQUEST-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
