package com.cloudbees.hudson.plugins.folder;
import hudson.model.AbstractItem;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;
import hudson.util.DescribableList;
import java.io.IOException;
@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractFolder<I extends TopLevelItem> extends AbstractItem implements TopLevelItem, ItemGroup<I> {
    private final Properties properties = new Properties();
    protected AbstractFolder(ItemGroup parent, String name) { super(parent, name); }
    public DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> getProperties() { return properties; }
    public synchronized void save() throws IOException {}
    private static final class Properties extends DescribableList<AbstractFolderProperty<?>, AbstractFolderPropertyDescriptor> {}
}
