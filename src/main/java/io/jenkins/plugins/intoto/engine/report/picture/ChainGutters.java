package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.ChainGrid.Cell;
import io.jenkins.plugins.intoto.engine.report.picture.ChainPicture.Arrow;
import io.jenkins.plugins.intoto.engine.report.picture.ChainRoutes.Route;
import io.jenkins.plugins.intoto.engine.report.picture.ChainRoutes.Way;
import io.jenkins.plugins.intoto.engine.report.picture.SvgCanvas.Point;
import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics.Font;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The room between the columns. From left to right a gutter has a channel for each box whose edges leave it for other rows, a
 * channel for each edge that comes up from a lane, and room for the labels of the edges that enter the column to its right. So
 * no line runs along another or through a label.
 */
final class ChainGutters {
    static final Font LABEL = Font.plain(11);
    static final Font BROKEN_LABEL = Font.bold(11);

    /** The room of the cross before the label of a broken edge. */
    static final int CROSS = 14;

    /** A piece of a lane. */
    private record Span(int begin, int end) {
        boolean meets(Span other) {
            return begin <= other.end && other.begin <= end;
        }
    }

    private static final int STUB = 14;
    private static final int CHANNEL = 10;
    private static final int ARROW_HEAD = 14;
    private static final int NARROWEST = 40;
    private static final int FIRST_LANE = 24;
    private static final int LANE = 16;

    private final ChainGrid grid;
    private final int bottom;

    /** The left edges of the columns' boxes, and where one more would stand. */
    private final int[] boxes;

    private final int[] labelWidths;
    private final Map<Cell, Integer> exits = new HashMap<>();
    private final Map<Route, Integer> entries = new HashMap<>();
    private final Map<Route, Integer> lanes = new HashMap<>();
    private final List<List<Span>> laneSpans = new ArrayList<>();

    /**
     * @param bottom the lower edge of the last row
     */
    ChainGutters(ChainGrid grid, List<Route> routes, int bottom) {
        this.grid = grid;
        this.bottom = bottom;
        this.boxes = new int[grid.columnCount() + 1];
        this.labelWidths = new int[grid.columnCount() + 1];
        int right = 0;
        for (int column = 0; column <= grid.columnCount(); column++) {
            right = place(column, right, routes) + ChainBox.WIDTH;
        }
        placeLanes(routes);
    }

    /** Places all of the gutter left of a column; returns where the column begins. */
    private int place(int column, int left, List<Route> routes) {
        int x = left + STUB;
        for (var cell : routes.stream()
                .filter(route -> route.way() != Way.STRAIGHT && route.from().column() == column - 1)
                .map(Route::from)
                .distinct()
                .sorted(Comparator.comparing(Cell::row).reversed())
                .toList()) {
            exits.put(cell, x);
            x += CHANNEL;
        }
        for (var route : routes.stream()
                .filter(route -> route.way() == Way.AROUND && route.to().column() == column)
                .sorted(Comparator.<Route>comparingInt(route -> route.to().row())
                        .thenComparing(Route::port))
                .toList()) {
            entries.put(route, x);
            x += CHANNEL;
        }
        labelWidths[column] = routes.stream()
                .filter(route -> route.to().column() == column)
                .mapToInt(route -> labelWidth(route.edge()))
                .max()
                .orElse(0);
        boolean used = x > left + STUB || labelWidths[column] > 0;
        boolean outer = column == 0 || column == grid.columnCount();
        boxes[column] = used
                ? x + labelWidths[column] + (labelWidths[column] > 0 ? ARROW_HEAD : 0)
                : left + (outer ? 0 : NARROWEST);
        return boxes[column];
    }

    static int labelWidth(ChainEdge edge) {
        boolean broken = edge.flow().state() == ChainEdge.State.BROKEN;
        int amount = broken
                ? CROSS + TextMetrics.width(edge.amount(), BROKEN_LABEL)
                : TextMetrics.width(edge.amount(), LABEL);
        return Math.max(amount, TextMetrics.width(edge.destination(), LABEL));
    }

    /** Gives each edge that goes around the uppermost lane that is free on its way, short ones first. */
    private void placeLanes(List<Route> routes) {
        for (var route : routes.stream()
                .filter(candidate -> candidate.way() == Way.AROUND)
                .sorted(Comparator.comparingInt(
                        candidate -> span(candidate).end() - span(candidate).begin()))
                .toList()) {
            var span = span(route);
            int lane = 0;
            while (lane < laneSpans.size() && laneSpans.get(lane).stream().anyMatch(span::meets)) {
                lane++;
            }
            if (lane == laneSpans.size()) {
                laneSpans.add(new ArrayList<>());
            }
            laneSpans.get(lane).add(span);
            lanes.put(route, lane);
        }
    }

    private Span span(Route route) {
        int exit = exits.get(route.from());
        int entry = entries.get(route);
        return new Span(Math.min(exit, entry), Math.max(exit, entry));
    }

    int boxX(int column) {
        return boxes[column];
    }

    int width() {
        return boxes[grid.columnCount()];
    }

    /** The lower edge of everything, lanes included. */
    int bottom() {
        return laneSpans.isEmpty() ? bottom : laneY(laneSpans.size() - 1) + 1;
    }

    private int laneY(int lane) {
        return bottom + FIRST_LANE + lane * LANE;
    }

    /** The line of an edge that leaves its box at one height and enters the other at another. */
    Arrow arrow(Route route, int fromY, int toY) {
        int target = boxes[route.to().column()];
        var points = new ArrayList<Point>();
        points.add(new Point(boxes[route.from().column()] + ChainBox.WIDTH, fromY));
        if (route.way() != Way.STRAIGHT) {
            int exit = exits.get(route.from());
            points.add(new Point(exit, fromY));
            if (route.way() == Way.AROUND) {
                int lane = laneY(lanes.get(route));
                points.add(new Point(exit, lane));
                points.add(new Point(entries.get(route), lane));
                points.add(new Point(entries.get(route), toY));
            } else {
                points.add(new Point(exit, toY));
            }
        }
        points.add(new Point(target, toY));
        int label = target - ARROW_HEAD - labelWidths[route.to().column()] / 2;
        return new Arrow(route.edge(), points, new Point(label, toY));
    }
}
