package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.ChainRoutes.Route;
import io.jenkins.plugins.intoto.engine.report.picture.SvgCanvas.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * Where everything of a chain is drawn, in user units from the upper left corner.
 *
 * @param boxes the boxes of the nodes, in the order of the graph
 * @param arrows the edges
 * @param width the width of the whole
 * @param height the height of the whole
 */
record ChainPicture(List<PlacedBox> boxes, List<Arrow> arrows, int width, int height) {
    /** The height at which edges leave a box and enter its first port. */
    private static final int FIRST_PORT = 40;

    private static final int PORT_DISTANCE = 40;
    private static final int ROW_GAP = 36;

    /** A box, its notes below it. */
    record PlacedBox(ChainNode node, ChainBox content, int x, int y, int height) {}

    /** An edge as a line with an arrow head at its last point; its label is centred around a place. */
    record Arrow(ChainEdge edge, List<Point> points, Point label) {}

    static ChainPicture of(ChainGraph graph) {
        var grid = new ChainGrid(graph);
        var routes = ChainRoutes.of(graph, grid);
        var contents = graph.nodes().stream().map(ChainBox::of).toList();
        var heights = new ArrayList<Integer>();
        for (int node = 0; node < contents.size(); node++) {
            heights.add(Math.max(contents.get(node).height(), heightOfPorts(node, routes)));
        }
        int[] rows = rows(grid, contents, heights);
        int bottom = 0;
        for (int node = 0; node < contents.size(); node++) {
            int notes = contents.get(node).notesHeight();
            bottom = Math.max(bottom, rows[grid.cell(node).row()] + heights.get(node) + notes);
        }
        var gutters = new ChainGutters(grid, routes, bottom);
        var boxes = new ArrayList<PlacedBox>();
        for (int node = 0; node < contents.size(); node++) {
            var cell = grid.cell(node);
            boxes.add(new PlacedBox(
                    graph.nodes().get(node),
                    contents.get(node),
                    gutters.boxX(cell.column()),
                    rows[cell.row()],
                    heights.get(node)));
        }
        var arrows = routes.stream()
                .map(route -> gutters.arrow(
                        route,
                        rows[route.from().row()] + FIRST_PORT,
                        rows[route.to().row()] + portOffset(route.port())))
                .toList();
        return new ChainPicture(boxes, arrows, gutters.width(), gutters.bottom());
    }

    private static int portOffset(int port) {
        return FIRST_PORT + port * PORT_DISTANCE;
    }

    private static int heightOfPorts(int node, List<Route> routes) {
        return routes.stream()
                .filter(route -> route.edge().to() == node)
                .mapToInt(route -> portOffset(route.port()) + PORT_DISTANCE / 2)
                .max()
                .orElse(0);
    }

    /** The upper edges of all rows. Notes take room from the boxes below them only, not from whole rows. */
    private static int[] rows(ChainGrid grid, List<ChainBox> contents, List<Integer> heights) {
        int[] rows = new int[grid.rowCount()];
        for (int row = 1; row < rows.length; row++) {
            for (int upper = 0; upper < contents.size(); upper++) {
                var cell = grid.cell(upper);
                if (cell.row() < row) {
                    int height = heights.get(upper)
                            + (grid.isTaken(cell.column(), row)
                                    ? contents.get(upper).notesHeight()
                                    : 0);
                    rows[row] = Math.max(rows[row], rows[cell.row()] + height + ROW_GAP);
                }
            }
        }
        return rows;
    }
}
