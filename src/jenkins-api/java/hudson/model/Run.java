package hudson.model;
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
    protected final transient JobT project;
    public transient int number;
    protected long timestamp = System.currentTimeMillis();
    protected volatile Result result;
    final List<Cause> causes = new CopyOnWriteArrayList<>();
    private ArtifactManager artifactManager;
    protected Run(JobT job) throws IOException {
        project = job;
        number = job.getLastBuild() == null ? 1 : job.getLastBuild().number + 1;
        job.getBuildsAsMap().put(number, (RunT) this);
        Files.createDirectories(getRootDir().toPath());
    }
    public JobT getParent() { return project; }
    public int getNumber() { return number; }
    public String getDisplayName() { return "#" + number; }
    public String getFullDisplayName() { return project.getFullName() + " " + getDisplayName(); }
    public String getUrl() { return project.getUrl() + number + "/"; }
    public final String getAbsoluteUrl() { return Jenkins.get().getRootUrl() + getUrl(); }
    public String getExternalizableId() { return project.getFullName() + "#" + number; }
    public File getRootDir() { return new File(project.getBuildDir(), Integer.toString(number)); }
    public final long getTimeInMillis() { return timestamp; }
    public final long getStartTimeInMillis() { return timestamp; }
    public long getDuration() { return isBuilding() ? 0 : 1000; }
    public List<Cause> getCauses() { return causes; }
    public Result getResult() { return result; }
    public void setResult(Result worse) {
        if (result == null || worse.isWorseThan(result)) {
            result = worse;
        }
    }
    public boolean isBuilding() { return result == null; }
    public RunT getPreviousBuild() {
        SortedMap<Integer, RunT> earlier = project.getBuildsAsMap().headMap(number);
        return earlier.isEmpty() ? null : earlier.get(earlier.lastKey());
    }
    public final RunT getPreviousCompletedBuild() {
        RunT previous = getPreviousBuild();
        return previous == null || !previous.isBuilding() ? previous : previous.getPreviousCompletedBuild();
    }
    public void addAction(Action action) {
        super.addAction(action);
        if (action instanceof RunAction2 attached) {
            attached.onAttached(this);
        }
    }
    public final ArtifactManager getArtifactManager() {
        return artifactManager == null ? new StandardArtifactManager(this) : artifactManager;
    }
    public final synchronized ArtifactManager pickArtifactManager() throws IOException {
        artifactManager = getArtifactManager();
        return artifactManager;
    }
    public EnvVars getEnvironment(TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars(Map.of("JOB_NAME", project.getFullName(), "BUILD_NUMBER", Integer.toString(number)));
    }
    public ACL getACL() { return project.getACL(); }
    public synchronized void save() throws IOException {}
}
