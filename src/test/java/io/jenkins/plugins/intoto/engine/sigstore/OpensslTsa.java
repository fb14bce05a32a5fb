package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.InteropTools.runIn;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A timestamp authority that OpenSSL runs in a directory. */
public final class OpensslTsa {
    private static final String CONFIGURATION = """
            [tsa]
            dir = .
            serial = $dir/serial
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            accuracy = secs:1
            ordering = yes
            tsa_name = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256

            [usage]
            basicConstraints = critical,CA:false
            keyUsage = critical,digitalSignature
            extendedKeyUsage = critical,timeStamping
            """;

    private final Path directory;

    public OpensslTsa(Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(directory.resolve("tsa.cnf"), CONFIGURATION);
        Files.writeString(directory.resolve("serial"), "01");
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 3650 -subj /CN=tsa-ca");
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj /CN=tsa");
        openssl("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 3650"
                + " -extfile tsa.cnf -extensions usage");
    }

    private void openssl(String arguments) throws Exception {
        runIn(directory, ("openssl " + arguments).split(" ")).succeeded();
    }

    /** The response to a request. */
    public byte[] respond(byte[] request) throws Exception {
        Files.write(directory.resolve("request.tsq"), request);
        openssl("ts -reply -config tsa.cnf -section tsa -queryfile request.tsq -inkey tsa.key -signer tsa.pem"
                + " -out response.tsr");
        return Files.readAllBytes(directory.resolve("response.tsr"));
    }

    public List<X509Certificate> chain() throws Exception {
        return List.of(certificate("tsa.pem"), certificate("ca.pem"));
    }

    private X509Certificate certificate(String file) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(directory.resolve(file))));
    }
}
