package io.jenkins.plugins.intoto.engine.report.picture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The places of nodes: columns by the flow of artifacts, so that arrows point right where they can, and rows in the order of the
 * layout. Steps that only follow each other in a layout and share no artifacts stand below each other. What is longer than a
 * page is wide goes on below, from the left.
 */
final class ChainGrid {
    /** A place, counted from 0. */
    record Cell(int column, int row) {}

    private static final int MOST_COLUMNS = 4;

    private final ChainGraph graph;
    private final int[] columns;
    private final List<List<Integer>> predecessors = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final Set<Cell> taken = new HashSet<>();

    ChainGrid(ChainGraph graph) {
        this.graph = graph;
        this.columns = new int[graph.nodes().size()];
        graph.nodes().forEach(node -> predecessors.add(new ArrayList<>()));
        graph.edges().forEach(edge -> predecessors.get(edge.to()).add(edge.from()));
        assignColumns();
        assignRows();
        fold();
    }

    Cell cell(int node) {
        return cells.get(node);
    }

    boolean isTaken(int column, int row) {
        return taken.contains(new Cell(column, row));
    }

    int columnCount() {
        return cells.stream().mapToInt(Cell::column).max().orElse(-1) + 1;
    }

    int rowCount() {
        return cells.stream().mapToInt(Cell::row).max().orElse(-1) + 1;
    }

    private void assignColumns() {
        var done = new boolean[columns.length];
        int beforeInspections = 0;
        for (int node = 0; node < columns.length; node++) {
            boolean inspection = graph.nodes().get(node).kind() == ChainNode.Kind.INSPECTION;
            assignColumn(node, done, new HashSet<>());
            if (inspection) {
                columns[node] = Math.max(columns[node], beforeInspections);
            } else {
                beforeInspections = Math.max(beforeInspections, columns[node] + 1);
            }
        }
    }

    /** The length of the longest way to a node; edges that close a cycle do not count. */
    private void assignColumn(int node, boolean[] done, Set<Integer> waiting) {
        if (done[node] || !waiting.add(node)) {
            return;
        }
        for (int predecessor : predecessors.get(node)) {
            assignColumn(predecessor, done, waiting);
            if (done[predecessor]) {
                columns[node] = Math.max(columns[node], columns[predecessor] + 1);
            }
        }
        waiting.remove(node);
        done[node] = true;
    }

    /** A node stands in the row of one that it takes artifacts from, if that is free, so that the arrow is straight. */
    private void assignRows() {
        for (int node = 0; node < columns.length; node++) {
            int column = columns[node];
            int row = predecessors.get(node).stream()
                    .filter(predecessor -> predecessor < cells.size() && columns[predecessor] == column - 1)
                    .mapToInt(predecessor -> cells.get(predecessor).row())
                    .filter(candidate -> !taken.contains(new Cell(column, candidate)))
                    .min()
                    .orElse(0);
            while (!taken.add(new Cell(column, row))) {
                row++;
            }
            cells.add(new Cell(column, row));
        }
    }

    /** Breaks long rows, as lines of a text are broken, into parts of about the same length. */
    private void fold() {
        int parts = (columnCount() + MOST_COLUMNS - 1) / MOST_COLUMNS;
        if (parts > 1) {
            int length = (columnCount() + parts - 1) / parts;
            int rows = rowCount();
            cells.replaceAll(cell -> new Cell(cell.column() % length, cell.row() + cell.column() / length * rows));
            taken.clear();
            taken.addAll(cells);
        }
    }
}
