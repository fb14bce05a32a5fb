package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.key.IssuedCertificate;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A timestamp authority (RFC 3161). */
public final class StandInTsa {
    private final List<X509Certificate> issuers;
    private final KeyPair keys;
    public final X509Certificate certificate;

    public StandInTsa(String name) throws Exception {
        var authority = new StandInAuthority(name);
        issuers = authority.chain();
        keys = StandInAuthority.ecKeys();
        certificate = authority.timestamping(keys.getPublic());
    }

    /** One whose certificate comes with its timestamps. */
    StandInTsa(IssuedCertificate signer) {
        issuers = List.of();
        keys = signer.keys();
        certificate = signer.certificate();
    }

    public List<X509Certificate> chain() {
        var chain = new ArrayList<>(List.of(certificate));
        chain.addAll(issuers);
        return chain;
    }

    /** The same with more certificates in front of its own. */
    public byte[] stamp(byte[] signature, Instant at, List<X509Certificate> more) throws Exception {
        var certificates = new ArrayList<>(more);
        certificates.add(certificate);
        return respond(TimestampToken.request(signature), at, certificates);
    }

    public byte[] stamp(byte[] signature, Instant at) throws Exception {
        return respond(TimestampToken.request(signature), at);
    }

    public byte[] respond(byte[] request, Instant at) throws Exception {
        return respond(request, at, List.of(certificate));
    }

    private byte[] respond(byte[] request, Instant at, List<X509Certificate> certificates) throws Exception {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var tokens = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", keys.getPrivate(), certificate),
                digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                new ASN1ObjectIdentifier("1.2.3.4"));
        tokens.addCertificates(new JcaCertStore(certificates));
        return new TimeStampResponseGenerator(tokens, Set.of(NISTObjectIdentifiers.id_sha256.getId()))
                .generate(new TimeStampRequest(request), BigInteger.ONE, Date.from(at))
                .getEncoded();
    }
}
