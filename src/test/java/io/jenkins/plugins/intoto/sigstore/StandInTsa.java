package io.jenkins.plugins.intoto.sigstore;

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
    private final StandInAuthority authority;
    private final KeyPair keys = StandInAuthority.ecKeys();
    public final X509Certificate certificate;

    public StandInTsa(String name) throws Exception {
        authority = new StandInAuthority(name);
        certificate = authority.timestamping(keys.getPublic());
    }

    public List<X509Certificate> chain() {
        return List.of(certificate, authority.intermediate, authority.root);
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
