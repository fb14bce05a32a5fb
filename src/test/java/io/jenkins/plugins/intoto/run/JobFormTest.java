package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.ModifiableItemGroup;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.Permission;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.Authentication;

/** Who counts as somebody who configures an item. */
class JobFormTest {
    @TempDir
    private Path home;

    @SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
    private static class Owner extends AbstractFolder<TopLevelItem> {
        private final boolean isConfigurable;

        Owner(ItemGroup<?> parent, String name, boolean isConfigurable) {
            super(parent, name);
            this.isConfigurable = isConfigurable;
        }

        @Override
        public ACL getACL() {
            return new ACL() {
                @Override
                public boolean hasPermission2(Authentication who, Permission permission) {
                    return isConfigurable || permission != Item.CONFIGURE;
                }
            };
        }
    }

    /** A folder whose items people make. */
    @SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
    private static final class Folder extends Owner implements ModifiableItemGroup<TopLevelItem> {
        Folder(ItemGroup<?> parent, String name, boolean isConfigurable) {
            super(parent, name, isConfigurable);
        }
    }

    @Test
    @SuppressWarnings("try") // who acts is set until the block ends
    void whatPeoplePutIntoAFolderIsNotConfiguredByThoseWhoConfigureTheFolderAlone() {
        try (var jenkins = new LocalJenkins(home);
                var somebody = ACL.as2(new LocalUser("somebody"))) {
            var branches = new Owner(new Folder(Jenkins.get(), "team", true), "branches", false);

            assertThat(JobForm.isConfiguring(branches)).isFalse();
            assertThat(JobForm.isConfiguring(new Owner(branches, "main", false)))
                    .isFalse();
        }
    }

    @Test
    @SuppressWarnings("try") // who acts is set until the block ends
    void whatAnOrganizationFolderGeneratesIsConfiguredByThoseWhoConfigureTheFolder() {
        try (var jenkins = new LocalJenkins(home);
                var somebody = ACL.as2(new LocalUser("somebody"))) {
            for (boolean isConfigurable : new boolean[] {true, false}) {
                var organization = new Owner(Jenkins.get(), "organization", isConfigurable);
                var branch = new Owner(new Owner(organization, "repository", false), "main", false);

                assertThat(JobForm.isConfiguring(branch)).isEqualTo(isConfigurable);
            }
        }
    }
}
