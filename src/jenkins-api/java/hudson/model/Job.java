package hudson.model;
import hudson.PermalinkList;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
/** A job; its builds are those that were made with it. */
@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem {
    private final TreeMap<Integer, RunT> builds = new TreeMap<>();
    private final List<JobProperty> all = new ArrayList<>();
    protected Job(ItemGroup parent, String name) { super(parent, name); }
    public File getBuildDir() { return new File(getRootDir(), "builds"); }
    public SortedMap<Integer, RunT> getBuildsAsMap() { return builds; }
    public RunT getBuildByNumber(int number) { return builds.get(number); }
    public RunT getLastBuild() { return builds.isEmpty() ? null : builds.lastEntry().getValue(); }
    public RunT getLastCompletedBuild() {
        RunT last = getLastBuild();
        return last == null || !last.isBuilding() ? last : last.getPreviousCompletedBuild();
    }
    public PermalinkList getPermalinks() { return new PermalinkList(); }
    public void addProperty(JobProperty<? super JobT> property) throws IOException { all.add(property); }
    public <T extends JobProperty> T getProperty(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
    }
    public synchronized void save() throws IOException {}
}
