package io.jenkins.plugins.intoto.engine.remote;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The images that a build tool says it has made, in the file that it writes: {@code docker buildx build --metadata-file} and
 * {@code buildx bake}, Jib's {@code jib-image.json}, the references that ko prints and kaniko writes by
 * {@code --image-name-with-digest-file}, the output of {@code docker push}, and a bare digest as kaniko's
 * {@code --digest-file} and the {@code --digestfile} of buildah, podman and skopeo have it.
 */
public final class ImageFile {
    /** How long a file may be: buildx puts provenance into its metadata. */
    public static final int MAXIMUM_BYTES = 16 << 20;

    private static final JsonLimits LIMITS = new JsonLimits(MAXIMUM_BYTES, 64);
    private static final String DIGEST = "containerimage.digest";
    private static final String NAMES = "image.name";
    private static final Pattern PUSHED = Pattern.compile("(\\S+): digest: (sha256:[0-9a-f]{64}) size: \\d+");
    private static final Pattern PUSHING = Pattern.compile("The push refers to repository \\[(.+)]");

    private final String source;
    private final Optional<String> repository;
    private final List<OciImage> images = new ArrayList<>();

    private ImageFile(String source, Optional<String> repository) {
        this.source = source;
        this.repository = repository;
    }

    /**
     * Whether the file has no more than a digest, as {@code docker build --iidfile} has too, whose digest is that of the
     * image's configuration. Which of them it is only the registry knows.
     *
     * @param content what is in the file
     */
    public static boolean isBareDigest(byte[] content) {
        return OciImage.isDigest(text(content).strip());
    }

    /**
     * Reads the images of a file.
     *
     * @param content what is in the file
     * @param source its name, for messages
     * @param repository the repository that the images are in, for files that do not tell; a tag behind it is ignored
     * @return the images in the order of the file, each once; never empty
     * @throws MalformedImageException if the file names no image by its digest, with a sentence that says what to do
     */
    public static List<OciImage> read(byte[] content, String source, Optional<String> repository)
            throws MalformedImageException {
        var file = new ImageFile(source, repository);
        var text = text(content);
        if (text.isBlank()) {
            throw file.malformed("is empty");
        }
        if (text.stripLeading().startsWith("{")) {
            file.readJson(text);
        } else {
            file.readLines(text);
        }
        return List.copyOf(file.images);
    }

    /** PowerShell writes what it redirects in UTF-16. */
    private static String text(byte[] content) {
        Charset charset = StandardCharsets.UTF_8;
        if (content.length > 1 && (content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xfe) {
            charset = StandardCharsets.UTF_16LE;
        }
        var text = new String(content, charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void readJson(String text) throws MalformedImageException {
        try {
            var json = Json.parseObject(text.getBytes(StandardCharsets.UTF_8), source, LIMITS);
            if (json.has("imageDigest")) {
                add(json.string("image"), json.string("imageDigest"));
            } else if (!readMetadata(json)) {
                readTargets(json);
            }
        } catch (MalformedJsonException e) {
            throw malformed((e.pointer().isEmpty() ? "" : e.pointer() + ": ") + e.reason()
                    + "; it is neither the metadata of docker" + " buildx build nor Jib's jib-image.json");
        }
    }

    /** What buildx writes of one image. */
    private boolean readMetadata(JsonObject json) throws MalformedJsonException, MalformedImageException {
        if (!json.has(DIGEST)) {
            return false;
        }
        var names = json.string(NAMES, "");
        if (names.isBlank()) {
            addNameless(json.string(DIGEST));
            return true;
        }
        for (var name : names.split(",")) {
            add(name.strip(), json.string(DIGEST));
        }
        return true;
    }

    /** What buildx bake writes: the same of each target. */
    private void readTargets(JsonObject json) throws MalformedJsonException, MalformedImageException {
        boolean found = false;
        for (var target : json.names()) {
            if (json.asMap().get(target) instanceof Map<?, ?>) {
                found |= readMetadata(json.object(target));
            }
        }
        if (!found) {
            throw malformed(
                    "has no \"" + DIGEST + "\", which docker buildx build --metadata-file writes of an image that it"
                            + " has pushed, and no \"imageDigest\", which Jib writes");
        }
    }

    private void readLines(String text) throws MalformedImageException {
        var lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.size() == 1 && OciImage.isDigest(lines.get(0))) {
            addNameless(lines.get(0));
            return;
        }
        if (lines.stream().anyMatch(line -> PUSHED.matcher(line).matches())) {
            readPush(lines);
            return;
        }
        for (var line : lines) {
            try {
                add(OciImage.of(line));
            } catch (MalformedImageException e) {
                throw malformed(e.getMessage());
            }
        }
    }

    /** The output of {@code docker push}, of which only the first line has the repository. */
    private void readPush(List<String> lines) throws MalformedImageException {
        var pushed = repository;
        for (var line : lines) {
            var pushing = PUSHING.matcher(line);
            if (pushing.matches() && repository.isEmpty()) {
                pushed = Optional.of(pushing.group(1));
            }
            var digest = PUSHED.matcher(line);
            if (digest.matches()) {
                add(
                        pushed.orElseThrow(() -> malformed("tells the digest that docker push has pushed, but not the"
                                + " repository; give that as the image, or all that docker push prints")),
                        digest.group(2));
            }
        }
    }

    private void addNameless(String digest) throws MalformedImageException {
        add(
                repository.orElseThrow(
                        () -> malformed("holds the digest of an image without its repository; give that as"
                                + " the image. A file of docker build --iidfile cannot be used: its digest is that of the image's"
                                + " configuration, by which no registry knows the image")),
                digest);
    }

    private void add(String name, String digest) throws MalformedImageException {
        try {
            add(OciImage.of(name, digest));
        } catch (MalformedImageException e) {
            throw malformed(e.getMessage());
        }
    }

    private void add(OciImage image) {
        if (images.stream().noneMatch(image::isSameAs)) {
            images.add(image);
        }
    }

    private MalformedImageException malformed(String reason) {
        return new MalformedImageException(source, reason);
    }
}
