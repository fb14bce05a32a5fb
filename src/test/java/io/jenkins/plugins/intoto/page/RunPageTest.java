package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.archive.ArchiveWriter;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.Origin;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerResponse2;
import org.springframework.security.access.AccessDeniedException;

class RunPageTest {
    @TempDir
    private Path folder;

    private BuildWithSteps build;

    @BeforeEach
    void verifyChain() throws Exception {
        build = new BuildWithSteps(folder).recordChain();
        build.verifyAndReport();
    }

    @AfterEach
    void stopJenkins() {
        System.clearProperty("hudson.security.ArtifactsPermission");
        build.close();
    }

    private RunPage page() {
        return (RunPage) build.action().getTarget();
    }

    private Path linkOfSource() throws IOException {
        try (var files = Files.list(build.archive())) {
            return files.filter(file -> file.getFileName().toString().startsWith("source."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What a browser gets: headers, and the body under an empty name. */
    private static Map<String, String> answer(HttpResponse response) throws Exception {
        var answer = new TreeMap<String, String>();
        var body = new ByteArrayOutputStream();
        var out = new jakarta.servlet.ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(jakarta.servlet.WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
        var servlet = (StaplerResponse2) Proxy.newProxyInstance(
                RunPageTest.class.getClassLoader(),
                new Class<?>[] {StaplerResponse2.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getOutputStream":
                            return out;
                        case "setContentType":
                            answer.put("Content-Type", (String) arguments[0]);
                            return null;
                        case "setHeader":
                            answer.put((String) arguments[0], (String) arguments[1]);
                            return null;
                        case "sendError":
                            answer.put("error", arguments[0] + " " + arguments[1]);
                            return null;
                        default:
                            return null;
                    }
                });
        response.generateResponse(null, servlet, null);
        answer.put("", body.toString(StandardCharsets.UTF_8));
        return answer;
    }

    @Test
    void linksStandInTheOrderInWhichTheyWereRecorded() {
        assertThat(page().getContent().getLinks())
                .extracting(link -> link.getStep() + " " + link.getMaterials() + " " + link.getProducts() + " +"
                        + link.getCreated())
                .containsExactly("source 0 1 +1", "package 1 2 +1");
        assertThat(page().getContent().getLinks()).allMatch(ShownLink::isGenuine);
        assertThat(page().getContent().getLinks().get(0).getOrigin()).isEqualTo("app #1 on agent-1");
    }

    @Test
    void eachSignatureIsNamedOnceThoughItIsListedUnderTwoIds() throws IOException {
        var link = page().getContent().getLinks().get(0);

        assertThat(link.getSigners()).hasSize(1);
        assertThat(linkOfSource().getFileName())
                .hasToString("source." + link.getSigners().get(0).getShortId() + ".link");
    }

    @Test
    void whoeverSignedIsCalledByTheIdOfTheCredential() {
        assertThat(page().getContent().getLinks())
                .flatExtracting(ShownLink::getSigners)
                .extracting(ShownKey::getName)
                .containsExactly("alice", "bob");
        var verification = page().getContent().getVerifications().get(0);
        assertThat(verification.getSigners()).extracting(ShownKey::getName).containsExactly("owner");
        assertThat(verification.getSteps())
                .flatExtracting(ShownStep::getSigners)
                .extracting(ShownKey::getName)
                .containsExactly("alice", "bob");
    }

    @Test
    void aForgedSignatureDoesNotBorrowTheNameOfAKey() throws Exception {
        Files.writeString(linkOfSource(), Files.readString(linkOfSource()).replace("App.java", "Evil.java"));

        assertThat(page().getContent().getLinks().get(0).getSigners())
                .singleElement()
                .satisfies(signer -> assertThat(signer.getName()).isEmpty());
    }

    @Test
    void aLinkThatTheRunDidNotSignIsToldApart() throws Exception {
        var content = Files.readString(linkOfSource());
        Files.writeString(build.archive().resolve("forged.12345678.link"), content.replace("App.java", "Evil.java"));

        assertThat(page().getContent().getLinks())
                .filteredOn(link -> link.getFile().startsWith("forged"))
                .singleElement()
                .matches(link -> !link.isGenuine());
    }

    @Test
    void aDamagedLinkIsShownAsSuch() throws Exception {
        Files.writeString(linkOfSource(), "{");

        assertThat(page().getContent().getLinks().get(0).getProblem()).isNotEmpty();
        assertThat(page().getLink(linkOfSource().getFileName().toString())
                        .list(null, null, null)
                        .getTotal())
                .isZero();
    }

    @Test
    void onlyFilesThatTheArchiveListsAreOpened() throws Exception {
        Files.copy(linkOfSource(), build.archive().resolveSibling("outside.link"));

        assertThat(page().getLink("../outside.link")).isNull();
        assertThat(page().getLink("release.verification.json")).isNull();
        assertThat(page().getLink(linkOfSource().getFileName().toString())).isNotNull();
    }

    @Test
    void aVerificationIsShownStepByStep() {
        var verification = page().getContent().getVerifications().get(0);

        assertThat(verification.getProblem()).isNull();
        assertThat(verification.getSteps())
                .extracting(step ->
                        step.getName() + ": " + step.getVerdict() + ", " + step.getCounts() + ", " + step.getRules())
                .containsExactly("source: passed, 0 → 1, 1 of 1 holds", "package: passed, 1 → 2, 5 of 5 hold");
    }

    @Test
    void aReportThatWasReplacedIsNotShown() throws Exception {
        var report = build.archive().resolve("release.verification.json");
        Files.writeString(report, Files.readString(report).replace("PASSED", "FAILED"));

        var verification = page().getContent().getVerifications().get(0);
        assertThat(verification.getProblem()).contains("it was replaced");
        assertThat(verification.getSteps()).isEmpty();
        assertThat(verification.getSummary().isPassed()).isTrue();
    }

    @Test
    void thePictureIsNothingButAPicture() throws Exception {
        var answer = answer(page().doPicture("release"));

        assertThat(answer)
                .containsEntry("Content-Type", "image/svg+xml")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        assertThat(answer.get("")).startsWith("<svg").contains("source");
    }

    @Test
    void aPictureThatWasReplacedIsNotServed() throws Exception {
        Files.writeString(build.archive().resolve("release.verification.svg"), "<svg><script/></svg>");

        assertThat(answer(page().doPicture("release")))
                .hasEntrySatisfying(
                        "error", error -> assertThat(error).startsWith("404 ").contains("it was replaced"));
    }

    @Test
    void noOtherFileIsServedAsAPicture() {
        assertThatThrownBy(() -> page().doPicture("../../build"))
                .isInstanceOf(HttpResponses.HttpResponseException.class);
    }

    @Test
    void theProposedLayoutIsOneThatTheLinksSatisfy() throws Exception {
        var answer = answer(page().getProposal().download(new ReadingBudget()));

        assertThat(answer)
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Content-Disposition", "attachment; filename=\"app.layout\"")
                .containsEntry("X-Content-Type-Options", "nosniff");
        var layout = (Layout)
                EnvelopeReader.read(answer.get("").getBytes(StandardCharsets.UTF_8), "app.layout", JsonLimits.DEFAULT)
                        .payload();
        assertThat(layout.steps()).extracting(step -> step.name()).containsExactly("source", "package");
        assertThat(layout.readme()).startsWith("Proposed from the links of app #1");
    }

    @Test
    void theProposalAsksWhichCredentialSignsAStep() throws Exception {
        var proposal = page().getProposal();
        assertThat(proposal.getSteps()).extracting(ProposedStep::getName).containsExactly("source", "package");
        assertThat(proposal.getSteps().get(0).getSigners())
                .extracting(ShownKey::getName)
                .containsExactly("alice");
        assertThat(proposal.getCredentials()).extracting(option -> option.value).contains("alice", "bob");

        var file = proposal.file(new ReadingBudget(), "bob", "");

        var layout = (Layout)
                EnvelopeReader.read(file, "app.layout", JsonLimits.DEFAULT).payload();
        assertThat(layout.steps().get(0).pubkeys())
                .containsExactly(BuildWithSteps.BOB.publicKey().keyId());
        assertThat(layout.steps().get(1).pubkeys())
                .isEqualTo(((Layout) EnvelopeReader.read(
                                        proposal.file(new ReadingBudget()), "app.layout", JsonLimits.DEFAULT)
                                .payload())
                        .steps()
                        .get(1)
                        .pubkeys());
    }

    /** The answer must not tell which credentials there are. */
    @Test
    void aCredentialThatIsNotOfferedCannotBeChosen() {
        build.jenkins.allowing((who, permission) -> permission == Item.READ || permission == Run.ARTIFACTS);

        asSomebody(() -> {
            assertThat(page().getProposal().getCredentials()).isEmpty();
            assertThatThrownBy(() -> page().getProposal().file(new ReadingBudget(), "bob", ""))
                    .isInstanceOf(Failure.class)
                    .hasMessageStartingWith("One of the chosen credentials is not among those offered");
        });
    }

    @Test
    void anAdministratorCanOpenTheFormWithTheProposal() throws Exception {
        var proposal = page().getProposal();
        var drafts = new ProposedDrafts();

        var draft = drafts.draft(proposal.getDraft(), List.of("bob", "")).orElseThrow();

        assertThat(draft.getName()).isEqualTo("app");
        assertThat(draft.getLayout())
                .contains(
                        "\"name\": \"source\"",
                        BuildWithSteps.BOB.publicKey().keyId().value());
        for (var other : List.of("app#2", "app", "other#1", "app#x")) {
            assertThat(drafts.draft(other, List.of())).as(other).isEmpty();
        }

        build.jenkins.allowing((who, permission) -> permission != Jenkins.ADMINISTER);
        asSomebody(() -> assertThat(page().getProposal().getDraft()).isNull());
    }

    @Test
    void aLinkThatTheRunDidNotSignIsNotPartOfAProposal() throws Exception {
        Files.writeString(linkOfSource(), Files.readString(linkOfSource()).replace("App.java", "Evil.java"));

        assertThatThrownBy(() -> page().getProposal().download(new ReadingBudget()))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("No layout can be proposed: source.");
    }

    @Test
    void whoMayNotReadTheJobGetsNothing() {
        build.jenkins.allowing((who, permission) -> permission != Item.READ);

        asSomebody(() -> {
            assertThatThrownBy(() -> page().doPicture("release")).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> page().getProposal().doDownload(null)).isInstanceOf(AccessDeniedException.class);
        });
    }

    @Test
    void whoMayNotSeeArtifactsDoesNotSeeThePageIfThatIsAPermission() {
        System.setProperty("hudson.security.ArtifactsPermission", "true");
        build.jenkins.allowing((who, permission) -> permission != Run.ARTIFACTS);

        asSomebody(
                () -> assertThatThrownBy(() -> build.action().getTarget()).isInstanceOf(AccessDeniedException.class));
    }

    @Test
    void nothingLeadsThoseWhoWouldBeTurnedAwayToThePage() {
        System.setProperty("hudson.security.ArtifactsPermission", "true");
        assertThat(build.action().getIconFileName()).isNotNull();
        assertThat(build.action().isReadable()).isTrue();
        build.jenkins.allowing((who, permission) -> permission != Run.ARTIFACTS);

        asSomebody(() -> {
            assertThat(build.action().getIconFileName()).isNull();
            assertThat(build.action().isReadable()).isFalse();
        });
    }

    @Test
    void aLayoutIsProposedAsLongAsTheLinksAreArchived() throws Exception {
        assertThat(page().isProposing()).isTrue();

        Files.delete(linkOfSource());
        assertThat(page().isProposing()).isFalse();
    }

    @SuppressWarnings("try")
    private static void asSomebody(Runnable test) {
        try (var ignored = ACL.as2(new LocalUser("somebody"))) {
            test.run();
        }
    }

    @Test
    void aListOfAttestationsThatIsCutSaysSo() throws Exception {
        var subjects = IntStream.rangeClosed(0, AttestationIndex.MOST)
                .mapToObj(i -> ResourceDescriptor.of("f" + i, DigestMap.of(Map.of("sha256", "%064x".formatted(i)))))
                .toList();
        var statement = Statement.of(subjects, "https://example.com/test/v1", new TreeMap<>());
        var line = new ArchiveWriter.SignedLine(
                "{}".getBytes(StandardCharsets.UTF_8), statement, new KeyId("ab"), new KeyNames.Name("key", ""));
        assertThat(page().getAttestations().isCut()).isFalse();

        new ArchiveWriter(build.run).putLines(Origin.of("9"), Map.of("all.jsonl", line), build.listener());

        assertThat(page().getAttestations().isCut()).isTrue();
        var last = "%064x".formatted(AttestationIndex.MOST);
        assertThat(new AttestationIndex(build.run).entriesOf(last)).hasSize(1);
        assertThat(new AttestationIndex(build.run).bundlesOf(Set.of(last))).containsExactly("all.jsonl");
    }

    /** By this clock everything that is read takes a second and a half. */
    private static ReadingBudget slow() {
        var time = new AtomicLong();
        return new ReadingBudget(() -> time.getAndAdd(TimeUnit.MILLISECONDS.toNanos(1_500)));
    }

    @Test
    void whatTakesTooLongToReadIsLeftToAnotherRequest() {
        var links = new ShownLinks(build.action());

        assertThat(links.all(slow())).extracting(ShownLink::isPending).containsExactly(false, true);
        assertThat(links.all(slow()).get(1).isPending()).isFalse();
        assertThat(links.find(linkName("package")).map(opened -> opened.shown().isPending()))
                .hasValue(false);
    }

    @Test
    void reportsAndLinksThatTakeTooLongTogetherAreLeftToOtherRequests() throws Exception {
        build.verifyAndReport();
        var page = page();

        for (int read = 1; read <= 4; read++) {
            var content = page.content(slow());
            assertThat(content.getVerifications())
                    .extracting(ShownVerification::isPending)
                    .containsExactly(false, read < 2);
            assertThat(content.getVerifications())
                    .extracting(ShownVerification::getProblem)
                    .containsOnlyNulls();
            assertThat(content.getLinks()).extracting(ShownLink::isPending).containsExactly(read < 3, read < 4);
        }
    }

    @Test
    void aReportIsReadOnceUnlessItIsReplaced() throws Exception {
        var page = page();
        var first = page.getContent().getVerifications().get(0);
        assertThat(page.getContent().getVerifications().get(0)).isSameAs(first);

        Files.writeString(build.archive().resolve("release.verification.json"), "{}");

        assertThat(page.getContent().getVerifications().get(0).getProblem()).contains("it was replaced");
    }

    @Test
    void aLayoutWhoseLinksTakeTooLongToReadIsProposedInLaterRequests() throws Exception {
        var page = page();

        assertThatThrownBy(() -> page.getProposal().download(slow()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("1 of 2 links");
        assertThat(answer(page.getProposal().download(slow()))).containsEntry("Content-Type", "application/json");
    }

    @Test
    void ofLinksThatAreTooLargeToBeKeptNoLayoutIsProposedHoweverOftenItIsAskedFor() {
        assertThatThrownBy(() -> ProposedLayout.of(build.action().state(), new ReadFiles(10), slow()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("too large together");
    }

    private String linkName(String step) {
        return page().getContent().getLinks().stream()
                .map(ShownLink::getFile)
                .filter(file -> file.startsWith(step))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasReadIsKeptUnlessTheFileIsReplacedEvenWhileTheBuildGoesOn() throws Exception {
        var links = new ShownLinks(build.action());
        var first = links.all(new ReadingBudget()).get(0);

        assertThat(build.run.isBuilding()).isTrue();
        assertThat(links.all(new ReadingBudget()).get(0)).isSameAs(first);

        Files.writeString(linkOfSource(), "{}");
        assertThat(links.all(new ReadingBudget()).get(0)).isNotSameAs(first);
    }
}
