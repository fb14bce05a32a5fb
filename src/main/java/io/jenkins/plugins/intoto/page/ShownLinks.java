package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
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
                links.add(get(ShownLink.class, file, budget, new SummaryReader(action.state(), file))
                        .orElseGet(() -> ShownLink.notReadYet(file)));
            }
            return List.copyOf(links);
        } catch (UnreadableFileException e) {
            return List.of(ShownLink.unreadable(RunArchive.FOLDER + "/", e));
        }
    }

    /** A link by the name of its file, with its artifacts. */
    Optional<OpenedLink> find(String file) {
        try {
            // Only what the archive lists is asked for, whatever the name looks like.
            return files().contains(file)
                    ? get(OpenedLink.class, file, new ReadingBudget(), new WholeReader(action.state(), file))
                    : Optional.empty();
        } catch (UnreadableFileException e) {
            return Optional.empty();
        }
    }

    private <T> Optional<T> get(
            Class<T> type, String file, ReadingBudget budget, ReadFiles.Reader<T, RuntimeException> reader)
            throws UnreadableFileException {
        return action.files().get(action.getRun(), file, type, file, budget, reader);
    }

    /** The table of links needs none of the artifacts. */
    private record SummaryReader(RunState state, String file) implements ReadFiles.Reader<ShownLink, RuntimeException> {
        @Override
        public ShownLink read() {
            return OpenedLink.read(state, file).shown();
        }

        @Override
        public long bytes(ShownLink read, long size) {
            return read.bytes();
        }
    }

    private record WholeReader(RunState state, String file) implements ReadFiles.Reader<OpenedLink, RuntimeException> {
        @Override
        public OpenedLink read() {
            return OpenedLink.read(state, file);
        }

        @Override
        public long bytes(OpenedLink read, long size) {
            return read.shown().bytes() + read.artifacts().bytes();
        }
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
