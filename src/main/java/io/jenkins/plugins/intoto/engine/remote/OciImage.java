package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.net.URI;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image, or any other artifact, in a registry, by its digest (OCI distribution specification 1.1). A repository whose first
 * part has neither a dot nor a port, and is not {@code localhost}, is one of Docker Hub, as in Docker's own commands.
 *
 * @param repository the repository as it was given: the registry, with its port if it is not the usual one, and the name
 * @param digest the digest of the manifest, {@code sha256:} and 64 hexadecimal digits
 */
public record OciImage(String repository, String digest) {
    /** How an image is named by its digest, for messages. */
    public static final String FORM = "registry.example.com/app@sha256:…";

    private static final Pattern REFERENCE =
            Pattern.compile("((?:(?:[A-Za-z0-9.-]+(?::[0-9]{1,5})?|\\[[0-9a-f:]+](?::[0-9]{1,5})?)/)?"
                    + "[a-z0-9]++(?:[._-]++[a-z0-9]++)*+(?:/[a-z0-9]++(?:[._-]++[a-z0-9]++)*+)*+)"
                    + "(:[A-Za-z0-9_.-]{1,128})?(?:@(sha256:[0-9a-f]{64}))?");
    private static final Pattern HOST = Pattern.compile("localhost|[^/]*[.:][^/]*");
    private static final Pattern DOCKER_HUB = Pattern.compile("(index\\.|registry-1\\.)?docker\\.io");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+|\\[::1])(:[0-9]+)?");

    /**
     * Reads a reference.
     *
     * @param text {@code REPOSITORY@sha256:…}; a tag before the digest is ignored
     * @throws MalformedImageException if it is none, or names a tag only
     */
    public static OciImage of(String text) throws MalformedImageException {
        var parts = parts(text);
        if (parts.group(3) != null) {
            return new OciImage(parts.group(1), parts.group(3));
        }
        throw new MalformedImageException(
                "'" + text + "'",
                (parts.group(2) == null ? "has no digest" : "names a tag, which may name another image tomorrow")
                        + "; give the digest of the manifest (" + parts.group(1)
                        + "@sha256:…), which docker push prints, docker buildx build --metadata-file writes to a file, and"
                        + " docker buildx imagetools inspect looks up");
    }

    /**
     * An image whose digest comes from somewhere else.
     *
     * @param text the repository; a tag behind it is ignored
     * @param digest the digest
     * @throws MalformedImageException if one of them is none, or the text has another digest
     */
    public static OciImage of(String text, String digest) throws MalformedImageException {
        var parts = parts(text);
        if (!isDigest(digest)) {
            throw new MalformedImageException("'" + digest + "'", "is not the digest of a manifest, sha256:…");
        }
        if (parts.group(3) != null && !parts.group(3).equals(digest)) {
            throw new MalformedImageException("'" + text + "'", "has another digest than " + digest);
        }
        return new OciImage(parts.group(1), digest);
    }

    private static Matcher parts(String text) throws MalformedImageException {
        var matcher = REFERENCE.matcher(text);
        if (!matcher.matches() || !new OciImage(matcher.group(1), "").hasAddress()) {
            throw new MalformedImageException("'" + text + "'", "is not an image by its digest, such as " + FORM);
        }
        return matcher;
    }

    /** Whether a text is a repository, be it with a tag or not, and without a digest. */
    public static boolean isWithoutDigest(String text) {
        var matcher = REFERENCE.matcher(text);
        return matcher.matches() && matcher.group(3) == null;
    }

    static boolean isDigest(String text) {
        return text.matches("sha256:[0-9a-f]{64}");
    }

    /** Another image of the same repository. */
    OciImage withDigest(String other) {
        return new OciImage(repository, other);
    }

    private boolean namesHost() {
        int slash = repository.indexOf('/');
        return slash > 0 && HOST.matcher(repository.substring(0, slash)).matches();
    }

    /** The registry, with its port if it is not the usual one; {@code docker.io} for Docker Hub, by whatever name. */
    public String host() {
        var given = namesHost() ? repository.substring(0, repository.indexOf('/')) : "docker.io";
        return DOCKER_HUB.matcher(given).matches() ? "docker.io" : given;
    }

    /** The name of the repository within its registry. */
    public String name() {
        var given = namesHost() ? repository.substring(repository.indexOf('/') + 1) : repository;
        return host().equals("docker.io") && given.indexOf('/') < 0 ? "library/" + given : given;
    }

    /** The last part of the repository's name, by which people call the image. */
    public String shortName() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Whether both are the same one, whatever they are called: {@code docker.io} and {@code index.docker.io} are one. */
    public boolean isSameAs(OciImage other) {
        return digest.equals(other.digest) && host().equals(other.host()) && name().equals(other.name());
    }

    /** The image as the subject of a statement, named by its repository as that was given. */
    public ResourceDescriptor subject() {
        byte[] value = HexFormat.of().parseHex(digest, "sha256:".length(), digest.length());
        return ResourceDescriptor.of(repository, DigestMap.of(DigestAlgorithm.SHA256, value));
    }

    /** Whether a registry is on this machine. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** The address of something of the repository; only a registry on this machine is asked without encryption. */
    public URI address(String path) {
        var scheme = isLoopback(host()) ? "http" : "https";
        var server = host().equals("docker.io") ? "registry-1.docker.io" : host();
        return URI.create(scheme + "://" + server + "/v2/" + name() + "/" + path);
    }

    /** Whether the registry's name can be one: the pattern also lets through what is not an IP address or has an empty part. */
    private boolean hasAddress() {
        try {
            return address("").getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The tag under which a registry without an index of referrers has the list of them. */
    String fallbackTag() {
        return digest.replace(':', '-');
    }

    /** The tag under which cosign keeps attestations. */
    String cosignTag() {
        return fallbackTag() + ".att";
    }

    /** The image by its digest, as it was given. */
    @Override
    public String toString() {
        return repository + "@" + digest;
    }
}
