package jenkins.branch;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.ItemGroup;
import hudson.model.TopLevelItem;

/** A multibranch project of a test: only its name matters, by which it is told from a folder. */
@SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
public final class MultiBranchProject extends AbstractFolder<TopLevelItem> {
    /**
     * @param parent the folder that it is in
     * @param name its name
     */
    public MultiBranchProject(ItemGroup<?> parent, String name) {
        super(parent, name);
    }
}
