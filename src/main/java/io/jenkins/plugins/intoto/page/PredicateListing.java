package io.jenkins.plugins.intoto.page;

import hudson.Util;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One page of what a predicate lists, such as the components of a bill of materials, as far as a search found it. Rows pass by
 * while the predicate is read; those of other pages are counted and forgotten. All text is safe to show as text.
 */
public final class PredicateListing {
    /** How many rows a page has. */
    static final int PAGE_SIZE = 100;

    /** How many rows can be put in an order; those beyond come last, and are counted only. */
    static final int MOST_ORDERED = 20_000;

    private static final int LONGEST_CELL = 300;

    /**
     * A row.
     *
     * @param cells as many as there are columns
     * @param rank where it stands among others, if that is not the order of the document
     */
    public record Row(List<String> cells, int rank) {
        Row(List<String> cells) {
            this(cells, 0);
        }

        /** What the columns say, for the view. */
        public List<String> getCells() {
            return cells;
        }
    }

    private final PredicateView view;
    private final String query;
    private final int page;
    private final List<Row> held = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final Map<String, Integer> ranks = new LinkedHashMap<>();
    private int all;
    private int total;

    /**
     * @param view which columns there are, and whether rows are ordered by rank
     * @param query what a cell must contain; empty for all
     * @param page the number of the page, from 1
     */
    PredicateListing(PredicateView view, String query, int page) {
        this.view = view;
        this.query = query;
        this.page = page;
    }

    /** Takes in the next row. */
    void add(Row row) {
        all++;
        if (view.isRanked()) {
            counts.merge(row.cells().get(0), 1, Integer::sum);
            ranks.putIfAbsent(row.cells().get(0), row.rank());
        }
        if (!matches(row)) {
            return;
        }
        total++;
        boolean isWanted = view.isRanked() ? held.size() < MOST_ORDERED : total > first() && held.size() < PAGE_SIZE;
        if (isWanted) {
            held.add(new Row(
                    row.cells().stream()
                            .map(cell -> Wording.cut(DisplayText.of(cell), LONGEST_CELL))
                            .toList(),
                    row.rank()));
        }
    }

    private int first() {
        return (page - 1) * PAGE_SIZE;
    }

    private boolean matches(Row row) {
        var wanted = query.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || row.cells().stream()
                        .anyMatch(cell -> cell.toLowerCase(Locale.ROOT).contains(wanted));
    }

    /** What the rows are. */
    public String getTitle() {
        return view.title();
    }

    /** The headings of the columns. */
    public List<String> getColumns() {
        return view.columns();
    }

    /** What was searched for. */
    public String getQuery() {
        return query;
    }

    /** How many rows the predicate has. */
    public int getAll() {
        return all;
    }

    /** How many rows were found. */
    public int getTotal() {
        return total;
    }

    /** How many rows there are of each rank, as "2 critical", the first rank first; empty if they have none. */
    public List<String> getCounts() {
        return counts.entrySet().stream()
                .sorted(Comparator.comparing(count -> ranks.get(count.getKey())))
                .limit(10)
                .map(count -> count.getValue() + " " + Wording.cut(DisplayText.of(count.getKey()), LONGEST_CELL))
                .toList();
    }

    /** The rows on this page. */
    public List<Row> getRows() {
        if (!view.isRanked()) {
            return List.copyOf(held);
        }
        return held.stream()
                .sorted(Comparator.comparingInt(Row::rank))
                .skip(first())
                .limit(PAGE_SIZE)
                .toList();
    }

    /** The number of this page, from 1. */
    public int getPage() {
        return page;
    }

    /** How many pages there are, at least one. */
    public int getPages() {
        int listed = view.isRanked() ? held.size() : total;
        return Math.max(1, (listed + PAGE_SIZE - 1) / PAGE_SIZE);
    }

    /** The number of the first row on this page, from 1. */
    public int getFrom() {
        return first() + 1;
    }

    /** The number of the last row on this page. */
    public int getTo() {
        return first() + getRows().size();
    }

    /** The address of the page before; null on the first. */
    public String getPrevious() {
        return page > 1 ? address(page - 1) : null;
    }

    /** The address of the next page; null on the last. */
    public String getNext() {
        return page < getPages() ? address(page + 1) : null;
    }

    private String address(int number) {
        return "?q=" + Util.rawEncode(query) + "&page=" + number;
    }
}
