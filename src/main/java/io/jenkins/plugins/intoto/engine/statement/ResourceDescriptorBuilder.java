package io.jenkins.plugins.intoto.engine.statement;

import java.util.Map;
import java.util.Optional;

/** Puts a {@link ResourceDescriptor} together. */
public final class ResourceDescriptorBuilder {
    Optional<String> name = Optional.empty();
    Optional<String> uri = Optional.empty();
    DigestMap digest = DigestMap.NONE;
    Optional<byte[]> content = Optional.empty();
    Optional<String> downloadLocation = Optional.empty();
    Optional<String> mediaType = Optional.empty();
    Map<String, Object> annotations = Map.of();
    Map<String, Object> others = Map.of();

    ResourceDescriptorBuilder() {}

    /** Sets the name; an empty one is none. */
    public ResourceDescriptorBuilder name(String text) {
        name = unlessEmpty(text);
        return this;
    }

    /** Sets the URI; an empty one is none. */
    public ResourceDescriptorBuilder uri(String text) {
        uri = unlessEmpty(text);
        return this;
    }

    /** Sets the digests. */
    public ResourceDescriptorBuilder digest(DigestMap digests) {
        digest = digests;
        return this;
    }

    /** Sets the content, of which a copy is taken. */
    public ResourceDescriptorBuilder content(byte[] bytes) {
        content = Optional.of(bytes.clone());
        return this;
    }

    /** Sets where it can be fetched from; an empty text is none. */
    public ResourceDescriptorBuilder downloadLocation(String text) {
        downloadLocation = unlessEmpty(text);
        return this;
    }

    /** Sets the media type; an empty one is none. */
    public ResourceDescriptorBuilder mediaType(String text) {
        mediaType = unlessEmpty(text);
        return this;
    }

    /** Sets the annotations, plain JSON values. */
    public ResourceDescriptorBuilder annotations(Map<String, Object> values) {
        annotations = values;
        return this;
    }

    /** Sets members that the framework does not know. */
    ResourceDescriptorBuilder others(Map<String, Object> values) {
        others = values;
        return this;
    }

    /** Whether there is what a descriptor must have at least. */
    boolean isEnough() {
        return uri.isPresent() || !digest.isEmpty() || content.isPresent();
    }

    /**
     * Builds it.
     *
     * @throws IllegalArgumentException if there is neither URI nor digest nor content
     */
    public ResourceDescriptor build() {
        if (!isEnough()) {
            throw new IllegalArgumentException("a resource descriptor has a URI, digests or a content");
        }
        return new ResourceDescriptor(this);
    }

    private static Optional<String> unlessEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
