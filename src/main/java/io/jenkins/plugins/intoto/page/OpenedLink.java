package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.envelope.Envelope;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;

/**
 * A link that was read to be shown.
 *
 * @param shown what can be shown of it, if only why it cannot be read
 * @param artifacts its artifacts
 */
record OpenedLink(ShownLink shown, LinkArtifacts artifacts) {
    /** Larger ones are for download only. */
    static final JsonLimits LIMITS = new JsonLimits(32L << 20, 64);

    private OpenedLink(ShownLink shown) {
        this(shown, LinkArtifacts.NONE);
    }

    /**
     * Reads a link.
     *
     * @param state what the run has signed itself
     * @param file the name of the link's file among the artifacts of the run
     */
    static OpenedLink read(RunState state, String file) {
        try {
            byte[] content = new RunArchive(state.run()).links().read(file, LIMITS.maxBytes());
            var envelope = EnvelopeReader.read(content, file, LIMITS);
            boolean genuine = state.isLink(file, content);
            var names = genuine ? state.keyNames() : KeyNames.NONE;
            var signers = signers(file, envelope).stream()
                    .map(id -> ShownKey.of(id, names))
                    .toList();
            return envelope.payload() instanceof Link link
                    ? new OpenedLink(new ShownLink(file, genuine, link, signers), LinkArtifacts.of(link, genuine))
                    : new OpenedLink(ShownLink.sublayout(file, genuine, signers));
        } catch (UnreadableFileException | MalformedMetadataException e) {
            return new OpenedLink(ShownLink.unreadable(file, e));
        }
    }

    /** One id for each signature: a key is listed under several, the one that names the file is the one to know it by. */
    private static Collection<KeyId> signers(String file, Envelope envelope) {
        var ids = new LinkedHashMap<String, KeyId>();
        for (var signature : envelope.signatures()) {
            var id = signature.keyId();
            boolean namesFile = !id.value().isEmpty() && file.endsWith("." + id.shortForm() + ".link");
            ids.merge(HexFormat.of().formatHex(signature.value()), id, (known, other) -> namesFile ? other : known);
        }
        return ids.values();
    }
}
