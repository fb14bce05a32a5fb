package io.jenkins.plugins.intoto.verification;

import static io.jenkins.plugins.intoto.run.BuildWithSteps.ALICE;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.OWNER;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.layout;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.publicPem;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.signed;
import static io.jenkins.plugins.intoto.run.BuildWithSteps.verifyStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Result;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.RestartedRun;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.SerialisingChannel;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.flow.FlowCopier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verification through the step, after recording through the step. */
class VerifyStepTest {
    @TempDir
    private Path folder;

    private BuildWithSteps build;

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    private void assertRefused(VerifyStep step, String sentence) {
        assertAborted(() -> build.verify(step), sentence);
    }

    private static void assertAborted(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("[in-toto] ")
                .hasMessageContaining(sentence);
    }

    @SuppressWarnings("unchecked")
    private List<String> failures(VerifyStep step) throws Exception {
        step.setOnFailure("report");
        return (List<String>) build.verify(step).get("failures");
    }

    @Test
    void whatWasRecordedAsTheLayoutDemandsPasses() throws Exception {
        var result = build.recordChain().verify(verifyStep());

        assertThat(result)
                .isEqualTo(Map.of(
                        "passed",
                        true,
                        "summary",
                        "2 steps with 2 links verified against release",
                        "failures",
                        List.of()));
        assertThat(build.log()).contains("[in-toto] PASSED: 2 steps with 2 links verified against release\n");
    }

    @Test
    void theResultCanBeSavedWithThePipeline() throws Exception {
        var result = build.recordChain().verify(verifyStep());

        assertThat(SerialisingChannel.copy(result)).isEqualTo(result);
    }

    @Test
    void aFileChangedBetweenTwoStepsFailsTheStepThatTookItIn() throws Exception {
        build.record(build.recordStep("source", "alice"), () -> {
            build.write("src/App.java", "class App {}");
            return null;
        });
        build.write("src/App.java", "class Evil {}");
        build.record(build.recordStep("package", "bob"), () -> {
            build.write("app.jar", "jar of App");
            return null;
        });

        assertRefused(
                verifyStep(),
                "step 'package': material src/App.java differs from the product of step 'source'"
                        + " (rule 1: MATCH * WITH PRODUCTS FROM source)");
        assertThat(build.node.getAction(WarningAction.class).getResult()).isEqualTo(Result.FAILURE);
    }

    @Test
    void aStepCarriedOutWithTheWrongKeyDoesNotCount() throws Exception {
        build.record(build.recordStep("source", "bob"), () -> null);

        assertRefused(verifyStep(), "who may not carry out this step");
    }

    @Test
    void aFailureCanMakeTheBuildUnstable() throws Exception {
        var step = verifyStep();
        step.setOnFailure("unstable");

        assertThat(build.verify(step).get("passed")).isEqualTo(false);
        assertThat(build.run.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(build.node.getAction(WarningAction.class).getMessage()).contains("step 'source'");
    }

    @Test
    void aFailureCanBeReportedOnly() throws Exception {
        assertThat(failures(verifyStep())).hasSize(2);
        assertThat(build.run.getResult()).isNull();
        assertThat(build.action().getVerdict().isPassed()).isFalse();
    }

    @Test
    void aReportIsArchivedBesideTheLinks() throws Exception {
        build.recordChain().verify(verifyStep());

        assertThat(build.archive().toFile().list())
                .contains("release.verification.json", "release.verification.svg")
                .hasSize(4);
    }

    @Test
    void aSecondReportDoesNotReplaceTheFirst() throws Exception {
        build.recordChain().verify(verifyStep());
        build.verify(verifyStep());

        assertThat(build.archive().toFile().list())
                .contains("release.verification.json", "release-2.verification.json");
    }

    @Test
    void noAgentIsNeededForArchivedLinks() throws Exception {
        build.recordChain();
        var context = build.context();
        context.without(FilePath.class);
        context.without(Launcher.class);

        assertThat(build.verify(verifyStep(), context)).containsEntry("passed", true);
    }

    @Test
    void outsideOfANodeTheWorkspaceIsMissedInOneSentence() {
        var context = build.context();
        context.without(FilePath.class);
        var step = new VerifyStep();
        step.setLayoutFile("release.layout");

        assertAborted(() -> build.verify(step, context), "layoutFile needs the workspace of an agent");
    }

    // layouts and whom they are trusted for

    @Test
    void oneLayoutMustBeGiven() {
        var step = verifyStep();
        step.setLayoutFile("other.layout");

        assertRefused(new VerifyStep(), "give one of layout, layoutFile, layoutArtifact");
        assertRefused(step, "give one of layout and layoutFile, not both");
    }

    @Test
    void aLayoutThatNobodyConfiguredIsMissed() {
        var step = new VerifyStep();
        step.setLayout("absent");

        assertRefused(step, "there is no layout 'absent' in the configuration of Jenkins");
    }

    @Test
    void aLayoutOfTheWorkspaceIsWorthNothingWithoutKeys() throws Exception {
        build.recordChain().write("release.layout", signed(layout(), OWNER));
        var step = new VerifyStep();
        step.setLayoutFile("release.layout");

        assertRefused(step, "set layoutKeys");
    }

    @Test
    void aLayoutOfTheWorkspaceHoldsIfATrustedKeySignedIt() throws Exception {
        build.recordChain().write("release.layout", signed(layout(), OWNER));
        build.configuration.setTrustedKeys(List.of(new TrustedKey("the owner", publicPem(OWNER))));
        var step = new VerifyStep();
        step.setLayoutFile("release.layout");
        step.setLayoutKeys(List.of("the owner"));

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void aLayoutThatABuildBringsAlongIsLabelledSoEverywhere() throws Exception {
        build.verifyAndReport();
        assertThat(build.action().getVerdict().isPassed()).isFalse();
        // An own layout, under the name of the administrator's, of steps that were carried out.
        build.recordChain().write("release", signed(layout(), ALICE));
        var step = new VerifyStep();
        step.setLayoutFile("release");
        step.setLayoutKeys(List.of("alice"));

        assertThat(build.verify(step))
                .containsEntry("summary", "2 steps with 2 links verified against release (file of the build)");

        assertThat(build.log()).contains("PASSED: 2 steps with 2 links verified against release (file of the build)\n");
        assertThat(build.action().getSummary()).contains("not verified against release (");
        assertThat(build.action().getVerifications().get(0))
                .satisfies(own -> assertThat(own.getLayout()).isEqualTo("release (file of the build)"))
                .satisfies(own -> assertThat(own.getReport()).isEqualTo("release_file_of_the_build.verification.json"))
                .matches(PastVerification::isFromBuild);
        assertThat(build.archive().resolve("release_file_of_the_build.verification.json"))
                .content()
                .contains("release (file of the build)");
    }

    @Test
    void linksOfAnyBuildAreLabelledSo() throws Exception {
        var step = verifyStep();
        step.setAnyBuild(true);

        assertThat(build.recordChain().verify(step))
                .containsEntry("summary", "2 steps with 2 links verified against release (links of any build)");
        assertThat(build.action().getSummary()).contains("verified against release (links of any build)");
        assertThat(new AnyBuildCheck().weaknesses()).isEmpty();
        build.run.setResult(Result.SUCCESS);
        assertThat(new AnyBuildCheck().weaknesses()).singleElement().satisfies(weakness -> assertThat(
                        weakness.getPlaces())
                .extracting(Weakness.Place::getName)
                .containsExactly("app"));
    }

    @Test
    void aLayoutSignedBySomebodyElseFails() throws Exception {
        build.recordChain().write("release.layout", signed(layout(), ALICE));
        BuildWithSteps.credential("owner-key", OWNER);
        var step = new VerifyStep();
        step.setLayoutFile("release.layout");
        step.setLayoutKeys(List.of("owner-key"));

        assertThat(failures(step)).singleElement().asString().startsWith("layout: ");
    }

    @Test
    void aLayoutMayBeAnArtifactOfTheBuild() throws Exception {
        build.recordChain();
        Files.writeString(build.archive().resolveSibling("release.layout"), signed(layout(), OWNER));
        BuildWithSteps.credential("owner-key", OWNER);
        var step = new VerifyStep();
        step.setLayoutArtifact("release.layout");
        step.setLayoutKeys(List.of("owner-key"));

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    /** Bob's link is a layout that he has signed for something else; Alice carries out what it asks for, in this very build. */
    private void presentSublayout() throws Exception {
        build.record(build.recordStep("source", "alice"), () -> {
            build.write("src/App.java", "class App {}");
            return null;
        });
        build.record(build.recordStep("compile", "alice"), () -> {
            build.write("app.jar", "jar of App");
            return null;
        });
        var alice = BuildWithSteps.ALICE.publicKey();
        var other = new Layout(
                Instant.now().plusSeconds(3600),
                "",
                Map.of(alice.keyId(), alice),
                List.of(new Step("compile", 1, List.of(), List.of(), List.of(alice.keyId()), List.of(), List.of())),
                List.of(),
                Map.of(),
                Map.of());
        var bob = BuildWithSteps.BOB.publicKey().keyId();
        Files.writeString(
                build.archive().resolve(LinkFileNames.link("package", bob)), signed(other, BuildWithSteps.BOB));
        var directory =
                Files.createDirectory(build.archive().resolve(LinkFileNames.sublayoutDirectory("package", bob)));
        var link = LinkFileNames.link("compile", alice.keyId());
        Files.move(build.archive().resolve(link), directory.resolve(link));
    }

    @Test
    void aSublayoutDoesNotCountForANamedLayoutUnlessItsConfigurationSaysSo() throws Exception {
        presentSublayout();

        assertThat(failures(verifyStep()))
                .singleElement()
                .asString()
                .contains("step 'package'", "it is a sublayout, which is not allowed for this step");

        build.configuration.getLayouts().get(0).setAllowSublayouts("package");
        assertThat(build.verify(verifyStep())).containsEntry("passed", true);
        assertThat(build.log()).contains("is a sublayout, signed by ");
    }

    @Test
    void aStepOutsideOfJenkinsIsNotThatOfTheSameNameInASublayout() throws Exception {
        presentSublayout();
        var bob = BuildWithSteps.BOB.publicKey().keyId();
        var alice = BuildWithSteps.ALICE.publicKey();
        var file = build.archive()
                .resolve(LinkFileNames.sublayoutDirectory("package", bob))
                .resolve(LinkFileNames.link("compile", alice.keyId()));
        var link = (Link) EnvelopeReader.read(file, JsonLimits.DEFAULT).payload();
        var byPeople = UnsignedEnvelope.of(
                new Link("compile", List.of(), link.materials(), link.products(), Map.of(), Map.of()),
                EnvelopeFormat.METABLOCK);
        Files.write(file, byPeople.toByteArray(byPeople.sign(BuildWithSteps.ALICE)));
        build.configuration.getLayouts().get(0).setAllowSublayouts("package");
        var step = verifyStep();

        step.setStepsOutsideJenkins(List.of("compile"));
        assertThat(failures(step)).hasSize(2).last().asString().contains("step 'compile'", "it names no build");

        step.setStepsOutsideJenkins(List.of("package/compile"));
        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void noStepAllowsSublayoutsOfANamedLayout() throws Exception {
        presentSublayout();
        var step = verifyStep();
        step.setAllowSublayouts("package");

        assertRefused(
                step,
                "[in-toto] allowSublayouts cannot be combined with layout: the configuration of Jenkins says for which steps"
                        + " sublayouts count");
    }

    @Test
    void aStepMayAllowSublayoutsOfALayoutInTheWorkspace() throws Exception {
        presentSublayout();
        build.write("release.layout", signed(layout(), OWNER));
        BuildWithSteps.credential("owner-key", OWNER);
        var step = new VerifyStep();
        step.setLayoutFile("release.layout");
        step.setLayoutKeys(List.of("owner-key"));

        assertThat(failures(step)).singleElement().asString().contains("it is a sublayout");
        step.setAllowSublayouts("source, package");
        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void noPathLeadsOutOfTheWorkspace() throws Exception {
        Files.writeString(folder.resolve("secret"), signed(layout(), OWNER));
        Files.createSymbolicLink(build.workspace.resolve("inside"), folder.resolve("secret"));
        for (var path : List.of("../secret", folder.resolve("secret").toString(), "inside", "a/../../secret")) {
            var step = new VerifyStep();
            step.setLayoutFile(path);
            step.setLayoutKeys(List.of("alice"));

            assertRefused(step, "is not a path within the current directory");
        }
    }

    @Test
    void noPathLeadsOutOfTheArtifacts() {
        var step = new VerifyStep();
        step.setLayoutArtifact("../build.xml");
        step.setLayoutKeys(List.of("alice"));

        assertRefused(step, "is not the path of an artifact");
    }

    @Test
    void whatIsNoLayoutIsToldWithoutItsContent() throws Exception {
        build.write("release.layout", "top secret");
        var step = new VerifyStep();
        step.setLayoutFile("release.layout");
        step.setLayoutKeys(List.of("alice"));

        assertThatThrownBy(() -> build.verify(step))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("release.layout")
                .hasMessageNotContaining("secret");
    }

    @Test
    void parametersOfTheLayoutGetTheirValues() throws Exception {
        build.recordChain().name("with parameter", layout("{NAME}.jar"), OWNER);
        var step = new VerifyStep();
        step.setLayout("with parameter");
        step.setParameters(List.of(new LayoutParameter("NAME", "app")));

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    // links

    @Test
    void linksOfAnEarlierBuildInTheWorkspaceAreAReplay() throws Exception {
        build.recordChain();
        var links = build.archive();
        build.beginAnotherBuild();
        copy(links, build.workspace.resolve("links"));
        var step = verifyStep();
        step.setLinksDir("links");

        assertThat(failures(step)).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .endsWith("(it was recorded in app #1, so it is a replay here)"));
    }

    @Test
    void linksOfAnEarlierBuildCountIfAnyBuildWillDo() throws Exception {
        build.recordChain();
        var links = build.archive();
        build.beginAnotherBuild();
        copy(links, build.workspace.resolve("links"));
        var step = verifyStep();
        step.setLinksDir("links");
        step.setAnyBuild(true);

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void linksOfThisBuildInTheWorkspaceCount() throws Exception {
        copy(build.recordChain().archive(), build.workspace.resolve("links"));
        var step = verifyStep();
        step.setLinksDir("links");

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void linksOfAnEarlierBuildThatWereArchivedAgainAreAReplayToo() throws Exception {
        build.recordChain();
        var links = build.archive();
        build.beginAnotherBuild();
        copy(links, build.archive());

        assertThat(failures(verifyStep())).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .contains("replay"));
    }

    @Test
    void theLinksOfAJobThatWasRenamedAreStillItsOwn() throws Exception {
        build.recordChain();
        build.job.rename("product");

        assertThat(build.verify(verifyStep())).containsEntry("passed", true);

        build.beginAnotherBuild();
        var step = verifyStep();
        var earlier = new LinksFrom("product");
        earlier.setBuild("1");
        step.setLinksFrom(List.of(earlier));
        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    @Test
    void aBuildOfAJobThatWasMadeAnewIsAnotherOne() throws Exception {
        build.recordChain();
        var links = folder.resolve("kept");
        copy(build.archive(), links);
        // The job is deleted, and one of its name begins with build 1.
        new FilePath(build.run.getRootDir()).deleteRecursive();
        build.run = new LocalJob("app").build();
        copy(links, build.archive());
        assertThat(failures(verifyStep())).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .contains("it was recorded in another app #1"));

        copy(links, build.workspace.resolve("links"));
        var step = verifyStep();
        step.setLinksDir("links");
        assertThat(failures(step)).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .contains("it was recorded in another app #1"));
    }

    @Test
    void aBuildOfAnotherJenkinsWithTheSameKeyIsAnotherOne() throws Exception {
        build.recordChain();
        build.jenkins.identified("another one");

        assertThat(failures(verifyStep())).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .contains("by another Jenkins, so it is a replay here"));
    }

    @Test
    void anEarlierLinkOfTheBuildItselfInThePlaceOfTheLastIsNotIts() throws Exception {
        build.recordChain();
        Path first;
        try (var links = Files.list(build.archive())) {
            first = links.filter(link -> String.valueOf(link.getFileName()).startsWith("package"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] earlier = Files.readAllBytes(first);
        var again = build.recordStep("package", "bob");
        again.setReplace(true);
        build.record(again, () -> {
            build.write("app.jar", "another jar of App");
            return null;
        });
        Files.write(first, earlier);

        assertThat(failures(verifyStep()))
                .anySatisfy(failure -> assertThat(failure).contains("it was replaced"));
    }

    /** Begins a build that is restarted from a stage of this one: with its artifacts, in an empty workspace. */
    private void restartFromAStage() throws Exception {
        var original = build.run;
        var links = build.archive();
        build.beginAnotherBuild();
        copy(links, build.archive());
        FlowCopier.ByRun copier = new RestartedRun();
        copier.copy(original, build.run, build.listener());
    }

    @Test
    void linksOfTheStagesThatARestartedBuildSkipsAreItsOwn() throws Exception {
        build.recordChain();
        restartFromAStage();
        assertThat(build.verify(verifyStep())).containsEntry("passed", true);

        restartFromAStage();
        build.write("src/App.java", "class App {}");
        build.record(build.recordStep("package", "bob"), () -> {
            build.write("app.jar", "another jar of App");
            return null;
        });
        assertThat(build.verify(verifyStep())).containsEntry("passed", true);
    }

    @Test
    void aCopiedLinkThatWasReplacedIsNotThatOfTheOriginalBuild() throws Exception {
        build.recordChain();
        var links = folder.resolve("kept");
        copy(build.archive(), links);
        var again = build.recordStep("package", "bob");
        again.setReplace(true);
        build.record(again, () -> {
            build.write("app.jar", "another jar of App");
            return null;
        });
        restartFromAStage();
        new FilePath(build.archive().toFile()).deleteRecursive();
        copy(links, build.archive());

        assertThat(failures(verifyStep()))
                .anySatisfy(failure -> assertThat(failure).contains("it was replaced"));
    }

    @Test
    void linksOfTheOriginalBuildThatWereNotCopiedAreAReplay() throws Exception {
        build.recordChain();
        var links = build.archive();
        restartFromAStage();
        copy(links, build.workspace.resolve("links"));
        var step = verifyStep();
        step.setLinksDir("links");

        assertThat(failures(step)).hasSize(2).allSatisfy(failure -> assertThat(failure)
                .contains("it was recorded in app #1, so it is a replay here"));
    }

    @Test
    void linksFromARestartedBuildCount() throws Exception {
        build.recordChain();
        restartFromAStage();
        build.beginAnotherBuild();
        var step = verifyStep();
        var other = new LinksFrom("app");
        other.setBuild("2");
        step.setLinksFrom(List.of(other));

        assertThat(build.verify(step)).containsEntry("passed", true);
    }

    /** The links of the chain as people make them, naming no run. */
    private void recordOutside(Path directory) throws Exception {
        build.recordChain();
        Files.createDirectories(directory);
        try (var links = Files.list(build.archive())) {
            for (var file :
                    links.filter(each -> each.toString().endsWith(".link")).toList()) {
                var link = (Link) EnvelopeReader.read(Files.readAllBytes(file), "link", JsonLimits.DEFAULT)
                        .payload();
                var plain = new Link(
                        link.name(), link.command(), link.materials(), link.products(), link.byproducts(), Map.of());
                var unsigned = UnsignedEnvelope.of(plain, EnvelopeFormat.METABLOCK);
                var signer = link.name().equals("source") ? BuildWithSteps.ALICE : BuildWithSteps.BOB;
                Files.write(
                        directory.resolve(String.valueOf(file.getFileName())),
                        unsigned.toByteArray(unsigned.sign(signer)));
            }
        }
        build.run = build.job.build();
    }

    @Test
    void linksThatNameNoBuildCountOnlyForStepsOutsideOfJenkins() throws Exception {
        var links = folder.resolve("by-people");
        recordOutside(links);
        // What linksDir refuses does not pass by way of archiveArtifacts.
        copy(links, build.workspace.resolve("links"));
        copy(links, build.archive());
        for (var directory : new String[] {"links", null}) {
            var step = verifyStep();
            step.setLinksDir(directory);
            assertThat(failures(step)).hasSize(2).allSatisfy(failure -> assertThat(failure)
                    .contains("it names no build, so it may be a replay"));
            step.setStepsOutsideJenkins(List.of("source"));
            assertThat(failures(step)).singleElement().asString().contains("step 'package'");
            step.setStepsOutsideJenkins(List.of("source, package"));
            assertThat(build.verify(step)).containsEntry("passed", true);
        }
        build.configuration.getLayouts().get(0).setStepsOutsideJenkins("source, package");
        assertThat(build.verify(verifyStep())).containsEntry("passed", true);
    }

    @Test
    void aDirectoryOfLinksMustExist() {
        var step = verifyStep();
        step.setLinksDir("absent");

        assertRefused(step, "absent: there is no such directory of links");
    }

    @Test
    void anotherJobsLinksCountWhereItsBuildIsNamed() throws Exception {
        build.recordChain();
        build.run = build.job.build();
        var step = verifyStep();
        step.setLinksFrom(List.of(linksFrom("app", "1")));

        assertThat(build.verify(step)).containsEntry("passed", true);
        assertThat(Files.readString(build.archive().resolve("release.verification.json")))
                .contains("\"from\": \"app #1\"");
    }

    @Test
    void everyBuildThatWasSearchedForALinkIsNamed() throws Exception {
        build.run = build.job.build();
        var step = verifyStep();
        step.setLinksFrom(List.of(linksFrom("app", "1")));

        assertThat(failures(step))
                .first(STRING)
                .contains("no valid link was found in app #2: in-toto/ and app #1: in-toto/");
    }

    @Test
    void aBuildThatIsNotNamedIsTheLastSuccessfulOne() {
        assertThat(new LinksFrom("app").getBuild()).isEqualTo("lastSuccessfulBuild");
        assertThat(linksFrom("app", " ").getBuild()).isEqualTo("lastSuccessfulBuild");
    }

    @Test
    void aBuildThatMayNotBeReadIsAsGoodAsNone() throws Exception {
        build.recordChain();
        var other = new LocalJob("other");
        build.jenkins.with((hudson.model.Item) other);
        build.run = other.build();
        var step = verifyStep();
        step.setLinksFrom(List.of(linksFrom("app", "1")));

        assertRefused(step, "there is no build 1 of job 'app' that this build may read at the root (linksFrom)");
    }

    @Test
    void oneLinkInTwoBuildsIsAmbiguous() throws Exception {
        build.recordChain();
        build.beginAnotherBuild();
        build.recordChain();
        var step = verifyStep();
        step.setLinksFrom(List.of(linksFrom("app", "1")));

        assertRefused(step, "which link counts?");
    }

    // products

    @Test
    void filesThatTheChainMadeAreItsProducts() throws Exception {
        var step = verifyStep();
        step.setProducts("*.jar");

        assertThat(build.recordChain().verify(step)).containsEntry("passed", true);
    }

    @Test
    void aProductChangedAfterwardsFails() throws Exception {
        build.recordChain().write("app.jar", "evil");
        var step = verifyStep();
        step.setProducts("*.jar");

        assertThat(failures(step))
                .containsExactly("workspace: app.jar is not the file that step 'package' made: it has other digests");
        assertThat(build.action().getVerdict().isPassed()).isFalse();
    }

    @Test
    void aFileBesideTheProductsFails() throws Exception {
        build.recordChain().write("extra.jar", "evil");
        var step = verifyStep();
        step.setProducts("*.jar");

        assertThat(failures(step)).containsExactly("workspace: extra.jar is not among the products of step 'package'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/hooks/post-checkout",
                ".gitattributes",
                "app.jar~",
                "#app.jar#",
                "CVS/Entries",
                "target/.DS_Store",
                "evil.link",
                "evil.link-unfinished",
                "generated/evil.txt"
            })
    void aComparisonWithEverythingLeavesNothingOut(String extra) throws Exception {
        build.configuration.setDefaultExcludes("generated/**");
        build.recordChain().write(extra, "evil");
        Files.delete(build.workspace.resolve("src/App.java"));
        var step = verifyStep();
        step.setProducts("**");

        assertThat(failures(step)).contains("workspace: " + extra + " is not among the products of step 'package'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib", "nowhere", "."})
    void whatAComparisonCannotLookAtFails(String target) throws Exception {
        var outside = Files.createDirectories(folder.resolve("outside/lib"));
        Files.writeString(outside.resolve("evil.jar"), "evil");
        build.recordChain();
        Files.delete(build.workspace.resolve("src/App.java"));
        Files.createSymbolicLink(
                build.workspace.resolve("dependencies"),
                target.equals("lib") ? outside : build.workspace.resolve(target));
        var step = verifyStep();
        step.setProducts("**");

        assertThat(failures(step)).singleElement().asString().contains("workspace: a file cannot be looked at");
        assertThat(build.log()).doesNotContain("are the chain's products");
        assertThat(build.action().getVerdict().isPassed()).isFalse();
    }

    @Test
    void anInspectionThatCannotLookAtAFileFails() throws Exception {
        build.recordChain().name("inspected", layout(inspection("true")), OWNER);
        build.configuration.setInspectionsAllowed(true);
        Files.createSymbolicLink(build.workspace.resolve("outside"), folder);
        var step = new VerifyStep();
        step.setLayout("inspected");
        step.setInspections(true);

        assertThat(failures(step)).singleElement().asString().contains("'outside' is a link out of the directory");
    }

    @Test
    void aProductThatIsGoneFails() throws Exception {
        build.recordChain();
        Files.delete(build.workspace.resolve("app.jar"));
        var step = verifyStep();
        step.setProducts("*.jar");

        assertThat(failures(step))
                .containsExactly("workspace: app.jar is missing, though it is a product of step 'package'");
    }

    @Test
    void patternsThatMatchNothingDoNotPass() throws Exception {
        var step = verifyStep();
        step.setProducts("*.war");
        build.recordChain();

        assertThat(failures(step))
                .containsExactly("workspace: no file there and no product of step 'package' matches *.war");
    }

    @Test
    void aPatternOfSeveralThatMatchesNothingIsSaid() throws Exception {
        var step = verifyStep();
        step.setProducts("app.jar, *.war");

        assertThat(build.recordChain().verify(step)).containsEntry("passed", true);
        assertThat(build.log())
                .contains("[in-toto] warning: no file there and no product of step 'package' matches *.war\n");
    }

    // inspections

    @Test
    void aLayoutWithInspectionsDoesNotPassWithoutThem() throws Exception {
        build.recordChain().name("inspected", layout(inspection("true")), OWNER);
        var step = new VerifyStep();
        step.setLayout("inspected");

        assertThat(failures(step)).singleElement().asString().contains("inspections");
    }

    @Test
    void inspectionsNeedTheAdministratorsConsent() throws Exception {
        build.recordChain().name("inspected", layout(inspection("true")), OWNER);
        var step = new VerifyStep();
        step.setLayout("inspected");
        step.setInspections(true);

        assertRefused(step, "an administrator has to allow them first");
    }

    @Test
    void inspectionsRunInTheWorkspace() throws Exception {
        build.recordChain().name("inspected", layout(inspection("touch", "inspected.txt")), OWNER);
        build.configuration.setInspectionsAllowed(true);
        var step = new VerifyStep();
        step.setLayout("inspected");
        step.setInspections(true);

        assertThat(build.verify(step)).containsEntry("passed", true);
        assertThat(build.workspace.resolve("inspected.txt")).exists();
    }

    @Test
    void anInspectionThatFailsFailsTheVerification() throws Exception {
        build.recordChain().name("inspected", layout(inspection("false")), OWNER);
        build.configuration.setInspectionsAllowed(true);
        var step = new VerifyStep();
        step.setLayout("inspected");
        step.setInspections(true);

        assertThat(failures(step)).containsExactly("inspection 'look': ended with exit code 1");
    }

    @Test
    void aProgramThatIsNotThereFailsTheVerification() throws Exception {
        build.recordChain().name("inspected", layout(inspection("/no/such/program")), OWNER);
        build.configuration.setInspectionsAllowed(true);
        var step = new VerifyStep();
        step.setLayout("inspected");
        step.setInspections(true);

        assertThat(failures(step)).singleElement().asString().startsWith("inspection 'look': could not be run");
    }

    private static Inspection inspection(String... command) {
        return new Inspection("look", List.of(), List.of(), List.of(command));
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(String.valueOf(file.getFileName())));
            }
        }
    }

    private static LinksFrom linksFrom(String job, String number) {
        var links = new LinksFrom(job);
        links.setBuild(number);
        return links;
    }
}
