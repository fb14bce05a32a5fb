package io.jenkins.plugins.intoto.attestation.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.plugins.git.GitSCM;
import hudson.plugins.git.LocalCheckout;
import hudson.scm.SCM;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.workflow.cps.LocalPipeline;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word the sources in provenance are. */
class RunSourcesTest {
    private static final String GOOD = "https://git.example/app.git";
    private static final String EVIL = "https://git.example/evil.git";
    private static final String REVIEWED = "5c87f1c9a2e0d8a4e5f0a9d1b2c3d4e5f6071829";
    private static final String FORGED = "e".repeat(40);

    @TempDir
    private Path folder;

    private BuildWithSteps build;

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(new AttestationConfiguration());
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    // what an agent reports

    private FilePath agent() {
        return new FilePath(new io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel(), folder.toString());
    }

    private void checkOut(GitSCM scm, FilePath workspace, String commit, String... branches) throws Exception {
        build.run.addAction(new LocalCheckout(commit, branches));
        new GitCheckouts().onCheckout(build.run, scm, workspace, TaskListener.NULL, null, null);
    }

    private Map<String, Object> provenance() {
        return RunProvenance.of(build.run, Optional.empty(), RecordedMaterials.NONE)
                .toMap();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(Map<String, Object> map, String name) {
        return (Map<String, Object>) map.get(name);
    }

    private List<?> dependencies() {
        return (List<?>) member(provenance(), "buildDefinition").get("resolvedDependencies");
    }

    private Object source() {
        return member(member(provenance(), "buildDefinition"), "externalParameters")
                .get("source");
    }

    private static Map<String, Object> commit(String address, String commit, String reportedBy) {
        return Map.of(
                "uri",
                "git+" + address,
                "digest",
                Map.of("gitCommit", commit),
                "annotations",
                Map.of("reportedBy", reportedBy));
    }

    @Test
    void aCheckoutIsTheWordOfItsAgent() throws Exception {
        checkOut(
                LocalCheckout.of("origin", "https://user:s3cret@git.example/app.git"),
                agent(),
                REVIEWED,
                "origin/main");
        checkOut(LocalCheckout.of("origin", "https://git.example/never-built.git"), agent(), null);

        assertThat(dependencies()).isEqualTo(List.of(commit(GOOD, REVIEWED, "agent")));
        assertThat(source()).isNull();
    }

    @Test
    void ofSeveralRemotesOnlyThatOfTheBranchIsNamed() throws Exception {
        var both = LocalCheckout.of(null, GOOD, "other", EVIL);
        checkOut(both, agent(), FORGED, "refs/remotes/other/main");
        checkOut(both, agent(), REVIEWED, "origin/main");

        assertThat(dependencies()).isEqualTo(List.of(commit(EVIL, FORGED, "agent"), commit(GOOD, REVIEWED, "agent")));
    }

    @Test
    void noRemoteIsNamedIfItCannotBeTold() throws Exception {
        checkOut(LocalCheckout.of(null, GOOD, "other", EVIL), agent(), FORGED, "detached");
        checkOut(LocalCheckout.of("a", GOOD, "a/b", EVIL), agent(), REVIEWED, "a/b/main");
        checkOut(LocalCheckout.of("origin", GOOD, null, EVIL), agent(), "a".repeat(40), "origin/main");
        checkOut(LocalCheckout.of(null, GOOD, "other", EVIL), agent(), "b".repeat(40), "origin/main", "other/main");
        checkOut(LocalCheckout.of(null, "https://git.example/$REPOSITORY"), agent(), "c".repeat(40), "origin/main");

        assertThat(dependencies()).hasSize(5).noneMatch(dependency -> ((Map<?, ?>) dependency).containsKey("uri"));
    }

    // what the controller knows itself

    private final SCMSource branches = new AbstractGitSCMSource("source-1") {
        @Override
        public SCM build(SCMHead head, SCMRevision revision) {
            return LocalCheckout.of("origin", GOOD);
        }
    };

    private static SCMRevision revision(String hash) {
        return new AbstractGitSCMSource.SCMRevisionImpl(new SCMHead("main"), hash);
    }

    /** Begins the script of a branch, whose revision the controller has found. */
    private void beginBranch(SCMSource source, SCMRevision tip) {
        build.jenkins.with(new SCMSource.SourceByItem() {
            @Override
            public SCMSource getSource(Item item) {
                return item == build.job ? source : null;
            }
        });
        build.run.addAction(new SCMRevisionAction(source, tip));
        begin();
    }

    private void begin() {
        var pipeline = new LocalPipeline("").of(build.run.asFlowExecutionOwner());
        new BranchSources().onCreated(pipeline);
        build.run.begin(pipeline);
    }

    @Test
    void whatAnAgentReportsDoesNotStandWhereTheControllersWordDoes() throws Exception {
        beginBranch(branches, revision(REVIEWED));
        // git config url.EVIL.insteadOf GOOD
        checkOut(LocalCheckout.of("origin", GOOD), agent(), FORGED, "origin/main");

        assertThat(source()).isEqualTo(Map.of("uri", "git+" + GOOD, "digest", Map.of("gitCommit", REVIEWED)));
        assertThat(dependencies())
                .isEqualTo(List.of(commit(GOOD, REVIEWED, "controller"), commit(GOOD, FORGED, "agent")));
    }

    @Test
    void anAgentThatReportsTheSameIsNotListedAgain() throws Exception {
        beginBranch(branches, revision(REVIEWED));
        checkOut(LocalCheckout.of("origin", GOOD), agent(), REVIEWED, "origin/main");

        assertThat(dependencies()).isEqualTo(List.of(commit(GOOD, REVIEWED, "controller")));
    }

    @Test
    void aJenkinsfileThatTheControllerCheckedOutIsOfThatCommit() throws Exception {
        checkOut(LocalCheckout.of("origin", GOOD), new FilePath(folder.toFile()), REVIEWED, "origin/main");
        begin();
        // A script may use the controller too; it is not what the Jenkinsfile was read by.
        checkOut(LocalCheckout.of("origin", EVIL), new FilePath(folder.toFile()), FORGED, "origin/main");

        assertThat(source()).isEqualTo(Map.of("uri", "git+" + GOOD, "digest", Map.of("gitCommit", REVIEWED)));
        assertThat(dependencies())
                .isEqualTo(List.of(commit(GOOD, REVIEWED, "controller"), commit(EVIL, FORGED, "agent")));
    }

    @Test
    void aScriptFromElsewhereHasNoSource() throws Exception {
        beginBranch(branches, revision(REVIEWED));
        build.run.getCauses().add(new ReplayCause());

        assertThat(source()).isNull();
        assertThat(dependencies()).isNull();
    }

    @Test
    void aBranchThatIsNotTrustedHasNoSource() throws Exception {
        beginBranch(
                new AbstractGitSCMSource("source-1") {
                    @Override
                    public SCM build(SCMHead head, SCMRevision revision) {
                        return LocalCheckout.of("origin", GOOD);
                    }

                    @Override
                    public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener) {
                        return revision(FORGED);
                    }
                },
                revision(REVIEWED));

        assertThat(source()).isNull();
    }

    @Test
    void anotherSourcesRevisionIsNotThatOfTheBranch() throws Exception {
        build.run.addAction(new SCMRevisionAction(
                new AbstractGitSCMSource("library") {
                    @Override
                    public SCM build(SCMHead head, SCMRevision revision) {
                        return LocalCheckout.of("origin", EVIL);
                    }
                },
                revision(FORGED)));
        beginBranch(branches, revision(REVIEWED));

        assertThat(source()).isEqualTo(Map.of("uri", "git+" + GOOD, "digest", Map.of("gitCommit", REVIEWED)));
    }

    @Test
    void aPipelineOfNoSourceHasNone() throws Exception {
        begin();

        assertThat(source()).isNull();
        assertThat(dependencies()).isNull();
    }
}
