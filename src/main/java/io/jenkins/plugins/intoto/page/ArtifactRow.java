package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One artifact of a link as a page shows it. All text is safe to show as text. */
public final class ArtifactRow {
    private static final int SHORT_DIGEST = 12;

    private final String path;
    private final ArtifactComparison.Change change;
    private final Optional<DigestSet> material;
    private final Optional<DigestSet> product;

    private ArtifactRow(
            String path, ArtifactComparison.Change change, Optional<DigestSet> material, Optional<DigestSet> product) {
        this.path = path;
        this.change = change;
        this.material = material;
        this.product = product;
    }

    static ArtifactRow of(ArtifactComparison at) {
        return new ArtifactRow(DisplayText.of(at.path()), at.change(), at.material(), at.product());
    }

    /** Whether the path contains a text in lower case, or a digest begins with it. */
    static boolean matches(ArtifactComparison at, String text) {
        return text.isEmpty()
                || at.path().toLowerCase(Locale.ROOT).contains(text)
                || (text.matches("[0-9a-f]{6,}") && (hasDigest(at.material(), text) || hasDigest(at.product(), text)));
    }

    private static boolean hasDigest(Optional<DigestSet> digests, String beginning) {
        return digests.stream()
                .flatMap(set -> set.asMap().values().stream())
                .anyMatch(digest -> digest.startsWith(beginning));
    }

    /** The path. */
    public String getPath() {
        return path;
    }

    /** What became of it, in words. */
    public String getChange() {
        return change.words();
    }

    /** What became of it, as style sheets name it. */
    public String getChangeClass() {
        return "intoto-" + change.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The beginnings of the digests before the step; empty if it is not a material. */
    public String getMaterial() {
        return shown(material, SHORT_DIGEST);
    }

    /** The beginnings of the digests after the step; empty if it is not a product. */
    public String getProduct() {
        return shown(product, SHORT_DIGEST);
    }

    /** The whole digests before the step. */
    public String getMaterialDigests() {
        return shown(material, Integer.MAX_VALUE);
    }

    /** The whole digests after the step. */
    public String getProductDigests() {
        return shown(product, Integer.MAX_VALUE);
    }

    private static String shown(Optional<DigestSet> digests, int length) {
        return digests.stream()
                .flatMap(set -> set.asMap().entrySet().stream())
                .map(digest -> DisplayText.of(digest.getKey() + ":" + cut(digest.getValue(), length)))
                .collect(Collectors.joining(" "));
    }

    private static String cut(String digest, int length) {
        return digest.length() <= length ? digest : digest.substring(0, length) + "…";
    }
}
