package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.remote.ImageFile;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that name images in registries, by their digests or by what a build tool has written. */
public final class ImageOptions {
    /** The option for an image. */
    public static final String IMAGE = "--image";
    /** The option for a file that names images. */
    public static final String FILE = "--image-file";

    private static final String PLATFORMS = "--platforms";

    private ImageOptions() {}

    /**
     * Adds the options for images, and those for the account at their registry.
     *
     * @param use what is done with an image, as the beginning of a sentence
     */
    public static void addTo(Syntax syntax, String use) {
        syntax.repeatable("IMAGE", use + ", REPOSITORY@DIGEST; can be given several times.", IMAGE)
                .repeatable(
                        "FILE",
                        "A file that names images: the metadata of docker buildx, jib-image.json, what ko or docker push"
                                + " print, or references or a digest as kaniko, buildah and others write them. A digest"
                                + " alone needs " + IMAGE + " REPOSITORY.",
                        FILE);
        RegistryOptions.addTo(syntax);
    }

    /** Adds the option for the images that an index consists of. */
    public static void addPlatformsTo(Syntax syntax) {
        syntax.flag("Also attest the image of each platform of an image for several platforms.", PLATFORMS);
    }

    /** All of them but that for platforms. */
    public static List<String> names() {
        var names = new ArrayList<>(List.of(IMAGE, FILE));
        names.addAll(List.of(RegistryOptions.names()));
        return names;
    }

    /** Whether an image was named. */
    public static boolean areGiven(Invocation invocation) {
        return invocation.has(IMAGE) || invocation.has(FILE);
    }

    /**
     * Refuses the options that mean nothing without an image.
     *
     * @throws UsageException if one of them was given
     */
    public static void check(Invocation invocation) throws UsageException {
        invocation.onlyWith(areGiven(invocation), IMAGE, RegistryOptions.names());
        invocation.onlyWith(areGiven(invocation), IMAGE, PLATFORMS);
    }

    /**
     * The images, each followed by those of its platforms if that was asked for.
     *
     * @throws InTotoException if one has no digest, a file names none, or the registry cannot tell the platforms
     */
    public static List<OciImage> images(Invocation invocation) throws InTotoException, InterruptedException {
        var images = new ArrayList<OciImage>();
        var files = invocation.paths(FILE);
        Optional<String> repository = Optional.empty();
        for (var text : invocation.values(IMAGE)) {
            if (!files.isEmpty() && repository.isEmpty() && OciImage.isWithoutDigest(text)) {
                repository = Optional.of(text);
            } else {
                add(OciImage.of(text), images);
            }
        }
        for (var file : files) {
            byte[] content = LimitedFile.read(file, ImageFile.MAXIMUM_BYTES);
            for (var image : ImageFile.read(content, file.toString(), repository)) {
                if (ImageFile.isBareDigest(content)) {
                    RegistryOptions.registry(image, invocation)
                            .doubtOf(file.toString())
                            .ifPresent(invocation.notes()::warn);
                }
                add(image, images);
            }
        }
        if (!invocation.has(PLATFORMS)) {
            return images;
        }
        var all = new ArrayList<OciImage>();
        for (var image : images) {
            add(image, all);
            for (var platform : RegistryOptions.registry(image, invocation).platforms()) {
                add(platform, all);
            }
        }
        return all;
    }

    private static void add(OciImage image, List<OciImage> images) {
        if (images.stream().noneMatch(image::isSameAs)) {
            images.add(image);
        }
    }
}
