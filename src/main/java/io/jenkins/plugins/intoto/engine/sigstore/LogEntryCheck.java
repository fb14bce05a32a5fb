package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.sigstore.SignatureRefusal.BAD_LOG_ENTRY;

import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks entries of transparency logs (Sigstore client specification, section 4.1). An entry of a log that is not trusted
 * counts for nothing; one of a trusted log must be right in all it has.
 */
final class LogEntryCheck {
    private final List<TransparencyLog> logs;

    LogEntryCheck(List<TransparencyLog> logs) {
        this.logs = logs;
    }

    /**
     * Checks that the logs that are named took the entries.
     *
     * @return the entries of trusted logs, each once, with the times of those that have one; of the others the caller must
     *     ask {@link Included#wasTakenAt}
     * @throws RefusedSignatureException if an entry is not proved
     */
    List<Included> included(List<TransparencyEntry> entries, SignedContent content) throws RefusedSignatureException {
        var included = new ArrayList<Included>();
        for (var entry : entries) {
            var candidates = logs.stream().filter(entry::isOf).toList();
            if (!candidates.isEmpty()
                    && included.stream().noneMatch(known -> known.entry().isSameAs(entry))) {
                included.add(included(entry, candidates, content));
            }
        }
        return included;
    }

    private static Included included(TransparencyEntry entry, List<TransparencyLog> candidates, SignedContent content)
            throws RefusedSignatureException {
        Optional<Instant> time = Optional.empty();
        if (entry.inclusionPromise().isPresent()) {
            time = Optional.of(promisedTime(entry, candidates, content));
        }
        if (entry.inclusionProof().isPresent()) {
            checkProof(entry, entry.inclusionProof().get(), candidates, content);
        } else if (time.isEmpty()) {
            throw content.refused(BAD_LOG_ENTRY, "the log entry has neither a promise nor a proof of its inclusion");
        }
        return new Included(
                entry, time, candidates.stream().map(TransparencyLog::validFor).toList());
    }

    /** The time in the log's promise. */
    private static Instant promisedTime(
            TransparencyEntry entry, List<TransparencyLog> candidates, SignedContent content)
            throws RefusedSignatureException {
        try {
            var time = Instant.ofEpochSecond(entry.integratedTime());
            byte[] signed = promised(entry);
            byte[] promise = entry.inclusionPromise().orElseThrow();
            if (candidates.stream()
                    .anyMatch(log -> log.validFor().contains(time) && log.signed(promise, signed, content.now()))) {
                return time;
            }
        } catch (DateTimeException e) {
            // no clock has that time, so no log has promised it
        }
        throw content.refused(BAD_LOG_ENTRY, "the log's promise to include the entry is not signed by the log");
    }

    /**
     * What a promise is signed over: RFC 8785 JSON, which is in-toto's canonical form for members like these, of ASCII
     * without control characters and of integers.
     */
    static byte[] promised(TransparencyEntry entry) {
        return CanonicalJson.of(Map.of(
                "body", Base64.getEncoder().encodeToString(entry.canonicalizedBody()),
                "integratedTime", entry.integratedTime(),
                "logID", HexFormat.of().formatHex(entry.logId()),
                "logIndex", entry.logIndex()));
    }

    private static void checkProof(
            TransparencyEntry entry, InclusionProof proof, List<TransparencyLog> candidates, SignedContent content)
            throws RefusedSignatureException {
        var checkpoint = candidates.stream()
                .flatMap(log -> Checkpoint.signedBy(log, proof.checkpoint(), content.now()).stream())
                .findFirst()
                .orElseThrow(() -> content.refused(BAD_LOG_ENTRY, "the log's checkpoint is not signed by the log"));
        var root = MerkleTree.root(
                proof.logIndex(), checkpoint.size(), MerkleTree.leafHash(entry.canonicalizedBody()), proof.hashes());
        if (proof.treeSize() != checkpoint.size()
                || !Arrays.equals(proof.rootHash(), checkpoint.rootHash())
                || root.isEmpty()
                || !Arrays.equals(root.get(), checkpoint.rootHash())) {
            throw content.refused(BAD_LOG_ENTRY, "the entry is not in the log's tree by its proof");
        }
    }

    /**
     * Checks that an entry is about the signature.
     *
     * @param verifier the signer's certificate or public key in DER
     * @throws RefusedSignatureException if it is about another one
     */
    static void checkBody(TransparencyEntry entry, SignedContent content, byte[] verifier)
            throws RefusedSignatureException {
        try {
            if (EntryBody.of(entry, content.source()).isOf(content, verifier)) {
                return;
            }
        } catch (MalformedJsonException e) {
            throw content.refused(BAD_LOG_ENTRY, "the log entry cannot be read: " + e.pointer() + " " + e.reason());
        } catch (MalformedMetadataException e) {
            throw content.refused(BAD_LOG_ENTRY, "the log entry cannot be read: " + e.pointer() + " " + e.reason());
        }
        throw content.refused(BAD_LOG_ENTRY, "the log entry is of another signature or signer");
    }

    /**
     * An entry that is proved to be in its log.
     *
     * @param entry the entry
     * @param time when the log took it, if it says so under its signature
     * @param periods when the log may have signed with its key
     */
    record Included(TransparencyEntry entry, Optional<Instant> time, List<Validity> periods) {
        /**
         * Whether the log could sign when the signature is known to have existed. A checkpoint has no time, so that the key
         * of a log that was retired could else make one for ever.
         *
         * @param times when trusted authorities saw the signature; now if nobody did
         */
        boolean wasTakenAt(List<Instant> times) {
            return time.isPresent()
                    || periods.stream().anyMatch(period -> times.stream().anyMatch(period::contains));
        }
    }
}
