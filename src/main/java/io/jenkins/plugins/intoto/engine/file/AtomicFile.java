package io.jenkins.plugins.intoto.engine.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Writes files beside their place and moves them there when they are complete and on disk. */
public final class AtomicFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /**
     * What to write.
     *
     * @param <E> how it can fail besides the file system
     */
    @FunctionalInterface
    public interface Content<E extends Exception> {
        /**
         * @param out receives the content; buffered, not to be closed
         * @throws IOException if writing fails
         * @throws E if the content cannot be made
         */
        void writeTo(OutputStream out) throws IOException, E;
    }

    private AtomicFile() {}

    /**
     * Writes a file, replacing one of that name. If anything fails, what was there before stays as it was.
     *
     * @param target where the file shall be; its directory must exist
     * @param content what to write
     * @throws IOException if writing or moving fails
     * @throws E if the content cannot be made
     */
    public static <E extends Exception> void write(Path target, Content<E> content) throws IOException, E {
        write(target, content, false);
    }

    /**
     * Writes a file that only its owner may read and write, where the file system knows owners.
     *
     * @param target where the file shall be; its directory must exist
     * @param content what to write
     * @throws IOException if writing or moving fails
     * @throws E if the content cannot be made
     */
    public static <E extends Exception> void writePrivate(Path target, Content<E> content) throws IOException, E {
        write(target, content, true);
    }

    private static <E extends Exception> void write(Path target, Content<E> content, boolean ownerOnly)
            throws IOException, E {
        if (Files.isDirectory(target)) {
            throw new java.nio.file.FileSystemException(target.toString(), null, "is a directory");
        }
        var absolute = target.toAbsolutePath();
        var draft = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (var channel = FileChannel.open(
                            draft,
                            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            attributes(absolute, ownerOnly));
                    var out = new BufferedOutputStream(new NamingStream(channel, target), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            move(draft, absolute);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Says which file it was when a disk is full, which the operating system does not. */
    private static final class NamingStream extends FilterOutputStream {
        private final Path target;

        NamingStream(FileChannel channel, Path target) {
            super(Channels.newOutputStream(channel));
            this.target = target;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw FileFailure.of(target, e);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path target, boolean ownerOnly) {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return ownerOnly && posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void move(Path draft, Path target) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
