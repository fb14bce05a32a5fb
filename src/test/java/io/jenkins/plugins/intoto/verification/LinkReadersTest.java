package io.jenkins.plugins.intoto.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.io.IOException;
import java.nio.file.Path;
import jenkins.branch.MultiBranchProject;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose links a build may verify with, whoever wrote its Pipeline. */
class LinkReadersTest {
    @TempDir
    private Path home;

    private LocalJenkins jenkins;
    private Folder team;

    @BeforeEach
    void startJenkins() {
        jenkins = new LocalJenkins(home)
                .with(new VerifyingJobs.DescriptorImpl(), new MultibranchVerifyingJobs.DescriptorImpl());
        team = new Folder("team");
    }

    @AfterEach
    void stopJenkins() {
        System.clearProperty("hudson.security.ArtifactsPermission");
        jenkins.close();
    }

    @SuppressWarnings("unchecked") // the parent of an item is of a raw type in Jenkins
    private static final class Folder extends AbstractFolder<TopLevelItem> {
        Folder(String name) {
            super(Jenkins.get(), name);
        }
    }

    /** A job with one build. */
    private LocalJob job(ItemGroup<?> parent, String name) throws IOException {
        var job = new LocalJob(parent, name);
        jenkins.with((Item) job);
        job.build();
        return job;
    }

    private static LinksFrom first(String job) {
        var links = new LinksFrom(job);
        links.setBuild("1");
        return links;
    }

    private boolean mayVerify(LocalJob reader, LocalJob owner) {
        return LinkReaders.includes(reader.getLastBuild(), owner.getLastBuild());
    }

    @Test
    void aBuildWithAllPermissionsDoesNotReadTheLinksOfJobsThatNobodyOpened() throws Exception {
        var secret = job(new Folder("secret"), "app");
        var reader = job(team, "reader");
        var root = job(Jenkins.get(), "at-the-root");

        assertThat(mayVerify(reader, secret)).isFalse();
        assertThat(mayVerify(root, secret)).isFalse();
        assertThatThrownBy(() -> OtherBuild.find(reader.getLastBuild(), first("/secret/app")))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("there is no build 1 of job '/secret/app' that this build may read")
                .hasMessageContaining("Jobs that may verify with this job's links");
        var absent = first("/secret/absent");
        assertThatThrownBy(() -> OtherBuild.find(reader.getLastBuild(), absent))
                .hasMessageContaining("there is no build 1 of job '/secret/absent' that this build may read");
    }

    @Test
    void jobsOfOneFolderMayUnlessTheJobSaysOtherwise() throws Exception {
        var owner = job(team, "app");
        var reader = job(team, "reader");
        assertThat(mayVerify(reader, owner)).isTrue();
        assertThat(OtherBuild.find(reader.getLastBuild(), first("app"))).isSameAs(owner.getLastBuild());

        owner.addProperty(new VerifyingJobs("app"));
        assertThat(mayVerify(reader, owner)).isFalse();
        assertThat(mayVerify(owner, owner)).isTrue();
    }

    @Test
    void atTheRootNoOtherJobMay() throws Exception {
        var owner = job(Jenkins.get(), "app");

        assertThat(mayVerify(job(Jenkins.get(), "reader"), owner)).isFalse();
        assertThat(mayVerify(owner, owner)).isTrue();
    }

    @Test
    void aJobCanNameThoseThatMay() throws Exception {
        var owner = job(team, "app");
        owner.addProperty(new VerifyingJobs("reader, /other/release-*\n/gate"));

        assertThat(mayVerify(job(team, "reader"), owner)).isTrue();
        var other = new Folder("other");
        assertThat(mayVerify(job(other, "release-1"), owner)).isTrue();
        assertThat(mayVerify(job(Jenkins.get(), "gate"), owner)).isTrue();
        assertThat(mayVerify(job(other, "reader"), owner)).isFalse();
        assertThat(mayVerify(job(new MultiBranchProject(other, "release-x"), "main"), owner))
                .isTrue();
        assertThat(mayVerify(job(new MultiBranchProject(other, "x"), "release-1"), owner))
                .isFalse();
        assertThat(mayVerify(job(new Folder("other/release-2"), "x"), owner)).isFalse();
    }

    @Test
    void aMultibranchProjectStandsForItsBranchesAndSaysItItself() throws Exception {
        var project = new MultiBranchProject(team, "app");
        var main = job(project, "main");
        var reader = job(new MultiBranchProject(team, "gate"), "main");
        assertThat(mayVerify(reader, main)).isTrue();
        assertThat(mayVerify(job(project, "feature"), main)).isTrue();

        // What a Jenkinsfile sets on its branch says nothing.
        main.addProperty(new VerifyingJobs("/elsewhere/*"));
        assertThat(mayVerify(job(new Folder("elsewhere"), "x"), main)).isFalse();
        project.getProperties().add(new MultibranchVerifyingJobs("release"));
        assertThat(mayVerify(reader, main)).isFalse();
        assertThat(mayVerify(job(team, "release"), main)).isTrue();
    }

    @Test
    void anAuthenticatedBuildMayWhatItMayRead() throws Exception {
        var secret = job(new Folder("secret"), "app");
        var reader = job(team, "reader").as(new LocalUser("alice"));
        assertThat(mayVerify(reader, secret)).isTrue();
        var sibling = job(team, "app");
        assertThat(mayVerify(reader, sibling)).isTrue();

        jenkins.allowing((who, permission) -> !who.getName().equals("alice"));
        assertThat(mayVerify(reader, secret)).isFalse();
        assertThat(mayVerify(reader, sibling)).isFalse();
        secret.addProperty(new VerifyingJobs("/team/reader"));
        assertThat(mayVerify(reader, secret)).isTrue();
    }

    @Test
    void anAuthenticatedBuildNeedsThePermissionForArtifactsIfThatIsOne() throws Exception {
        var secret = job(new Folder("secret"), "app");
        var reader = job(team, "reader").as(new LocalUser("alice"));
        jenkins.allowing((who, permission) -> permission != Run.ARTIFACTS);
        assertThat(mayVerify(reader, secret)).isTrue();

        System.setProperty("hudson.security.ArtifactsPermission", "true");
        assertThat(mayVerify(reader, secret)).isFalse();
        jenkins.allowing((who, permission) -> true);
        assertThat(mayVerify(reader, secret)).isTrue();
    }

    @Test
    void onlyMultibranchProjectsHaveThePropertyOfTheirs() {
        var descriptor = new MultibranchVerifyingJobs.DescriptorImpl();

        assertThat(descriptor.isApplicable(MultiBranchProject.class)).isTrue();
        assertThat(descriptor.isApplicable(Folder.class)).isFalse();
    }

    @Test
    void theSelfCheckNamesJobsThatAreOpenToMany() throws Exception {
        job(team, "closed").addProperty(new VerifyingJobs("reader"));
        job(team, "open").addProperty(new VerifyingJobs("/other/*"));

        assertThat(new OpenLinksCheck().weaknesses()).singleElement().satisfies(weakness -> assertThat(
                        weakness.getPlaces())
                .extracting(Weakness.Place::getName)
                .containsExactly("team/open"));
    }
}
