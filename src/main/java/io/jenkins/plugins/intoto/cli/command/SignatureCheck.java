package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Verifies that keys have signed a link or a layout, and nothing else about it. */
final class SignatureCheck {
    private SignatureCheck() {}

    /** Whether there is a valid signature by each key; tells about each that is missing, or if it is to be verbose, all. */
    static boolean passes(Envelope envelope, List<Path> keyFiles, Invocation invocation) throws InTotoException {
        var now = Instant.now();
        boolean passes = true;
        for (var file : keyFiles) {
            var failure = failure(envelope, KeyFiles.readPublic(file), now);
            if (failure.isPresent()) {
                passes = false;
                invocation
                        .surroundings()
                        .err()
                        .println(OneLine.of(envelope.source() + ": " + failure.get() + " " + file));
            } else {
                invocation.notes().detail(envelope.source() + ": validly signed by " + file);
            }
        }
        return passes;
    }

    private static Optional<String> failure(Envelope envelope, VerificationKey key, Instant now) {
        var unusable = key.whyUnusable(now);
        if (unusable.isPresent()) {
            return Optional.of("the key must not be used, " + unusable.get() + ":");
        }
        if (envelope.signatureBy(key, now).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(envelope.claimsSignatureBy(key) ? "invalid signature by" : "not signed by");
    }
}
