package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.SignedFile;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The links among the artifacts of a run, as its page shows them. What was read is kept for a while, of a run that goes on too,
 * unless the file was replaced. Nobody waits for what somebody else reads.
 */
final class ShownLinks {
    /** A page with more links is of no use to anybody. */
    private static final int MOST_LINKS = 500;

    private static final String SUFFIX = ".link";

    /** How much one request reads: the rest is read by those that follow. */
    private static final long MOST_BYTES = 64L << 20;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** A file as it was when it was read. */
    private record Version(String file, long size, long modified) {}

    private final InTotoAction action;
    private final LongSupplier nanoTime;
    private final Map<Version, SoftReference<ShownLink>> known = new ConcurrentHashMap<>();

    ShownLinks(InTotoAction action) {
        this(action, System::nanoTime);
    }

    /**
     * @param nanoTime the time of this machine in nanoseconds, as {@link System#nanoTime} tells it
     */
    ShownLinks(InTotoAction action, LongSupplier nanoTime) {
        this.action = action;
        this.nanoTime = nanoTime;
    }

    /**
     * The links that the run recorded, in that order, then others by their names. Each has what can be said of it, and so
     * have those that cannot be read. After {@value #MOST_BYTES} bytes or two seconds the rest is said to be not read yet.
     */
    List<ShownLink> all() {
        try {
            long start = nanoTime.getAsLong();
            long left = MOST_BYTES;
            var links = new ArrayList<ShownLink>();
            for (var file : files().stream().limit(MOST_LINKS).toList()) {
                var version = version(file);
                var link = knownAs(version);
                if (link.isEmpty() && left >= version.size() && nanoTime.getAsLong() - start < MOST_NANOS) {
                    left -= version.size();
                    link = Optional.of(read(version));
                }
                links.add(link.orElseGet(() -> ShownLink.notReadYet(file)));
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
            if (!files().contains(file)) {
                return Optional.empty();
            }
            var version = version(file);
            return Optional.of(knownAs(version).orElseGet(() -> read(version)));
        } catch (UnreadableFileException e) {
            return Optional.empty();
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

    private Version version(String file) throws UnreadableFileException {
        var archived = new RunArchive(action.getRun()).folder().child(file);
        try {
            return new Version(file, archived.length(), archived.lastModified());
        } catch (IOException e) {
            throw new UnreadableFileException(file, "cannot be looked at: " + e.getMessage(), e);
        }
    }

    private Optional<ShownLink> knownAs(Version version) {
        var reference = known.get(version);
        return reference == null ? Optional.empty() : Optional.ofNullable(reference.get());
    }

    private ShownLink read(Version version) {
        var link = ShownLinkReader.read(action.state(), version.file());
        known.keySet().removeIf(other -> other.file().equals(version.file()));
        known.put(version, new SoftReference<>(link));
        return link;
    }
}
