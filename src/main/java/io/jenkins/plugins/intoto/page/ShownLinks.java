package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.SignedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The links among the artifacts of a run, as its page shows them. */
final class ShownLinks {
    /** A page with more links is of no use to anybody. */
    private static final int MOST_LINKS = 500;

    private static final String SUFFIX = ".link";

    private final InTotoAction action;
    private final ReadFiles<ShownLink> known = new ReadFiles<>();

    ShownLinks(InTotoAction action) {
        this.action = action;
    }

    /**
     * The links that the run recorded, in that order, then others by their names. Each has what can be said of it, and so
     * have those that cannot be read, or are not read yet.
     *
     * @param budget what may be read now
     */
    List<ShownLink> all(ReadingBudget budget) {
        try {
            var links = new ArrayList<ShownLink>();
            for (var file : files().stream().limit(MOST_LINKS).toList()) {
                links.add(get(file, budget).orElseGet(() -> ShownLink.notReadYet(file)));
            }
            return List.copyOf(links);
        } catch (UnreadableFileException e) {
            return List.of(ShownLink.unreadable(RunArchive.FOLDER + "/", e));
        }
    }

    /** A link by the name of its file. */
    Optional<ShownLink> find(String file) {
        try {
            // Only what the archive lists is asked for, whatever the name looks like.
            return files().contains(file) ? get(file, new ReadingBudget()) : Optional.empty();
        } catch (UnreadableFileException e) {
            return Optional.empty();
        }
    }

    private Optional<ShownLink> get(String file, ReadingBudget budget) throws UnreadableFileException {
        return known.get(
                new RunArchive(action.getRun()).folder().child(file),
                file,
                ShownLinkReader.LIMITS.maxBytes(),
                budget,
                () -> ShownLinkReader.read(action.state(), file));
    }

    /** Whether the run has recorded links and all of them are still archived. */
    boolean areRecorded() {
        try {
            var recorded =
                    action.state().links().stream().map(SignedFile::fileName).toList();
            return !recorded.isEmpty()
                    && new RunArchive(action.getRun()).links().fileNames().containsAll(recorded);
        } catch (UnreadableFileException e) {
            return false; // the list of links says so
        }
    }

    private Collection<String> files() throws UnreadableFileException {
        var archived = new RunArchive(action.getRun()).links().fileNames();
        var files = new LinkedHashSet<String>();
        action.state().links().forEach(link -> files.add(link.fileName()));
        files.retainAll(archived);
        archived.stream().filter(name -> name.endsWith(SUFFIX)).forEach(files::add);
        return files;
    }
}
