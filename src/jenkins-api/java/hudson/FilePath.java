package hudson;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Computer;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.jenkinsci.remoting.RoleChecker;
import org.jenkinsci.remoting.RoleSensitive;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;
/** A file of a node. With a channel, {@code act} crosses it; everything else is done on the local file system. */
@SuppressWarnings("serial")
public final class FilePath implements SerializableOnlyOverRemoting {
    private final transient VirtualChannel channel;
    private final String remote;
    public FilePath(@CheckForNull VirtualChannel channel, @NonNull String remote) {
        this.channel = channel;
        this.remote = remote;
    }
    public FilePath(@NonNull File file) { this((VirtualChannel) null, file.getPath()); }
    public FilePath(@NonNull FilePath base, @NonNull String relative) {
        this(base.channel, base.path().resolve(relative).normalize().toString());
    }
    public String getRemote() { return remote; }
    private Path path() { return Path.of(remote); }
    public VirtualChannel getChannel() { return channel; }
    public boolean isRemote() { return channel != null; }
    @CheckForNull public Computer toComputer() {
        return Stream.of(Jenkins.get().getComputers())
                .filter(computer -> computer.getChannel() == channel)
                .findFirst()
                .orElse(null);
    }
    public <T> T act(FileCallable<T> callable) throws IOException, InterruptedException {
        Callable<T, IOException> task = new FileTask<>(callable, remote);
        return channel == null ? callable.invoke(path().toFile(), null) : channel.call(task);
    }
    private record FileTask<V>(FileCallable<V> callable, String file) implements Callable<V, IOException> {
        public V call() throws IOException {
            try {
                return callable.invoke(new File(file), null);
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
        }
        public void checkRoles(RoleChecker checker) { callable.checkRoles(checker); }
    }
    public String getName() { return path().getFileName().toString(); }
    @NonNull public FilePath child(String relativeOrAbsolute) { return new FilePath(this, relativeOrAbsolute); }
    @CheckForNull public FilePath getParent() {
        return path().getParent() == null ? null : new FilePath(channel, path().getParent().toString());
    }
    public boolean exists() throws IOException, InterruptedException { return Files.exists(path()); }
    public boolean isDirectory() throws IOException, InterruptedException { return Files.isDirectory(path()); }
    public boolean isDescendant(@NonNull String relative) throws IOException, InterruptedException {
        Path child = path().resolve(relative).normalize();
        return child.startsWith(path()) && (Files.notExists(child) || child.toRealPath().startsWith(path().toRealPath()));
    }
    public long length() throws IOException, InterruptedException { return Files.size(path()); }
    public void mkdirs() throws IOException, InterruptedException { Files.createDirectories(path()); }
    public FilePath createTempDir(String prefix, String suffix) throws IOException, InterruptedException {
        return child(Files.createTempDirectory(path(), prefix + suffix).toString());
    }
    public boolean delete() throws IOException, InterruptedException { return Files.deleteIfExists(path()); }
    public void deleteRecursive() throws IOException, InterruptedException {
        if (Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(path())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
    @NonNull public FilePath[] list(String includes, String excludes, boolean defaultExcludes)
            throws IOException, InterruptedException {
        Collection<String> names = VirtualFile.forFile(path().toFile()).list(includes, excludes, defaultExcludes);
        return names.stream().map(this::child).toArray(FilePath[]::new);
    }
    public InputStream read() throws IOException, InterruptedException { return Files.newInputStream(path()); }
    public String readToString() throws IOException, InterruptedException { return Files.readString(path()); }
    public void write(String content, String encoding) throws IOException, InterruptedException {
        copyFrom(new ByteArrayInputStream(content.getBytes(encoding == null ? "UTF-8" : encoding)));
    }
    public void copyFrom(InputStream in) throws IOException, InterruptedException {
        Files.createDirectories(path().toAbsolutePath().getParent());
        Files.copy(in, path(), StandardCopyOption.REPLACE_EXISTING);
    }
    public String toString() { return remote; }
    public interface FileCallable<T> extends Serializable, RoleSensitive {
        T invoke(File file, VirtualChannel channel) throws IOException, InterruptedException;
    }
}
