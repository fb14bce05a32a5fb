package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.ChainGrid.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * Which way each edge takes through the grid, and at which port it enters its box. Ports lie below each other on the left side
 * of a box; an edge that leaves a box always does so at the height of the first port.
 */
final class ChainRoutes {
    /** The ways of edges. */
    enum Way {
        /** A straight line to the neighbour on the right. */
        STRAIGHT,
        /** Through the gutter to another row of the next column. */
        ACROSS,
        /** Down the gutter, along a lane below all boxes, and up again. */
        AROUND
    }

    /**
     * An edge with its way.
     *
     * @param port the port of its target, counted from 0
     */
    record Route(ChainEdge edge, Cell from, Cell to, Way way, int port) {}

    private final ChainGraph graph;
    private final ChainGrid grid;

    private ChainRoutes(ChainGraph graph, ChainGrid grid) {
        this.graph = graph;
        this.grid = grid;
    }

    /** The routes to all nodes, in the order of the nodes and their ports. */
    static List<Route> of(ChainGraph graph, ChainGrid grid) {
        return new ChainRoutes(graph, grid).routes();
    }

    private List<Route> routes() {
        var ways = new ArrayList<Route>();
        var straight = new HashSet<Integer>();
        for (var edge : graph.edges()) {
            var from = grid.cell(edge.from());
            var to = grid.cell(edge.to());
            var way = from.column() + 1 != to.column() ? Way.AROUND : Way.ACROSS;
            if (way == Way.ACROSS && from.row() == to.row() && straight.add(edge.to())) {
                way = Way.STRAIGHT;
            }
            ways.add(new Route(edge, from, to, way, 0));
        }
        // Whatever leaves the box on the left at the height of the first port would run into an arrow that ends there.
        var leaving = new HashSet<Cell>();
        ways.stream().filter(route -> route.way() != Way.STRAIGHT).forEach(route -> leaving.add(route.from()));
        var routes = new ArrayList<Route>();
        for (int node = 0; node < graph.nodes().size(); node++) {
            var left = new Cell(grid.cell(node).column() - 1, grid.cell(node).row());
            int port = straight.contains(node) || !leaving.contains(left) ? 0 : 1;
            int target = node;
            for (var route : ways.stream()
                    .filter(candidate -> candidate.edge().to() == target)
                    .sorted(Comparator.comparing(Route::way)
                            .thenComparing(candidate -> candidate.from().row())
                            .thenComparing(candidate -> candidate.from().column()))
                    .toList()) {
                routes.add(new Route(route.edge(), route.from(), route.to(), route.way(), port++));
            }
        }
        return routes;
    }
}
