package jenkins.util;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.types.FileSet;
/** A file that can be read, here always one of the local file system. */
@SuppressWarnings("serial")
public abstract class VirtualFile implements Serializable {
    @NonNull public abstract String getName();
    @NonNull public abstract URI toURI();
    public abstract boolean isDirectory() throws IOException;
    public abstract boolean isFile() throws IOException;
    public abstract boolean exists() throws IOException;
    @NonNull public abstract VirtualFile child(@NonNull String name);
    public abstract long length() throws IOException;
    public abstract long lastModified() throws IOException;
    public abstract InputStream open() throws IOException;
    @NonNull public Collection<String> list(@NonNull String includes, @CheckForNull String excludes, boolean useDefaultExcludes) throws IOException {
        return List.of();
    }
    public static VirtualFile forFile(File file) { return new LocalFile(file); }
    private static final class LocalFile extends VirtualFile {
        private final File file;
        LocalFile(File file) { this.file = file; }
        public String getName() { return file.getName(); }
        public URI toURI() { return file.toURI(); }
        public boolean isDirectory() { return file.isDirectory(); }
        public boolean isFile() { return file.isFile(); }
        public boolean exists() { return file.exists(); }
        public VirtualFile child(String name) { return forFile(new File(file, name)); }
        public long length() { return file.length(); }
        public long lastModified() { return file.lastModified(); }
        public InputStream open() throws IOException { return new FileInputStream(file); }
        public Collection<String> list(String includes, String excludes, boolean useDefaultExcludes) {
            FileSet files = new FileSet();
            files.setProject(new Project());
            files.setDir(file);
            files.setErrorOnMissingDir(false);
            files.setIncludes(includes);
            files.setExcludes(excludes);
            files.setDefaultexcludes(useDefaultExcludes);
            String[] names = files.getDirectoryScanner().getIncludedFiles();
            return Stream.of(names).map(name -> name.replace('\\', '/')).sorted().toList();
        }
    }
}
