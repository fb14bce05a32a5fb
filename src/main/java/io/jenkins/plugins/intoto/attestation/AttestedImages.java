package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.remote.ImageFile;
import io.jenkins.plugins.intoto.engine.remote.OciCredentials;
import io.jenkins.plugins.intoto.engine.remote.OciImage;
import io.jenkins.plugins.intoto.engine.remote.OciRegistry;
import io.jenkins.plugins.intoto.engine.remote.RemoteCalls;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.ServiceCalls;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images in registries that a step names, itself or by a file of the workspace that a build tool has written. */
public final class AttestedImages {
    private final List<String> named;
    private final Optional<String> file;
    private final Optional<OciCredentials> account;
    private final TaskListener listener;

    /** Shared by all images, so that connections are; made when the first registry is asked. */
    private RemoteCalls calls;

    /**
     * @param image images by their digests, separated by commas, or the repository of the image of the file; null for none
     * @param file the file; null for none
     * @param account who asks the registry
     * @param listener the console of the run
     */
    public AttestedImages(String image, String file, Optional<OciCredentials> account, TaskListener listener) {
        this.named = ListText.entries(image);
        this.file = Optional.ofNullable(file);
        this.account = account;
        this.listener = listener;
    }

    /**
     * Finds the images; the file is read on the agent.
     *
     * @return the images, each once
     * @throws AbortException with a sentence that says what to do if one has no digest, or the file names none
     */
    public List<OciImage> find(BuildPlace place) throws IOException, InterruptedException {
        try {
            var images = new ArrayList<OciImage>();
            Optional<String> repository = Optional.empty();
            for (var text : named) {
                if (file.isPresent() && repository.isEmpty() && OciImage.isWithoutDigest(text)) {
                    repository = Optional.of(text);
                } else {
                    add(OciImage.of(text), images);
                }
            }
            if (file.isPresent()) {
                byte[] content =
                        WorkspaceFiles.read(place.requireDirectory("imageFile"), file.get(), ImageFile.MAXIMUM_BYTES);
                for (var image : ImageFile.read(content, file.get(), repository)) {
                    if (ImageFile.isBareDigest(content)) {
                        registry(image).doubtOf(file.get()).ifPresent(this::warn);
                    }
                    add(image, images);
                }
            }
            return images;
        } catch (InTotoException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
    }

    /**
     * The images with those of their platforms, as the registry tells them.
     *
     * @throws AbortException if it does not
     */
    List<OciImage> withPlatforms(List<OciImage> images) throws AbortException, InterruptedException {
        var all = new ArrayList<OciImage>();
        try {
            for (var image : images) {
                add(image, all);
                for (var platform : registry(image).platforms()) {
                    add(platform, all);
                }
            }
        } catch (InTotoException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
        return all;
    }

    private static void add(OciImage image, List<OciImage> images) {
        if (images.stream().noneMatch(image::isSameAs)) {
            images.add(image);
        }
    }

    private void warn(String doubt) {
        Console.println(listener, Messages.AttestedImages_Doubt(DisplayText.of(doubt)));
    }

    /** The registry of an image, as the controller reaches it. */
    public OciRegistry registry(OciImage image) {
        if (calls == null) {
            calls = ServiceCalls.ofController();
        }
        return new OciRegistry(image, account, calls);
    }
}
