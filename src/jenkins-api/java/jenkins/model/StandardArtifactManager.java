package jenkins.model;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import jenkins.util.VirtualFile;
/** Keeps artifacts in the folder {@code archive} of the build. */
public class StandardArtifactManager extends ArtifactManager {
    protected transient Run<?, ?> build;
    public StandardArtifactManager(Run<?, ?> build) { onLoad(build); }
    public final void onLoad(Run<?, ?> build) { this.build = build; }
    public void archive(FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> files)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            new FilePath(new File(folder(), file.getKey())).copyFrom(workspace.child(file.getValue()).read());
        }
    }
    public final boolean delete() throws IOException, InterruptedException {
        new FilePath(folder()).deleteRecursive();
        return true;
    }
    public VirtualFile root() { return VirtualFile.forFile(folder()); }
    private File folder() { return new File(build.getRootDir(), "archive"); }
}
