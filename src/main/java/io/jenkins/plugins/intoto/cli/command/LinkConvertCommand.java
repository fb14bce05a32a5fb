package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.AttestationFile;
import io.jenkins.plugins.intoto.cli.option.MetadataFile;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.predicate.LinkPredicate;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** {@code link convert}: turns a link into an attestation, or an attestation into a link. */
public final class LinkConvertCommand implements Command {
    private static final String TO = "--to";
    private static final String OUTPUT = "--output";
    private static final String ATTESTATION = "attestation";
    private static final String LINK = "link";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Turn a link into an attestation, or an attestation into a link.",
                        "Both hold the same; the products of a link are the subjects of its attestation, so a link"
                                + " without products has none. What is written is not signed, since signatures cover one"
                                + " form only: sign attestations with 'attest --statement', links with 'sign'.")
                .choice(
                        List.of(ATTESTATION, LINK),
                        "FORM",
                        "What to write: attestation, a statement with a predicate link/v0.3, or link. By default the"
                                + " one that FILE is not.",
                        TO)
                .value("OUT", "The file to write instead of standard output.", "-o", OUTPUT)
                .operand("FILE", "The link or the attestation, signed or not.")
                .example("A link as a statement", "in-toto link convert build.776a00e2.link -o build.json")
                .example("And signed", "in-toto attest --statement build.json -k alice -o app.tar.gz.intoto.jsonl");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException {
        var file = invocation.operandPaths().get(0);
        boolean isBundle = file.toString().endsWith(".jsonl");
        byte[] content = isBundle ? new byte[0] : LimitedFile.read(file, JsonLimits.DEFAULT.maxBytes());
        boolean isLink = !isBundle && isLink(content, file.toString());
        var to = invocation.value(TO).orElse(isLink ? ATTESTATION : LINK);
        if (!to.equals(ATTESTATION) && !to.equals(LINK)) {
            throw new UsageException(TO + " is " + ATTESTATION + " or " + LINK + ", not '" + to + "'");
        }
        if (to.equals(isLink ? LINK : ATTESTATION)) {
            throw new CommandFailedException(file + ": is " + (isLink ? "a link" : "an attestation") + " already");
        }
        if (isLink) {
            byte[] statement = LinkPredicate.statementOf(MetadataFile.link(content, file.toString()))
                    .toJson();
            write(out -> out.write(statement), invocation);
        } else {
            var limits = BundleReader.DEFAULT_LIMITS;
            var link = LinkPredicate.linkOf(
                    isBundle
                            ? AttestationFile.only(file, limits)
                            : AttestationFile.only(content, file.toString(), limits));
            write(
                    out -> {
                        var json = new JsonWriter(out, JsonWriter.Style.PRETTY);
                        link.writeTo(json);
                        json.flush();
                    },
                    invocation);
        }
        return 0;
    }

    /** Whether a file is a link of the specification 1.0, rather than an attestation; both may be in a DSSE envelope. */
    private static boolean isLink(byte[] content, String source) throws InTotoException {
        var json = Json.parseObject(content, source, JsonLimits.DEFAULT);
        if (json.has("signed")) {
            return true;
        }
        if (json.has("payload")) {
            return !Json.parseObject(DsseEnvelope.read(json).payload(), source, JsonLimits.DEFAULT)
                    .has("predicateType");
        }
        return !json.has("predicateType") && !json.has("mediaType");
    }

    /** What goes to a file or to standard output, where it ends with a line end. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Content content, Invocation invocation) throws InTotoException, IOException {
        var output = invocation.path(OUTPUT);
        if (output.isPresent()) {
            OutputFile.check(output.get());
            OutputFile.<CommandFailedException>write(output.get(), content::writeTo);
            invocation.notes().detail("wrote " + output.get());
        } else {
            content.writeTo(invocation.out());
            invocation.out().println();
        }
    }
}
