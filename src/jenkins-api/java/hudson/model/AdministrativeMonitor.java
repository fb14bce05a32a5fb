package hudson.model;
import hudson.ExtensionPoint;
public abstract class AdministrativeMonitor implements ExtensionPoint {
    protected AdministrativeMonitor() {}
    public String getUrl() { return "administrativeMonitor/" + getClass().getName(); }
    public String getDisplayName() { return getClass().getName(); }
    public abstract boolean isActivated();
}
