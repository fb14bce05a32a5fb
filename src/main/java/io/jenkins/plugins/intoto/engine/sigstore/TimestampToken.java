package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.WRONG_SHAPE;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.key.UntrustedCertificateException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** The response of a timestamp authority (RFC 3161); what it says is unchecked until it is {@link #isSignedBy}. */
public final class TimestampToken {
    private static final Map<String, DigestAlgorithm> ALGORITHMS = Map.of(
            NISTObjectIdentifiers.id_sha256.getId(), DigestAlgorithm.SHA256,
            NISTObjectIdentifiers.id_sha384.getId(), DigestAlgorithm.SHA384,
            NISTObjectIdentifiers.id_sha512.getId(), DigestAlgorithm.SHA512);
    private static final int NONCE_BITS = 64;

    private final TimeStampResponse response;
    private final TimeStampToken token;
    private final Instant time;

    private TimestampToken(TimeStampResponse response) {
        this.response = response;
        this.token = response.getTimeStampToken();
        this.time = token.getTimeStampInfo().getGenTime().toInstant();
    }

    /**
     * The request for a timestamp, with SHA-256, a nonce, and the wish for the authority's certificate.
     *
     * @param signature the bytes to be stamped
     * @return a TimeStampReq in DER
     */
    public static byte[] request(byte[] signature) {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            return generator
                    .generate(
                            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
                            DigestAlgorithm.SHA256.newDigest().digest(signature),
                            new BigInteger(NONCE_BITS, new SecureRandom()))
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    /**
     * Reads a response.
     *
     * @param response a TimeStampResp in DER
     * @param source its name for error messages
     * @throws MalformedMetadataException if it is something else, or the authority refused the request
     */
    public static TimestampToken read(byte[] response, String source) throws MalformedMetadataException {
        try {
            var read = new TimeStampResponse(response);
            if (read.getTimeStampToken() != null) {
                return new TimestampToken(read);
            }
        } catch (TSPException | IOException | RuntimeException e) { // its parsers throw all three on damaged content
            throw new MalformedMetadataException(source, "", WRONG_SHAPE, "is not a timestamp response of RFC 3161");
        }
        throw new MalformedMetadataException(
                source, "", WRONG_SHAPE, "has no timestamp: the authority refused the request");
    }

    /** When the authority says that it saw the bytes. */
    public Instant time() {
        return time;
    }

    /**
     * Whether the timestamp is of these bytes.
     *
     * @param signature the bytes
     */
    public boolean covers(byte[] signature) {
        var info = token.getTimeStampInfo();
        var algorithm = ALGORITHMS.get(info.getMessageImprintAlgOID().getId());
        return algorithm != null
                && Arrays.equals(
                        info.getMessageImprintDigest(), algorithm.newDigest().digest(signature));
    }

    /**
     * Whether this is the response to a request: of its nonce, its digest and its wishes.
     *
     * @param request what {@link #request} made
     */
    public boolean answers(byte[] request) {
        try {
            response.validate(new TimeStampRequest(request));
            return true;
        } catch (TSPException | IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Whether an authority signed the timestamp with a certificate for that purpose, while all certificates were valid.
     *
     * @param authority the authority
     */
    boolean isSignedBy(CertificateAuthority authority) {
        return authority.validFor().contains(time)
                && signerCertificate(authority)
                        .filter(certificate -> isSignedBy(certificate, authority))
                        .isPresent();
    }

    private boolean isSignedBy(X509Certificate certificate, CertificateAuthority authority) {
        try {
            // With the certificate's own validity and purpose, and its digest among the signed attributes.
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
            authority.path(certificate, "timestamp", time);
            return true;
        } catch (UntrustedCertificateException e) {
            return false; // it is of an authority that nobody trusts
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            return false; // whatever its verifier throws, the signature does not verify
        }
    }

    private boolean isNamedSigner(X509Certificate certificate) {
        try {
            return token.getSID().match(new X509CertificateHolder(certificate.getEncoded()));
        } catch (CertificateException | IOException | RuntimeException e) {
            return false; // the platform reads some certificates that the library cannot read
        }
    }

    /**
     * The certificate comes with the authority or with the token. Only one is looked at, since a token may bring any number
     * that say that they are the signer's.
     */
    private Optional<X509Certificate> signerCertificate(CertificateAuthority authority) {
        for (var member : authority.chain()) {
            if (isNamedSigner(member)) {
                return Optional.of(member);
            }
        }
        try {
            for (var holder : token.getCertificates().getMatches(null)) {
                if (token.getSID().match(holder)) {
                    return Optional.of(new JcaX509CertificateConverter().getCertificate(holder));
                }
            }
        } catch (CertificateException | RuntimeException e) {
            return Optional.empty(); // what came with the token is damaged
        }
        return Optional.empty();
    }
}
