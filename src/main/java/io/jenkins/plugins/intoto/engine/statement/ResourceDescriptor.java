package io.jenkins.plugins.intoto.engine.statement;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A resource, mutable or not, such as an artifact, a source or a container image (Attestation Framework 1,
 * {@code ResourceDescriptor}). It has a URI, digests or its content, and maybe more; members that the framework does not
 * know are kept. Immutable.
 */
public final class ResourceDescriptor {
    private final Optional<String> name;
    private final Optional<String> uri;
    private final DigestMap digest;
    private final Optional<byte[]> content;
    private final Optional<String> downloadLocation;
    private final Optional<String> mediaType;
    private final Map<String, Object> annotations;
    private final Map<String, Object> others;

    ResourceDescriptor(ResourceDescriptorBuilder from) {
        this.name = from.name;
        this.uri = from.uri;
        this.digest = from.digest;
        this.content = from.content;
        this.downloadLocation = from.downloadLocation;
        this.mediaType = from.mediaType;
        this.annotations = Collections.unmodifiableMap(new LinkedHashMap<>(from.annotations));
        this.others = Collections.unmodifiableMap(new LinkedHashMap<>(from.others));
    }

    /** Puts one together. */
    public static ResourceDescriptorBuilder builder() {
        return new ResourceDescriptorBuilder();
    }

    /**
     * An artifact.
     *
     * @param name its name, such as the path of a file
     * @param digest its digests
     * @throws IllegalArgumentException if there are no digests
     */
    public static ResourceDescriptor of(String name, DigestMap digest) {
        return builder().name(name).digest(digest).build();
    }

    /**
     * Reads a descriptor.
     *
     * @param value a plain JSON value
     * @param place where it stands
     * @throws MalformedStatementException if it is none: a member is of a wrong type or has a confusable name, a digest is
     *     not what its algorithm gives, or there is neither URI nor digest nor content
     */
    public static ResourceDescriptor read(Object value, Place place) throws MalformedStatementException {
        return new ResourceDescriptorReader(place).read(value);
    }

    /** What distinguishes it among its neighbours, such as the path of a file. */
    public Optional<String> name() {
        return name;
    }

    /** The URI that identifies it wherever it is, such as a package URL. */
    public Optional<String> uri() {
        return uri;
    }

    /** Its digests; empty if there are none. */
    public DigestMap digest() {
        return digest;
    }

    /** Its content, a copy; meant for less than a kilobyte. */
    public Optional<byte[]> content() {
        return content.map(byte[]::clone);
    }

    /** Where it can be fetched from, if that is not its URI. */
    public Optional<String> downloadLocation() {
        return downloadLocation;
    }

    /** Its media type. */
    public Optional<String> mediaType() {
        return mediaType;
    }

    /** More about it, as plain JSON values, unmodifiable. */
    public Map<String, Object> annotations() {
        return annotations;
    }

    /** Members that the framework does not know, as plain JSON values, unmodifiable. */
    public Map<String, Object> others() {
        return others;
    }

    /** Whether its digests and those given agree in a collision-resistant algorithm: {@link DigestMap#matches}. */
    public boolean matchesDigest(DigestMap digests) {
        return digest.matches(digests);
    }

    /** All of it as a plain JSON value, unmodifiable. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        name.ifPresent(text -> map.put("name", text));
        uri.ifPresent(text -> map.put("uri", text));
        if (!digest.isEmpty()) {
            map.put("digest", digest.asMap());
        }
        content.ifPresent(bytes -> map.put("content", Base64.getEncoder().encodeToString(bytes)));
        downloadLocation.ifPresent(text -> map.put("downloadLocation", text));
        mediaType.ifPresent(text -> map.put("mediaType", text));
        if (!annotations.isEmpty()) {
            map.put("annotations", annotations);
        }
        map.putAll(others);
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceDescriptor descriptor
                && descriptor.toMap().equals(toMap());
    }

    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    @Override
    public String toString() {
        return name.or(() -> uri).orElseGet(digest::toString);
    }
}
