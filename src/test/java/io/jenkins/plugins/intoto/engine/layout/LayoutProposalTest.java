package io.jenkins.plugins.intoto.engine.layout;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.MALLORY;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.NOW;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.link;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.model.Step;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutProposalTest {
    private static final Instant EXPIRES = NOW.plusSeconds(1000);

    private static SignedLink by(SigningKey functionary, Link link) {
        return new SignedLink(link, functionary.publicKey());
    }

    private static LayoutProposal propose(SignedLink... links) throws ProposalException {
        return LayoutProposal.of(List.of(links), EXPIRES, "words");
    }

    private static LayoutProposal propose(Link... links) throws ProposalException {
        var signed = new ArrayList<SignedLink>();
        for (var link : links) {
            signed.add(by(ALICE, link));
        }
        return LayoutProposal.of(signed, EXPIRES, "");
    }

    private static List<String> materials(Step step) {
        return step.expectedMaterials().stream().map(ArtifactRule::text).toList();
    }

    private static List<String> products(Step step) {
        return step.expectedProducts().stream().map(ArtifactRule::text).toList();
    }

    private static Step last(LayoutProposal proposal) {
        var steps = proposal.layout().steps();
        return steps.get(steps.size() - 1);
    }

    @Test
    void theLinksSatisfyTheLayout() throws Exception {
        var write = link("write", Artifacts.NONE, artifacts("src/a", "src/b", "pom"));
        var build = link("build", artifacts("src/a", "src/b", "pom"), artifacts("src/a", "src/b<-2", "pom", "out/jar"));
        var pack = link("pack", artifacts("out/jar"), artifacts("app.tar"));
        var proposal = propose(by(ALICE, write), by(BOB, build), by(ALICE, pack));

        var chain = new SupplyChain().expires(EXPIRES);
        chain.key(ALICE).key(BOB);
        proposal.layout().steps().forEach(chain::step);
        chain.record(ALICE, write).record(BOB, build).record(ALICE, pack);
        assertThat(chain.verify().failures()).isEmpty();
        assertThat(proposal.remarks()).isEmpty();
    }

    @Test
    void stepsHaveTheirFunctionariesAndCommands() throws Exception {
        var compile = new Link("compile", List.of("make", "all"), Artifacts.NONE, artifacts("a"), Map.of(), Map.of());
        var layout = propose(by(BOB, compile)).layout();

        assertThat(layout.expires()).isEqualTo(EXPIRES);
        assertThat(layout.readme()).isEqualTo("words");
        assertThat(layout.keys()).containsOnlyKeys(BOB.publicKey().keyId());
        var step = layout.steps().get(0);
        assertThat(step.pubkeys()).containsExactly(BOB.publicKey().keyId());
        assertThat(step.threshold()).isEqualTo(1);
        assertThat(step.expectedCommand()).containsExactly("make", "all");
    }

    @Test
    void materialsMatchTheProductsOfTheStepBefore() throws Exception {
        var proposal =
                propose(link("write", Artifacts.NONE, artifacts("a")), link("pack", artifacts("a"), Artifacts.NONE));

        assertThat(materials(last(proposal))).containsExactly("MATCH * WITH PRODUCTS FROM write", "DISALLOW *");
    }

    @Test
    void materialsFromSeveralStepsMatchEachNearestFirst() throws Exception {
        var proposal = propose(
                link("one", Artifacts.NONE, artifacts("a", "b<-1")),
                link("two", artifacts("b<-1"), artifacts("b<-2")),
                link("three", artifacts("a", "b<-2"), Artifacts.NONE));

        assertThat(materials(last(proposal)))
                .containsExactly("MATCH * WITH PRODUCTS FROM two", "MATCH * WITH PRODUCTS FROM one", "DISALLOW *");
    }

    @Test
    void materialsThatAnEarlierStepUsedTooMatchItsMaterials() throws Exception {
        var proposal = propose(
                link("build", artifacts("src/a"), artifacts("jar")),
                link("test", artifacts("src/a", "jar"), artifacts("log")));

        assertThat(materials(last(proposal)))
                .containsExactly("MATCH * WITH PRODUCTS FROM build", "MATCH * WITH MATERIALS FROM build", "DISALLOW *");
    }

    @Test
    void materialsFromOutsideAreNamed() throws Exception {
        var proposal = propose(link("build", artifacts("src/a", "src/b", "src/c", "src/x/d", "pom"), artifacts("jar")));

        assertThat(materials(last(proposal))).containsExactly("ALLOW pom", "ALLOW src/*", "DISALLOW *");
        assertThat(proposal.remarks()).isEmpty();
    }

    @Test
    void materialsThatWereChangedInBetweenAreRemarkedOn() throws Exception {
        var proposal = propose(
                link("write", Artifacts.NONE, artifacts("a", "b")),
                link("pack", artifacts("a", "b<-evil"), artifacts("z")));

        assertThat(materials(last(proposal)))
                .containsExactly("MATCH * WITH PRODUCTS FROM write", "ALLOW b", "DISALLOW *");
        assertThat(proposal.remarks())
                .containsExactly("step 'pack' uses what was changed after the steps before it, which is allowed"
                        + " explicitly: b");
    }

    @Test
    void laterMaterialsFromOutsideAreRemarkedOn() throws Exception {
        var proposal = propose(
                link("write", Artifacts.NONE, artifacts("a")), link("pack", artifacts("a", "tool"), artifacts("z")));

        assertThat(materials(last(proposal))).contains("ALLOW tool");
        assertThat(proposal.remarks())
                .containsExactly("step 'pack' uses what comes from no step before it, which is allowed explicitly");
    }

    @Test
    void stepsThatNothingTiesTogetherAreRemarkedOn() throws Exception {
        var proposal =
                propose(link("write", Artifacts.NONE, artifacts("a")), link("pack", artifacts("x"), artifacts("z")));

        assertThat(materials(last(proposal))).containsExactly("ALLOW x", "DISALLOW *");
        assertThat(proposal.remarks())
                .containsExactly(
                        "step 'pack' uses nothing of the steps before it, so nothing ties it to them",
                        "no later step uses what step 'write' produces");
    }

    @Test
    void productsAreWhatTheStepKeptModifiedAndCreated() throws Exception {
        var proposal = propose(link("s", artifacts("kept", "changed<-1"), artifacts("kept", "changed<-2", "new")));

        assertThat(products(last(proposal)))
                .containsExactly("MATCH * WITH MATERIALS FROM s", "MODIFY changed", "CREATE new", "DISALLOW *");
    }

    @Test
    void manyFilesOfADirectoryBecomeOnePattern() throws Exception {
        var proposal = propose(
                link("s", Artifacts.NONE, artifacts("a/b/1", "a/b/2", "a/b/c/3", "a/b/c/4", "d/1", "/abs/1", "../up")));

        assertThat(products(last(proposal)))
                .containsExactly("CREATE ../up", "CREATE /abs/1", "CREATE a/b/*", "CREATE d/1", "DISALLOW *");
    }

    /** Rules that name each file would stop the next build that has one more. */
    @Test
    void oneMoreFileOfAnExtensionNeedsNoNewLayout() throws Exception {
        var first =
                link("build", artifacts("pom.xml", "src/main/a.java", "src/test/b.json"), artifacts("out/app-1.jar"));
        var proposal = propose(by(ALICE, first));
        var next = link(
                "build",
                artifacts("pom.xml", "src/main/a.java", "src/main/c.java", "src/test/b.json"),
                artifacts("out/app-2.jar"));

        assertThat(materials(last(proposal)))
                .containsExactly("ALLOW pom.xml", "ALLOW src/*.java", "ALLOW src/*.json", "DISALLOW *");
        assertThat(products(last(proposal))).containsExactly("CREATE out/*.jar", "DISALLOW *");
        assertThat(verified(proposal, next)).isEmpty();
    }

    @Test
    void noPatternIsWiderThanADirectoryOrAnExtensionThatWasSeen() throws Exception {
        var proposal =
                propose(link("s", Artifacts.NONE, artifacts("a/b/x.java", "a/b/Makefile", "a/b/.env", "c/d.tar.gz")));

        assertThat(products(last(proposal)))
                .containsExactly(
                        "CREATE a/b/.env", "CREATE a/b/Makefile", "CREATE a/b/*.java", "CREATE c/*.gz", "DISALLOW *");
    }

    @Test
    void manyExtensionsBecomeTheirDirectory() throws Exception {
        var proposal =
                propose(link("s", Artifacts.NONE, artifacts("a/1.b", "a/2.c", "a/3.d", "a/4.e", "a/5.f", "g/6.h")));

        assertThat(products(last(proposal))).containsExactly("CREATE a/*", "CREATE g/*.h", "DISALLOW *");
    }

    /** A pattern would let in others that were changed. */
    @Test
    void whatWasChangedInBetweenIsAllowedByNameAlone() throws Exception {
        var proposal = propose(
                link("write", Artifacts.NONE, artifacts("src/a.java", "src/b.java")),
                link("pack", artifacts("src/a.java", "src/b.java<-evil"), artifacts("z")));

        assertThat(materials(last(proposal)))
                .containsExactly("MATCH * WITH PRODUCTS FROM write", "ALLOW src/b.java", "DISALLOW *");
    }

    @Test
    void tooManyPatternsBecomeOneForAll() throws Exception {
        var words = new String[21];
        for (int i = 0; i < words.length; i++) {
            words[i] = "directory" + i + "/file";
        }

        assertThat(products(last(propose(link("s", Artifacts.NONE, artifacts(words))))))
                .containsExactly("CREATE *", "DISALLOW *");
    }

    @Test
    void manyFilesOutsideOfDirectoriesBecomeOnePatternThatHoldsForNoDirectory() throws Exception {
        var words = new String[11];
        for (int i = 0; i < words.length; i++) {
            words[i] = "file" + i;
        }

        assertThat(products(last(propose(link("s", Artifacts.NONE, artifacts(words))))))
                .containsExactly("DISALLOW */*", "CREATE *", "DISALLOW *");
    }

    /** As in many projects in Go. An asterisk matches slashes too, so directories are closed before. */
    @Test
    void sourcesOutsideOfDirectoriesAreAllowedByTheirExtension() throws Exception {
        var first = link(
                "build",
                artifacts("go.mod", "main.go", "main_test.go", "lib/a.go", "/opt/b.go", "/c.go", "/d.go"),
                artifacts("go.mod<-2", "main.go<-2", "main_test.go<-2", "out/app"));
        var proposal = propose(by(ALICE, first));

        assertThat(materials(last(proposal)))
                .containsExactly(
                        "ALLOW /c.go",
                        "ALLOW /d.go",
                        "ALLOW go.mod",
                        "ALLOW /opt/*.go",
                        "ALLOW lib/*.go",
                        "DISALLOW */*",
                        "ALLOW *.go",
                        "DISALLOW *");
        assertThat(products(last(proposal)))
                .containsExactly("MODIFY go.mod", "CREATE out/app", "DISALLOW */*", "MODIFY *.go", "DISALLOW *");
        assertThat(verified(proposal, first)).isEmpty();
        assertThat(verified(
                        proposal,
                        link(
                                "build",
                                artifacts("go.mod", "main.go", "main_test.go", "new.go", "lib/new.go"),
                                artifacts("go.mod<-2", "main.go<-2", "new.go<-2", "out/app"))))
                .isEmpty();
        assertThat(verified(proposal, link("build", artifacts("evil/new.go"), Artifacts.NONE)))
                .hasSize(1);
    }

    private static List<?> verified(LayoutProposal proposal, Link link) throws Exception {
        var chain = new SupplyChain().expires(EXPIRES).key(ALICE);
        proposal.layout().steps().forEach(chain::step);
        return chain.record(ALICE, link).verify().failures();
    }

    @Test
    void charactersOfPatternsAreTakenAsTheyAre() throws Exception {
        var proposal = propose(link("s", Artifacts.NONE, artifacts("a[1]*?", "b{x}")));

        assertThat(products(last(proposal))).containsExactly("CREATE a[[]1][*][?]", "CREATE b?x?", "DISALLOW *");
    }

    @Test
    void functionariesWhoAgreeAreAllNeeded() throws Exception {
        var link = link("s", Artifacts.NONE, artifacts("a"));

        var step = last(propose(by(ALICE, link), by(BOB, link)));

        assertThat(step.threshold()).isEqualTo(2);
        assertThat(step.pubkeys())
                .containsExactly(ALICE.publicKey().keyId(), BOB.publicKey().keyId());
    }

    @Test
    void oneFunctionaryCountsOnce() throws Exception {
        var link = link("s", Artifacts.NONE, artifacts("a"));

        assertThat(last(propose(by(ALICE, link), by(ALICE, link))).threshold()).isEqualTo(1);
    }

    @Test
    void anotherFunctionaryTakesThePlaceOfThoseWhoSigned() throws Exception {
        var one = link("one", Artifacts.NONE, artifacts("a"));
        var two = link("two", artifacts("a"), artifacts("b"));
        var proposal = propose(by(ALICE, one), by(BOB, one), by(ALICE, two));

        var layout = proposal.signedBy(Map.of("one", BOB.publicKey())).layout();

        assertThat(layout.steps().get(0).pubkeys())
                .containsExactly(BOB.publicKey().keyId());
        assertThat(layout.steps().get(0).threshold()).isEqualTo(1);
        assertThat(layout.steps().get(0).expectedProducts())
                .isEqualTo(proposal.layout().steps().get(0).expectedProducts());
        assertThat(layout.steps().get(1)).isEqualTo(proposal.layout().steps().get(1));
        assertThat(proposal.signedBy(Map.of("one", BOB.publicKey(), "two", BOB.publicKey()))
                        .layout()
                        .keys())
                .containsOnlyKeys(BOB.publicKey().keyId());
    }

    @Test
    void linksThatDisagreeMakeNoLayout() {
        assertThatThrownBy(() -> propose(
                        by(ALICE, link("s", Artifacts.NONE, artifacts("a<-1"))),
                        by(BOB, link("s", Artifacts.NONE, artifacts("a<-2")))))
                .isInstanceOf(ProposalException.class)
                .hasMessage("the links of step 's' report different products");
    }

    @Test
    void noLinksMakeNoLayout() {
        assertThatThrownBy(() -> LayoutProposal.of(List.of(), EXPIRES, "")).isInstanceOf(ProposalException.class);
    }

    private static SignedLink found(Link link, String fileName, SigningKey signer, SigningKey... candidates)
            throws ProposalException {
        return SignedLink.of(
                signed(link, "links/" + fileName, signer),
                fileName,
                List.of(candidates).stream().map(SigningKey::publicKey).toList(),
                NOW);
    }

    @Test
    void whoSignedALinkIsFoundOut() throws Exception {
        var link = link("s", Artifacts.NONE, Artifacts.NONE);
        var file = LinkFileNames.link("s", BOB.publicKey().keyId());

        assertThat(found(link, file, BOB, ALICE, BOB).functionary()).isEqualTo(BOB.publicKey());
    }

    @Test
    void theLayoutListsAKeyUnderTheIdThatNamesTheFile() throws Exception {
        var link = link("s", Artifacts.NONE, Artifacts.NONE);
        var current = BOB.publicKey().idUnder(KeyIdRule.CURRENT);

        var functionary =
                found(link, LinkFileNames.link("s", current), BOB, BOB).functionary();

        assertThat(functionary.keyId()).isEqualTo(current);
        assertThat(functionary.toJson()).containsEntry("keyid", current.value());
        assertThat(functionary.materialFingerprint()).isEqualTo(BOB.publicKey().materialFingerprint());
    }

    @Test
    void aLinkOfAStrangerMakesNoLayout() {
        var link = link("s", Artifacts.NONE, Artifacts.NONE);
        var file = LinkFileNames.link("s", MALLORY.publicKey().keyId());

        assertThatThrownBy(() -> found(link, file, MALLORY, ALICE, BOB))
                .isInstanceOf(ProposalException.class)
                .hasMessageContaining("links/" + file)
                .hasMessageContaining("no valid signature by any of the given keys")
                .hasMessageContaining(MALLORY.publicKey().keyId().value());
    }

    @Test
    void aFileThatIsNamedAfterAnotherStepMakesNoLayout() {
        var link = link("s", Artifacts.NONE, Artifacts.NONE);

        assertThatThrownBy(() ->
                        found(link, LinkFileNames.link("t", BOB.publicKey().keyId()), BOB, BOB))
                .isInstanceOf(ProposalException.class)
                .hasMessageContaining("expect it in the file s.");
    }

    @Test
    void aLayoutInPlaceOfALinkMakesNoLayout() {
        var layout = new SupplyChain().layout();

        assertThatThrownBy(() -> SignedLink.of(signed(layout, "x", BOB), "x", List.of(BOB.publicKey()), NOW))
                .isInstanceOf(ProposalException.class)
                .hasMessage("x: is a layout, no link");
    }
}
