package hudson.model;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.ArtifactManager;
import jenkins.model.Jenkins;
import jenkins.model.RunAction2;
import jenkins.model.StandardArtifactManager;
/** A build; its folder is below that of its job. */
@SuppressWarnings("unchecked")
public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements PersistenceRoot, AccessControlled {
    public static final Permission ARTIFACTS = new Permission(null, "Artifacts", Permission.READ);
    @NonNull protected final transient JobT project;
    public transient int number;
    protected long timestamp = System.currentTimeMillis();
    protected volatile Result result;
    final List<Cause> causes = new CopyOnWriteArrayList<>();
    private ArtifactManager artifactManager;
    protected Run(@NonNull JobT job) throws IOException {
        project = job;
        number = job.getLastBuild() == null ? 1 : job.getLastBuild().number + 1;
        job.getBuildsAsMap().put(number, (RunT) this);
        Files.createDirectories(getRootDir().toPath());
    }
    @NonNull public JobT getParent() { return project; }
    public int getNumber() { return number; }
    public String getDisplayName() { return "#" + number; }
    public String getFullDisplayName() { return project.getFullName() + " " + getDisplayName(); }
    @NonNull public String getUrl() { return project.getUrl() + number + "/"; }
    @NonNull public final String getAbsoluteUrl() { return Jenkins.get().getRootUrl() + getUrl(); }
    @NonNull public String getExternalizableId() { return project.getFullName() + "#" + number; }
    @NonNull public File getRootDir() { return new File(project.getBuildDir(), Integer.toString(number)); }
    public final long getTimeInMillis() { return timestamp; }
    public final long getStartTimeInMillis() { return timestamp; }
    public long getDuration() { return isBuilding() ? 0 : 1000; }
    @NonNull public List<Cause> getCauses() { return causes; }
    @CheckForNull public Result getResult() { return result; }
    public void setResult(@NonNull Result worse) {
        if (result == null || worse.isWorseThan(result)) {
            result = worse;
        }
    }
    public boolean isBuilding() { return result == null; }
    @CheckForNull public RunT getPreviousBuild() {
        SortedMap<Integer, RunT> earlier = project.getBuildsAsMap().headMap(number);
        return earlier.isEmpty() ? null : earlier.get(earlier.lastKey());
    }
    @CheckForNull public final RunT getPreviousCompletedBuild() {
        RunT previous = getPreviousBuild();
        return previous == null || !previous.isBuilding() ? previous : previous.getPreviousCompletedBuild();
    }
    public void addAction(@NonNull Action action) {
        super.addAction(action);
        if (action instanceof RunAction2 attached) {
            attached.onAttached(this);
        }
    }
    @NonNull public final ArtifactManager getArtifactManager() {
        return artifactManager == null ? new StandardArtifactManager(this) : artifactManager;
    }
    @NonNull public final synchronized ArtifactManager pickArtifactManager() throws IOException {
        artifactManager = getArtifactManager();
        return artifactManager;
    }
    @NonNull public EnvVars getEnvironment(@NonNull TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars(Map.of("JOB_NAME", project.getFullName(), "BUILD_NUMBER", Integer.toString(number)));
    }
    @NonNull public ACL getACL() { return project.getACL(); }
    public synchronized void save() throws IOException {}
}
