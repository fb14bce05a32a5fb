package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.model.Link;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactListingTest {
    private static final Link LINK = SampleLink.of("a=1 b/Kept=1 c=1 z=1 -> a=2 b/Kept=1 d=1 z=1");

    private static ArtifactListing list(Link link, String query, String show, String page) {
        return ArtifactListing.of(LinkArtifacts.of(link, true), query, show, page);
    }

    @Test
    void eachArtifactIsListedOnceWithWhatBecameOfIt() {
        assertThat(list(LINK, "", "all", "1").getRows())
                .extracting(row -> row.getPath() + " " + row.getChange())
                .containsExactly("a modified", "b/Kept unchanged", "c deleted", "d created", "z unchanged");
    }

    @Test
    void theChangesAreCounted() {
        assertThat(LinkArtifacts.of(LINK, true).changes())
                .isEqualTo(Map.of(
                        ArtifactComparison.Change.MODIFIED, 1,
                        ArtifactComparison.Change.UNCHANGED, 2,
                        ArtifactComparison.Change.DELETED, 1,
                        ArtifactComparison.Change.CREATED, 1));
    }

    @Test
    void onlyWhatThePatternsWouldHaveTakenIsDeletedOrCreated() {
        var link = SampleLink.recording(
                "src/A=1 target/old.jar=1 -> target/new.jar=2 target/app.jar=1",
                List.of("src/**", "target/*.jar"),
                List.of("target/**"));
        var before = SampleLink.recording("src/A=1 -> target/app.jar=1", List.of("src/**"), List.of("target/*.jar"));

        assertThat(list(link, "", "all", "1").getRows())
                .extracting(row -> row.getPath() + " " + row.getChange())
                .containsExactly(
                        "src/A not among the products",
                        "target/app.jar created",
                        "target/new.jar created",
                        "target/old.jar deleted");
        assertThat(list(before, "", "all", "1").getRows())
                .extracting(row -> row.getPath() + " " + row.getChange())
                .containsExactly("src/A not among the products", "target/app.jar not among the materials");
        assertThat(list(before, "", "changed", "1").getTotal()).isZero();
        assertThat(list(before, "", "material_only", "1").getTotal()).isEqualTo(1);
        assertThat(list(before, "", "products", "1").getTotal()).isEqualTo(1);
    }

    @Test
    void ofALinkThatDoesNotSayWhatItRecordedNothingIsCalledCreatedOrDeleted() {
        var link = SampleLink.foreign("a=1 b=1 c=1 -> b=1 c=2 d=1");

        assertThat(list(link, "", "all", "1").getRows())
                .extracting(row -> row.getPath() + " " + row.getChange())
                .containsExactly("a not among the products", "b unchanged", "c modified", "d not among the materials");
    }

    @Test
    void whatALinkThatTheRunDidNotSignSaysOfItselfDoesNotCount() {
        var link = new ShownLink("build.12345678.link", false, LINK, List.of());

        assertThat(link.getDeleted()).isZero();
        assertThat(link.getMaterialsOnly()).isEqualTo(1);
        assertThat(link.getProductsOnly()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "all,5",
        "changed,3",
        "created,1",
        "modified,1",
        "deleted,1",
        "unchanged,2",
        "materials,4",
        "products,4",
        "nonsense,5"
    })
    void aChoiceShowsThatMany(String show, int number) {
        assertThat(list(LINK, "", show, "1").getTotal()).isEqualTo(number);
    }

    @Test
    void pathsAreSearchedWhateverTheirCase() {
        assertThat(list(LINK, "kEPT", "all", "1").getRows())
                .singleElement()
                .extracting(ArtifactRow::getPath)
                .isEqualTo("b/Kept");
    }

    @Test
    void digestsAreSearchedByTheirBeginning() {
        var beginning = SampleLink.digest("2").asMap().get("sha256").substring(0, 10);

        assertThat(list(LINK, beginning, "all", "1").getRows())
                .singleElement()
                .extracting(ArtifactRow::getPath)
                .isEqualTo("a");
    }

    @Test
    void theDigestsOfBothSidesAreShown() {
        var row = list(LINK, "", "created", "1").getRows().get(0);

        assertThat(row.getMaterial()).isEmpty();
        assertThat(row.getProduct()).matches("sha256:[0-9a-f]{12}…");
        assertThat(row.getProductDigests()).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void aHundredThousandArtifactsArePagedThrough() {
        var last = list(SampleLink.making(100_000), "", "all", "500");

        assertThat(last.getRows())
                .hasSize(200)
                .last()
                .extracting(ArtifactRow::getPath)
                .isEqualTo("file-099999");
        assertThat(last.getFrom()).isEqualTo(99_801);
        assertThat(last.getTo()).isEqualTo(100_000);
        assertThat(last.getNext()).isNull();
        assertThat(last.getPrevious()).isEqualTo("?q=&show=all&page=499");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "99999999999", "1e3"})
    void whatIsNoPageIsTheFirst(String page) {
        assertThat(list(LINK, "", "all", page).getPage()).isEqualTo(1);
    }

    @Test
    void aPageBehindTheLastIsTheLast() {
        assertThat(list(SampleLink.making(201), "", "all", "9").getRows()).hasSize(1);
    }

    @Test
    void whatIsSearchedForIsPartOfTheNextPagesAddress() {
        var listing = list(SampleLink.making(500), "file-\"&<", "all", "1");

        assertThat(listing.getTotal()).isZero();
        assertThat(list(SampleLink.making(500), "File 0", "all", "1").getNext()).isNull();
        assertThat(list(SampleLink.making(500), "E-0", "created", "2").getNext())
                .isEqualTo("?q=E-0&show=created&page=3");
    }

    @Test
    void noPathCanBreakALineOrHide() {
        var link = SampleLink.of("-> a\nb\u202Ec=1");

        assertThat(list(link, "", "all", "1").getRows())
                .singleElement()
                .extracting(ArtifactRow::getPath)
                .isEqualTo("a\\u000ab\\u202ec");
    }
}
