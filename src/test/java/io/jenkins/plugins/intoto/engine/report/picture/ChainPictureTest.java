package io.jenkins.plugins.intoto.engine.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.model.ArtifactSide;
import io.jenkins.plugins.intoto.engine.report.picture.ChainPicture.Arrow;
import io.jenkins.plugins.intoto.engine.report.picture.SvgCanvas.Point;
import io.jenkins.plugins.intoto.engine.verify.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChainPictureTest {
    /** A rectangle; touching is not meeting. */
    private record Frame(int left, int top, int right, int bottom) {
        boolean meets(Frame other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /** A vertical or horizontal piece of an arrow. */
    private record Piece(ChainEdge edge, Point from, Point to) {
        Frame frame() {
            return new Frame(
                    Math.min(from.x(), to.x()),
                    Math.min(from.y(), to.y()),
                    Math.max(from.x(), to.x()),
                    Math.max(from.y(), to.y()));
        }

        boolean isHorizontal() {
            return from.y() == to.y();
        }

        /** Whether both lie on one line and share more than a point of it. */
        boolean runsAlong(Piece other) {
            var a = frame();
            var b = other.frame();
            if (isHorizontal() != other.isHorizontal()) {
                return false;
            }
            return isHorizontal()
                    ? a.top() == b.top() && a.left() < b.right() && b.left() < a.right()
                    : a.left() == b.left() && a.top() < b.bottom() && b.top() < a.bottom();
        }
    }

    private static ChainNode step(String name) {
        return new ChainNode(name, ChainNode.Kind.STEP, Verdict.PASSED, List.of("fact"), List.of());
    }

    private static ChainNode inspection(String name) {
        return new ChainNode(name, ChainNode.Kind.INSPECTION, Verdict.PASSED, List.of("fact"), List.of());
    }

    private static ChainEdge edge(int from, int to) {
        return new ChainEdge(
                from,
                to,
                ArtifactSide.PRODUCTS,
                ArtifactSide.MATERIALS,
                new ChainEdge.Flow(ChainEdge.State.HOLDS, 1, 0, false));
    }

    private static ChainGraph graph(int steps, ChainEdge... edges) {
        return new ChainGraph(
                IntStream.range(0, steps).mapToObj(i -> step("step" + i)).toList(), Arrays.asList(edges), 0, 0);
    }

    /** A graph of any shape: cycles, far and near edges in both directions, boxes with and without notes. */
    private static ChainGraph random(int steps, long seed) {
        var random = new Random(seed);
        var nodes = new ArrayList<ChainNode>();
        for (int i = 0; i < steps; i++) {
            var notes = new ArrayList<ChainNode.Note>();
            for (int j = random.nextInt(8) - 5; j > 0; j--) {
                notes.add(new ChainNode.Note(Tone.BAD, "some words ".repeat(1 + random.nextInt(20))));
            }
            nodes.add(new ChainNode(
                    "step" + i,
                    i > steps - 2 && random.nextBoolean() ? ChainNode.Kind.INSPECTION : ChainNode.Kind.STEP,
                    Verdict.values()[random.nextInt(3)],
                    Collections.nCopies(random.nextInt(5), "a fact"),
                    notes));
        }
        var edges = new LinkedHashMap<String, ChainEdge>();
        for (int i = random.nextInt(3 * steps); i > 0; i--) {
            int from = random.nextInt(steps);
            int to = random.nextInt(6) > 0 ? Math.min(steps - 1, from + 1 + random.nextInt(3)) : random.nextInt(steps);
            var side = ArtifactSide.values()[random.nextInt(2)];
            if (from != to) {
                edges.put(
                        from + " " + to + side,
                        new ChainEdge(
                                from,
                                to,
                                side,
                                ArtifactSide.values()[random.nextInt(2)],
                                new ChainEdge.Flow(
                                        ChainEdge.State.values()[random.nextInt(3)],
                                        random.nextInt(100_000),
                                        random.nextInt(20),
                                        random.nextBoolean())));
            }
        }
        return new ChainGraph(nodes, List.copyOf(edges.values()), 0, 0);
    }

    private static List<Frame> boxes(ChainPicture picture) {
        return picture.boxes().stream()
                .map(box -> new Frame(
                        box.x(),
                        box.y(),
                        box.x() + ChainBox.WIDTH,
                        box.y() + box.height() + box.content().notesHeight()))
                .toList();
    }

    private static List<Frame> labels(ChainPicture picture) {
        return picture.arrows().stream()
                .map(arrow -> {
                    int half = ChainGutters.labelWidth(arrow.edge()) / 2;
                    var label = arrow.label();
                    return new Frame(label.x() - half, label.y() - 15, label.x() + half, label.y() + 16);
                })
                .toList();
    }

    private static List<Piece> pieces(Arrow arrow) {
        return IntStream.range(1, arrow.points().size())
                .mapToObj(i -> new Piece(
                        arrow.edge(), arrow.points().get(i - 1), arrow.points().get(i)))
                .toList();
    }

    private static List<Piece> pieces(ChainPicture picture) {
        return picture.arrows().stream()
                .flatMap(arrow -> pieces(arrow).stream())
                .toList();
    }

    @Property(tries = 300)
    void boxesAndLabelsDoNotOverlap(@ForAll @IntRange(min = 1, max = 24) int steps, @ForAll long seed) {
        var picture = ChainPicture.of(random(steps, seed));
        var frames = new ArrayList<>(boxes(picture));
        frames.addAll(labels(picture));
        for (int i = 0; i < frames.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(frames.get(i).meets(frames.get(j)))
                        .as("%s and %s", frames.get(i), frames.get(j))
                        .isFalse();
            }
        }
    }

    @Property(tries = 300)
    void everythingLiesWithinThePicture(@ForAll @IntRange(min = 1, max = 24) int steps, @ForAll long seed) {
        var picture = ChainPicture.of(random(steps, seed));
        var frames = new ArrayList<>(boxes(picture));
        frames.addAll(labels(picture));
        pieces(picture).forEach(piece -> frames.add(piece.frame()));
        assertThat(frames)
                .allMatch(frame -> frame.left() >= 0
                        && frame.top() >= 0
                        && frame.right() <= picture.width()
                        && frame.bottom() <= picture.height());
    }

    @Property(tries = 300)
    void noArrowRunsThroughABox(@ForAll @IntRange(min = 1, max = 24) int steps, @ForAll long seed) {
        var picture = ChainPicture.of(random(steps, seed));
        for (var box : boxes(picture)) {
            assertThat(pieces(picture)).noneMatch(piece -> piece.frame().meets(box));
        }
    }

    @Property(tries = 300)
    void noUprightPieceOfAnArrowRunsThroughALabel(@ForAll @IntRange(min = 1, max = 24) int steps, @ForAll long seed) {
        var picture = ChainPicture.of(random(steps, seed));
        for (var label : labels(picture)) {
            assertThat(pieces(picture))
                    .noneMatch(piece -> !piece.isHorizontal()
                            && piece.frame().left() > label.left()
                            && piece.frame().left() < label.right()
                            && piece.frame().top() < label.bottom()
                            && label.top() < piece.frame().bottom());
        }
    }

    @Property(tries = 300)
    void arrowsOfDifferentBoxesDoNotRunAlongEachOther(
            @ForAll @IntRange(min = 1, max = 24) int steps, @ForAll long seed) {
        var pieces = pieces(ChainPicture.of(random(steps, seed)));
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (pieces.get(i).edge().from() != pieces.get(j).edge().from()) {
                    assertThat(pieces.get(i).runsAlong(pieces.get(j)))
                            .as("%s and %s", pieces.get(i), pieces.get(j))
                            .isFalse();
                }
            }
        }
    }

    @Property(tries = 300)
    void everyArrowBeginsAndEndsAtItsBoxes(@ForAll @IntRange(min = 1, max = 24) int steps, @ForAll long seed) {
        var picture = ChainPicture.of(random(steps, seed));
        for (var arrow : picture.arrows()) {
            var from = picture.boxes().get(arrow.edge().from());
            var to = picture.boxes().get(arrow.edge().to());
            var first = arrow.points().get(0);
            var last = arrow.points().get(arrow.points().size() - 1);
            assertThat(first.x()).isEqualTo(from.x() + ChainBox.WIDTH);
            assertThat(first.y()).isBetween(from.y(), from.y() + from.height());
            assertThat(last.x()).isEqualTo(to.x());
            assertThat(arrow.label().x() + ChainGutters.labelWidth(arrow.edge()) / 2)
                    .isLessThan(last.x() - SvgCanvas.ARROW_LENGTH);
            assertThat(last.y()).isBetween(to.y(), to.y() + to.height());
        }
    }

    @Test
    void aChainIsOneStraightRow() {
        var picture = ChainPicture.of(graph(4, edge(0, 1), edge(1, 2), edge(2, 3)));
        assertThat(picture.boxes()).map(box -> box.y()).containsOnly(0);
        assertThat(picture.boxes()).map(box -> box.x()).isSorted().doesNotHaveDuplicates();
        assertThat(picture.arrows()).allMatch(arrow -> arrow.points().size() == 2);
    }

    @Test
    void aLongChainGoesOnBelowFromTheLeft() {
        var edges =
                IntStream.range(0, 19).mapToObj(step -> edge(step, step + 1)).toArray(ChainEdge[]::new);
        var picture = ChainPicture.of(graph(20, edges));

        assertThat(picture.width()).isLessThan(1_500);
        var xs = picture.boxes().stream().map(box -> box.x()).toList();
        var ys = picture.boxes().stream().map(box -> box.y()).toList();
        assertThat(xs.subList(4, 8)).isEqualTo(xs.subList(0, 4)).isSorted();
        assertThat(ys.subList(0, 4)).containsOnly(ys.get(0));
        assertThat(ys.get(4)).isGreaterThan(ys.get(3));
    }

    @Test
    void aStepStandsRightOfAllThatItTakesArtifactsFrom() {
        var boxes =
                ChainPicture.of(graph(4, edge(2, 0), edge(0, 3), edge(1, 3))).boxes();
        assertThat(boxes.get(0).x()).isGreaterThan(boxes.get(2).x());
        assertThat(boxes.get(3).x())
                .isGreaterThan(boxes.get(0).x())
                .isGreaterThan(boxes.get(1).x());
    }

    @Test
    void stepsOfOneDepthStandBelowEachOtherInTheOrderOfTheLayout() {
        var boxes =
                ChainPicture.of(graph(4, edge(0, 1), edge(0, 2), edge(0, 3))).boxes();
        assertThat(boxes.subList(1, 4))
                .map(box -> box.x())
                .containsOnly(boxes.get(1).x());
        assertThat(boxes.subList(1, 4)).map(box -> box.y()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aStepStandsInTheUppermostRowOfThoseThatItTakesArtifactsFrom() {
        var boxes = ChainPicture.of(graph(6, edge(0, 1), edge(0, 2), edge(0, 3), edge(2, 4), edge(3, 4), edge(3, 5)))
                .boxes();
        assertThat(boxes.get(4).y()).isEqualTo(boxes.get(2).y());
        assertThat(boxes.get(5).y()).isEqualTo(boxes.get(3).y());
    }

    @Test
    void inspectionsStandRightOfAllSteps() {
        var graph = new ChainGraph(
                List.of(step("one"), step("two"), inspection("free"), inspection("bound")),
                List.of(edge(0, 1), edge(0, 3)),
                0,
                0);
        var boxes = ChainPicture.of(graph).boxes();
        assertThat(boxes.get(2).x()).isGreaterThan(boxes.get(1).x());
        assertThat(boxes.get(3).x()).isEqualTo(boxes.get(2).x());
    }
}
