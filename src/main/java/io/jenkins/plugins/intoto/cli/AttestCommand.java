package io.jenkins.plugins.intoto.cli;

import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.bundle.BundleFile;
import io.jenkins.plugins.intoto.envelope.SignedMessage;
import io.jenkins.plugins.intoto.key.SigningKey;
import io.jenkins.plugins.intoto.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.statement.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code attest}: signs statements about artifacts. */
final class AttestCommand implements Command {
    private static final String OUTPUT = "--output";
    private static final String SIGSTORE = "--sigstore";
    private static final String SUFFIX = ".intoto.jsonl";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Sign a statement about artifacts, and add it to their bundles.",
                "The attestation is added as a line to ARTIFACT" + SUFFIX
                        + " beside each artifact, or to the bundle that"
                        + " is given. It has one signature, by ECDSA, Ed25519 or RSA, as Sigstore's tools accept it.");
        PredicateOptions.addTo(syntax);
        SigningOptions.addTo(syntax);
        syntax.value("BUNDLE", "The bundle to add to, instead of those beside the artifacts.", "-o", OUTPUT)
                .flag("Write a Sigstore bundle (v0.3) instead of a bare envelope.", SIGSTORE);
        SubjectOptions.addTo(syntax);
        return syntax.example(
                        "A bill of materials", "in-toto attest -t sbom -p app.cdx.json -k alice target/app.tar.gz")
                .example(
                        "The result of a scan, of an image",
                        "in-toto attest -t vulns -p scan.json -k alice --subject registry.example.com/app@sha256:… \\",
                        "    -o app.intoto.jsonl")
                .example("A link", "in-toto attest --link build.776a00e2.link -k alice -o app.intoto.jsonl");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        boolean brought = PredicateOptions.bringSubjects(invocation);
        if (brought == SubjectOptions.areGiven(invocation)) {
            throw new UsageException(
                    brought ? "a link or a statement has its subjects already" : "give the artifacts to attest of");
        }
        if (SigningOptions.hasCertificate(invocation) && !invocation.has(SIGSTORE)) {
            throw new UsageException("a bare envelope has no place for a certificate; it takes " + SIGSTORE);
        }
        var bundles = bundles(invocation);
        for (var bundle : bundles) {
            OutputFile.check(bundle);
        }
        List<ResourceDescriptor> subjects = brought ? List.of() : SubjectOptions.subjects(invocation);
        var statement = PredicateOptions.statement(subjects, invocation);
        byte[] line = line(statement, SigningOptions.key(invocation), invocation);
        for (var bundle : bundles) {
            try {
                BundleFile.append(bundle, List.of(line));
            } catch (IOException e) {
                throw OutputFile.failure(bundle, e);
            }
            invocation.notes().detail("added to " + bundle);
        }
        return 0;
    }

    private static byte[] line(Statement statement, SigningKey key, Invocation invocation)
            throws InTotoException, IOException {
        var message = SignedMessage.sign(SignedMessage.STATEMENT_TYPE, statement.toJson(), key.forAttestations());
        if (!invocation.has(SIGSTORE)) {
            return message.toJson();
        }
        var bundle = SigstoreBundle.of(message);
        var pem = key.certificate();
        return (pem.isPresent() ? bundle.withCertificate(certificate(pem.get())) : bundle).toJson();
    }

    private static X509Certificate certificate(String pem) throws CommandFailedException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new CommandFailedException("the certificate of the key cannot be read: " + e.getMessage(), e);
        }
    }

    private static Set<Path> bundles(Invocation invocation) throws UsageException {
        var output = invocation.path(OUTPUT);
        if (output.isPresent()) {
            return Set.of(output.get());
        }
        var files = invocation.operandPaths();
        if (files.isEmpty()) {
            throw new UsageException("there is no artifact here to put a bundle beside; give one with " + OUTPUT);
        }
        var bundles = new LinkedHashSet<Path>();
        for (var file : files) {
            bundles.add(file.resolveSibling(file.getFileName() + SUFFIX));
        }
        return bundles;
    }
}
