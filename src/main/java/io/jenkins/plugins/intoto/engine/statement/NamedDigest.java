package io.jenkins.plugins.intoto.engine.statement;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An artifact that is not at hand, as people name it by its digest: {@code NAME@ALGORITHM:DIGEST}, as images are named, or
 * {@code NAME=ALGORITHM:DIGEST}. The last of the separators parts the two, so a name may hold any.
 */
public final class NamedDigest {
    /** The two forms, for messages. */
    public static final String FORMS = "NAME@ALGORITHM:DIGEST or NAME=ALGORITHM:DIGEST";

    private static final Pattern FORM = Pattern.compile("(.*)[@=]([A-Za-z0-9_/-]+):([^:@=]+)");

    private NamedDigest() {}

    /** Whether a text is meant to name an artifact by its digest, be it right or not. */
    public static boolean isMeant(String text) {
        var parts = FORM.matcher(text);
        return parts.matches() && DigestFormat.named(parts.group(2)).isPresent();
    }

    /**
     * Reads an artifact.
     *
     * @param text one of the two forms; the name may be empty
     * @param place where it was given
     * @throws MalformedStatementException if it has neither form, or its digest is not one of an algorithm of the framework
     */
    public static ResourceDescriptor read(String text, Place place) throws MalformedStatementException {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw place.malformed("must be " + FORMS + ", is '" + text + "'");
        }
        var algorithm = parts.group(2);
        var meant = DigestFormat.named(algorithm);
        if (!meant.equals(Optional.of(algorithm))) {
            throw place.malformed("'" + algorithm + "' is not a digest algorithm of the Attestation Framework"
                    + meant.map(name -> "; write " + name).orElse(""));
        }
        return ResourceDescriptor.of(parts.group(1), DigestMap.read(Map.of(algorithm, parts.group(3)), place));
    }
}
