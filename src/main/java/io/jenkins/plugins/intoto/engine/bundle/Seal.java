package io.jenkins.plugins.intoto.engine.bundle;

import io.jenkins.plugins.intoto.engine.envelope.DsseEnvelope;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningException;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A seal: a line that names the digest of every line before it, so that it shows when one of them is taken away. Bundles are
 * not authenticated as a whole otherwise (in-toto attestation framework, bundle v1). It is a SCAI attribute report about the
 * artifacts of the bundle that has one attribute {@value #ATTRIBUTE} a line, with the line as its evidence. Lines that are
 * added after it are allowed.
 *
 * @param statement what it says, with the artifacts that it is about
 * @param lines the hexadecimal SHA-256 of each line that must be there
 */
public record Seal(Statement statement, Set<String> lines) {
    /** The name of the attribute that has a line as its evidence. */
    public static final String ATTRIBUTE = "SEALED_LINE";

    /** Takes a copy of the set. */
    public Seal {
        lines = Set.copyOf(lines);
    }

    /**
     * Adds a seal at the end of a bundle.
     *
     * @param bundle the file
     * @param signer the key that signs it
     * @param limits how long a line may be, and how deeply nested
     * @return what was added
     * @throws UnreadableFileException if the bundle cannot be read, or holds no statement, and so nothing that a seal could
     *     be about
     * @throws SigningException if the key cannot sign
     * @throws IOException if reading or writing fails
     */
    public static Seal append(Path bundle, Signer signer, JsonLimits limits)
            throws UnreadableFileException, SigningException, IOException {
        synchronized (BundleFile.lockOf(bundle)) {
            var seal = of(bundle, limits);
            var envelope = DsseEnvelope.sign(DsseEnvelope.IN_TOTO_TYPE, seal.statement.toJson(), signer);
            BundleFile.append(bundle, List.of(envelope.toJson()), limits);
            return seal;
        }
    }

    private static Seal of(Path bundle, JsonLimits limits) throws UnreadableFileException {
        var subjects = new LinkedHashMap<Map<String, String>, ResourceDescriptor>();
        var digests = new LinkedHashSet<String>();
        BundleReader.forEachLine(bundle, limits, line -> {
            if (line instanceof BundleLine.UnknownLine unknown && unknown.isTooLong()) {
                throw new UnreadableFileException(
                        bundle.toString(),
                        "line " + line.number() + " is longer than " + limits.maxBytes()
                                + " bytes, so it cannot be sealed");
            }
            digests.add(LineDigest.of(line));
            LineSummary.of(line, limits).statement().ifPresent(statement -> statement
                    .subjects()
                    .forEach(subject -> subjects.putIfAbsent(subject.digest().asMap(), subject)));
        });
        var attributes = new ArrayList<Object>();
        for (var digest : digests) {
            attributes.add(Map.of("attribute", ATTRIBUTE, "evidence", Map.of("digest", Map.of("sha256", digest))));
        }
        try {
            var statement = Statement.of(
                    List.copyOf(subjects.values()), PredicateType.SCAI.uri(), Map.of("attributes", attributes));
            return new Seal(statement, digests);
        } catch (MalformedStatementException e) {
            throw new UnreadableFileException(
                    bundle.toString(), "holds no statement about an artifact, so there is nothing to seal");
        }
    }

    /**
     * The seal that a line is.
     *
     * @param line the line; its signature is not looked at
     * @param limits how large and how deeply nested a statement may be
     * @return empty if it is another line, or names none
     */
    public static Optional<Seal> in(BundleLine line, JsonLimits limits) {
        return LineSummary.of(line, limits).statement().flatMap(Seal::in);
    }

    /**
     * The seal that a statement is.
     *
     * @param statement the statement
     * @return empty if it is another statement, or names no line
     */
    public static Optional<Seal> in(Statement statement) {
        if (PredicateType.of(statement.predicateType()).orElse(null) != PredicateType.SCAI
                || !(statement.predicate().get("attributes") instanceof List<?> attributes)) {
            return Optional.empty();
        }
        var lines = new LinkedHashSet<String>();
        for (var attribute : attributes) {
            if (isLine(attribute)) {
                // One that cannot be read names a line that is nowhere.
                lines.add(sha256((Map<?, ?>) attribute).orElse(""));
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Seal(statement, lines));
    }

    /** Whether a predicate is taken for that of a seal, were its type that of SCAI. */
    public static boolean isMeant(Map<String, Object> predicate) {
        return predicate.get("attributes") instanceof List<?> attributes
                && attributes.stream().anyMatch(Seal::isLine);
    }

    private static boolean isLine(Object attribute) {
        return attribute instanceof Map<?, ?> map && ATTRIBUTE.equals(map.get("attribute"));
    }

    private static Optional<String> sha256(Map<?, ?> attribute) {
        return attribute.get("evidence") instanceof Map<?, ?> evidence
                        && evidence.get("digest") instanceof Map<?, ?> digest
                        && digest.get("sha256") instanceof String hex
                ? Optional.of(hex)
                : Optional.empty();
    }
}
