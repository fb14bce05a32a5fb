package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.AttestationFile;
import io.jenkins.plugins.intoto.cli.option.OutputFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.statement.ProtobufStatement;
import java.util.List;

/** {@code statement convert}: turns statements into their binary form and back. */
public final class StatementConvertCommand implements Command {
    private static final String TO = "--to";
    private static final String OUTPUT = "--output";
    private static final String PROTOBUF = "protobuf";
    private static final String JSON = "json";

    @Override
    public Syntax syntax() {
        return new Syntax(
                        "Turn a statement into a message of protocol buffers, or such a message into a statement.",
                        "The message is the framework's in_toto_attestation.v1.Statement. Envelopes always hold JSON; the"
                                + " binary form is for programs to exchange statements, and is not signed.")
                .choice(
                        List.of(PROTOBUF, JSON),
                        "FORM",
                        "What to write: protobuf, of a statement in JSON, bare or signed; or json, of a message.",
                        TO)
                .requiredValue("OUT", "The file to write.", "-o", OUTPUT)
                .operand("FILE", "The statement or the message.")
                .example(
                        "To look at a statement with protoc",
                        "in-toto statement convert --to protobuf app.json -o app.pb",
                        "protoc --decode=in_toto_attestation.v1.Statement statement.proto < app.pb");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        var file = invocation.operandPaths().get(0);
        var output = invocation.requiredPath(OUTPUT);
        var to = invocation.value(TO).orElse(PROTOBUF);
        byte[] converted;
        switch (to) {
            case PROTOBUF ->
                converted = ProtobufStatement.write(AttestationFile.only(file, BundleReader.DEFAULT_LIMITS));
            case JSON -> {
                var limits = BundleReader.DEFAULT_LIMITS;
                byte[] message = LimitedFile.read(file, limits.maxBytes());
                converted =
                        ProtobufStatement.read(message, file.toString(), limits).toJson();
            }
            default -> throw new UsageException(TO + " is " + PROTOBUF + " or " + JSON + ", not '" + to + "'");
        }
        OutputFile.check(output);
        OutputFile.<CommandFailedException>write(output, out -> out.write(converted));
        invocation.notes().detail("wrote " + output);
        return 0;
    }
}
