package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.bundle.BundleLine.SigstoreLine;
import io.jenkins.plugins.intoto.engine.bundle.BundleLine.UnknownLine;
import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.Optional;

/**
 * What a line claims; nothing of it is verified.
 *
 * @param line the line
 * @param kind what the line is
 * @param statement the statement in it, if it is one
 * @param problem why it is none, if it seems to be meant for one, without the place of the line
 */
public record LineSummary(BundleLine line, Kind kind, Optional<Statement> statement, Optional<String> problem) {
    /** What a line can be. */
    public enum Kind {
        /** A DSSE envelope. */
        ENVELOPE,
        /** A Sigstore bundle. */
        SIGSTORE,
        /** Anything else. */
        UNKNOWN
    }

    /**
     * Looks into a line.
     *
     * @param line the line
     * @param limits how large and how deeply nested a statement may be
     */
    public static LineSummary of(BundleLine line, JsonLimits limits) {
        if (line instanceof UnknownLine unknown) {
            return new LineSummary(line, Kind.UNKNOWN, Optional.empty(), Optional.of(unknown.reason()));
        }
        var kind = line instanceof SigstoreLine ? Kind.SIGSTORE : Kind.ENVELOPE;
        var envelope = line.envelope().orElseThrow();
        if (!envelope.holdsStatement()) {
            return new LineSummary(
                    line,
                    kind,
                    Optional.empty(),
                    Optional.of("is of the type \"" + envelope.payloadType() + "\", so it is not a statement"));
        }
        try {
            return new LineSummary(line, kind, Optional.of(statement(envelope, limits)), Optional.empty());
        } catch (MalformedStatementException e) {
            return new LineSummary(
                    line,
                    kind,
                    Optional.empty(),
                    Optional.of((e.pointer().isEmpty() ? "" : e.pointer() + ": ") + e.reason()));
        }
    }

    static Statement statement(DsseEnvelope envelope, JsonLimits limits) throws MalformedStatementException {
        return Statement.read(envelope.payload(), envelope.source(), limits);
    }
}
