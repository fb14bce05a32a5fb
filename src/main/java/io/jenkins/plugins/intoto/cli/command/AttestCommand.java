package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.ArtifactOptions;
import io.jenkins.plugins.intoto.cli.option.AttestationSigning;
import io.jenkins.plugins.intoto.cli.option.ImageOptions;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.PredicateOptions;
import io.jenkins.plugins.intoto.cli.option.RegistryOptions;
import io.jenkins.plugins.intoto.cli.option.SubjectOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.remote.Attachment;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.OciRegistry;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code attest}: signs statements about artifacts. */
public final class AttestCommand implements Command {
    private static final String OUTPUT = "--output";
    private static final String ATTACH = "--attach";
    private static final String SUFFIX = ".intoto.jsonl";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Sign a statement about artifacts, and add it to their bundles.",
                "The attestation is added as a line to ARTIFACT" + SUFFIX
                        + " beside each artifact, or to the bundle that"
                        + " is given. It has one signature, by ECDSA, Ed25519 or RSA, as Sigstore's tools accept it.");
        PredicateOptions.addTo(syntax);
        AttestationSigning.addTo(syntax);
        syntax.value("BUNDLE", "The bundle to add to, instead of those beside the artifacts.", "-o", OUTPUT)
                .choice(
                        List.of("referrers", "cosign", "none"),
                        "HOW",
                        "How to store the attestation in the registry of the image as well: referrers, a Sigstore bundle that"
                                + " refers to the image, as cosign 3 finds it; cosign, under the tag of cosign 1 and 2; or"
                                + " none (default).",
                        ATTACH);
        ImageOptions.addTo(syntax, "An image in a registry to attest");
        ImageOptions.addPlatformsTo(syntax);
        SubjectOptions.addTo(syntax);
        syntax.lineLimit();
        return syntax.example(
                        "A bill of materials", "in-toto attest -t sbom -p app.cdx.json -k alice target/app.tar.gz")
                .example(
                        "Two predicates, both or none",
                        "in-toto attest -t sbom -p app.cdx.json -t vulns -p scan.json -k alice target/app.tar.gz")
                .example(
                        "The result of a scan, of an image",
                        "in-toto attest -t vulns -p scan.json -k alice --image registry.example.com/app@sha256:… \\",
                        "    -o app.intoto.jsonl")
                .example(
                        "In the registry, beside the image that buildx has pushed",
                        "docker buildx build --push -t registry.example.com/app --metadata-file image.json .",
                        "in-toto attest -t sbom -p app.cdx.json -k alice --image-file image.json --attach referrers")
                .example(
                        "The provenance of all files of a release, by their checksums",
                        "in-toto attest -t provenance -p p.json -k alice --checksums SHA256SUMS")
                .example("A link", "in-toto attest --link build.776a00e2.link -k alice -o app.intoto.jsonl");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        boolean brought = PredicateOptions.bringSubjects(invocation);
        if (brought == SubjectOptions.areGiven(invocation)) {
            throw new UsageException(
                    brought ? "a link or a statement has its subjects already" : "give the artifacts to attest of");
        }
        ImageOptions.check(invocation);
        invocation.onlyWith(ImageOptions.areGiven(invocation), ImageOptions.IMAGE, ATTACH);
        invocation.onlyWith(!invocation.operands().isEmpty(), "files to attest of", ArtifactOptions.HASH);
        var attachment = attachment(invocation);
        var bundles = bundles(attachment, invocation);
        for (var bundle : bundles) {
            OutputFile.check(bundle);
        }
        var images = ImageOptions.images(invocation);
        List<ResourceDescriptor> subjects = brought ? List.of() : SubjectOptions.subjects(images, invocation);
        var statements = PredicateOptions.statements(subjects, invocation);
        // Said before anybody signs: the line could never be read again.
        var limits = invocation.lineLimits();
        for (var bundle : bundles) {
            for (var statement : statements) {
                BundleFile.requireFitting(statement.toJson().length, limits, bundle.toString());
            }
        }
        var registries = new ArrayList<OciRegistry>();
        for (var image : attachment == Attachment.NONE ? List.<OciImage>of() : images) {
            var registry = RegistryOptions.registry(image, invocation);
            registry.requireImage();
            registries.add(registry);
        }
        // All are signed before the first is written.
        var signed = AttestationSigning.sign(statements, attachment == Attachment.REFERRERS, invocation);
        var lines = signed.stream().map(AttestationSigning.Signed::line).toList();
        for (var bundle : bundles) {
            try {
                BundleFile.append(bundle, lines, limits);
            } catch (IOException e) {
                throw OutputFile.failure(bundle, e);
            }
        }
        for (int i = 0; i < registries.size(); i++) {
            for (byte[] line : lines) {
                registries.get(i).attach(line, attachment);
            }
            invocation.notes().detail("attached to " + images.get(i));
        }
        var attached = images.stream().limit(registries.size()).map(OciImage::toString);
        var places = Stream.concat(bundles.stream().map(Path::toString), attached);
        invocation
                .notes()
                .done("attested "
                        + statements.stream().map(Statement::predicateType).collect(Collectors.joining(", ")) + " in "
                        + places.collect(Collectors.joining(", ")));
        return 0;
    }

    private static Attachment attachment(Invocation invocation) throws UsageException {
        var word = invocation.value(ATTACH).orElse("none");
        return switch (word) {
            case "referrers" -> Attachment.REFERRERS;
            case "cosign" -> Attachment.COSIGN;
            case "none" -> Attachment.NONE;
            default ->
                throw new UsageException(ATTACH + " is referrers, cosign or none, not '" + word
                        + "'; the image is named by " + ImageOptions.IMAGE);
        };
    }

    private static Set<Path> bundles(Attachment attachment, Invocation invocation) throws UsageException {
        var output = invocation.path(OUTPUT);
        if (output.isPresent()) {
            return Set.of(output.get());
        }
        var files = invocation.operandPaths();
        var checksums = SubjectOptions.checksums(invocation);
        if (files.isEmpty() && checksums.isPresent()) {
            return Set.of(beside(checksums.get()));
        }
        if (files.isEmpty() && attachment != Attachment.NONE) {
            return Set.of();
        }
        if (files.isEmpty()) {
            throw new UsageException("there is no artifact here to put a bundle beside; give one with " + OUTPUT);
        }
        var bundles = new LinkedHashSet<Path>();
        for (var file : files) {
            bundles.add(beside(file));
        }
        return bundles;
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }
}
