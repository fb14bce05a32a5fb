package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.envelope.Envelope;
import io.jenkins.plugins.intoto.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.key.KeyId;
import io.jenkins.plugins.intoto.key.VerificationKey;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.verify.KeyNames;
import io.jenkins.plugins.intoto.verify.LinkSource;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Reads links to be shown. */
final class ShownLinkReader {
    /** Larger ones are for download only. */
    private static final JsonLimits LIMITS = new JsonLimits(32L << 20, 64);

    private ShownLinkReader() {}

    /**
     * @param source where the link is
     * @param file the name of its file
     * @param keys the keys that the run itself has signed with
     * @param names what they are called
     * @return what can be shown of it, if only why it cannot be read
     */
    static ShownLink read(LinkSource source, String file, List<VerificationKey> keys, KeyNames names) {
        try {
            var envelope = EnvelopeReader.read(source.read(file, LIMITS.maxBytes()), file, LIMITS);
            var now = Instant.now();
            var genuine = keys.stream()
                    .filter(key -> envelope.signatureBy(key, now).isPresent())
                    .flatMap(key -> key.signatureIds().stream())
                    .collect(Collectors.toSet());
            var signers = signers(file, envelope).stream()
                    .map(id -> ShownKey.of(id, genuine.contains(id) ? names : KeyNames.NONE))
                    .toList();
            return envelope.payload() instanceof Link link
                    ? new ShownLink(file, null, !genuine.isEmpty(), link, signers)
                    : new ShownLink(file, "is a sublayout", !genuine.isEmpty(), null, signers);
        } catch (UnreadableFileException | MalformedMetadataException e) {
            return ShownLink.unreadable(file, e);
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
