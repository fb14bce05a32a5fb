package hudson.model.listeners;
import hudson.ExtensionPoint;
import hudson.model.Item;
public class ItemListener implements ExtensionPoint {
    public ItemListener() {}
    public void onCreated(Item item) {}
    public void onCopied(Item source, Item item) {}
    public void onDeleted(Item item) {}
    public void onUpdated(Item item) {}
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {}
    public void onLoaded() {}
    public void onBeforeShutdown() {}
}
