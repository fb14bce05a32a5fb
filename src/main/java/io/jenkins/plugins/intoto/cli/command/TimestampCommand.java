package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.AttestationSigning;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.cli.option.ServiceOptions;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleFile;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.remote.TimestampClient;
import io.jenkins.plugins.intoto.engine.sigstore.SigstoreBundle;
import io.jenkins.plugins.intoto.engine.sigstore.TimestampToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code timestamp}: adds the timestamp of an authority to an attestation. */
public final class TimestampCommand implements Command {
    private static final String TSA = AttestationSigning.TSA;
    private static final String LINE = "--line";
    private static final String REQUEST = "--request";
    private static final String RESPONSE = "--response";
    private static final int MAXIMUM_RESPONSE = 1 << 20;

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Add the timestamp of an authority (RFC 3161) to an attestation.",
                        "The timestamp is of the signature, and shows that it existed by then. The line becomes a Sigstore"
                                + " bundle if it is a bare envelope; stamp before sealing, since a seal names the line as it"
                                + " is. Without a network, the request and the response go by files.")
                .operand("BUNDLE", "The bundle with the attestation.")
                .value("NUMBER", "The line of the attestation; the last one otherwise.", "-l", LINE)
                .value("URL", "The address of the authority.", TSA)
                .value("FILE", "Write the request for the authority to this file, and do nothing else.", REQUEST)
                .value("FILE", "The file of the authority's response.", RESPONSE)
                .lineLimit()
                .example("From an authority", "in-toto timestamp app.intoto.jsonl --tsa https://tsa.example.com/")
                .example(
                        "From OpenSSL, elsewhere",
                        "in-toto timestamp app.intoto.jsonl --request app.tsq",
                        "openssl ts -reply -config tsa.cnf -queryfile app.tsq -out app.tsr",
                        "in-toto timestamp app.intoto.jsonl --response app.tsr");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, IOException, InterruptedException {
        if (Stream.of(TSA, REQUEST, RESPONSE).filter(invocation::has).count() != 1) {
            throw new UsageException("give one of " + TSA + ", " + REQUEST + " and " + RESPONSE);
        }
        var file = invocation.operandPaths().get(0);
        var line = line(file, invocation);
        var bundle = bundle(line, file);
        byte[] signature = bundle.envelope().signatures().get(0).value();
        var request = invocation.path(REQUEST);
        if (request.isPresent()) {
            OutputFile.check(request.get());
            OutputFile.<RuntimeException>write(request.get(), out -> out.write(TimestampToken.request(signature)));
            return 0;
        }
        OutputFile.check(file);
        var authority = ServiceOptions.address(TSA, invocation);
        byte[] response = authority.isPresent()
                ? new TimestampClient(authority.get(), RemoteCalls.direct()).timestamp(signature)
                : response(invocation.requiredPath(RESPONSE), signature);
        replace(file, line, bundle.withTimestamp(response), invocation);
        invocation.notes().detail("stamped line " + line.number() + " of " + file);
        return 0;
    }

    private static byte[] response(Path file, byte[] signature) throws InTotoException {
        byte[] response = LimitedFile.read(file, MAXIMUM_RESPONSE);
        if (!TimestampToken.read(response, file.toString()).covers(signature)) {
            throw new CommandFailedException(file + ": is the timestamp of another signature");
        }
        return response;
    }

    private static BundleLine line(Path file, Invocation invocation) throws InTotoException {
        var number = invocation.positiveNumber(LINE);
        var found = new ArrayList<Optional<BundleLine>>();
        found.add(Optional.empty());
        BundleReader.<RuntimeException>forEachLine(file, invocation.lineLimits(), line -> {
            if (number.isPresent()
                    ? line.number() == number.get()
                    : line.envelope().isPresent()) {
                found.set(0, Optional.of(line));
            }
        });
        return found.get(0)
                .orElseThrow(() -> new CommandFailedException(
                        file + ": " + (number.isPresent() ? "has no line " + number.get() : "has no attestation")));
    }

    private static SigstoreBundle bundle(BundleLine line, Path file) throws CommandFailedException {
        if (line instanceof SigstoreLine sigstore) {
            return sigstore.bundle();
        }
        var envelope = line.envelope()
                .filter(each -> each.signatures().size() == 1)
                .orElseThrow(() -> new CommandFailedException(
                        file + ", line " + line.number() + ": is not an attestation with just one signature"));
        return SigstoreBundle.of(envelope);
    }

    private static void replace(Path file, BundleLine line, SigstoreBundle bundle, Invocation invocation)
            throws InTotoException {
        try {
            BundleFile.replace(file, invocation.lineLimits(), line, bundle.toJson());
        } catch (IOException e) {
            throw OutputFile.failure(file, e);
        }
    }
}
