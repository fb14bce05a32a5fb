package io.jenkins.plugins.intoto.engine.layout;

import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * A link together with the key of the functionary who signed it.
 *
 * @param link the link
 * @param functionary the key, known by the id that names the link's file, as a layout has to list it
 */
public record SignedLink(Link link, VerificationKey functionary) {
    /**
     * Finds out who signed a link.
     *
     * @param envelope the link as it was read
     * @param fileName the name of its file, which verifiers go by
     * @param candidates the keys that may have signed it
     * @param at the time by which the keys must be usable
     * @throws ProposalException if it is not a link, none of the keys signed it, or its file is named after another step or key
     */
    public static SignedLink of(
            Envelope envelope, String fileName, List<? extends VerificationKey> candidates, Instant at)
            throws ProposalException {
        var source = DisplayText.of(envelope.source());
        if (!(envelope.payload() instanceof Link link)) {
            throw new ProposalException(
                    "", source + ": is a " + envelope.payload().type() + ", no link");
        }
        if (!ItemNames.isSafe(link.name())) {
            throw new ProposalException(link.name(), source + ": the name of its step cannot be part of a file name");
        }
        for (var key : candidates) {
            if (envelope.signatureBy(key, at).isPresent()) {
                return of(link, fileName, key, source);
            }
        }
        throw new ProposalException(
                link.name(),
                source + ": has no valid signature by any of the given keys; it is by "
                        + (envelope.signatures().isEmpty()
                                ? "nobody"
                                : DisplayText.of(
                                        envelope.signatures().get(0).keyId().value())));
    }

    private static SignedLink of(Link link, String fileName, VerificationKey key, String source)
            throws ProposalException {
        for (var id : key.signatureIds()) {
            if (LinkFileNames.link(link.name(), id).equals(fileName)) {
                return new SignedLink(link, knownBy(id, key, source));
            }
        }
        throw new ProposalException(
                link.name(),
                source + ": is the link of step '" + DisplayText.of(link.name()) + "' by key "
                        + DisplayText.of(key.keyId().value()) + ", so that verifiers expect it in the file "
                        + DisplayText.of(LinkFileNames.link(link.name(), key.keyId())));
    }

    /** A key of a file is known by several ids, one of a layout by one. */
    private static VerificationKey knownBy(KeyId id, VerificationKey key, String source) throws ProposalException {
        if (!(key instanceof AsymmetricKey) || id.equals(key.keyId())) {
            return key;
        }
        var declaration = new TreeMap<>(key.toJson());
        declaration.put("keyid", id.value());
        try {
            return VerificationKey.fromJson(id, JsonObject.of(declaration, source));
        } catch (MalformedJsonException | UnreadableKeyException e) {
            throw new IllegalStateException("a key's own description is one of a key", e);
        }
    }
}
