package io.jenkins.plugins.intoto.page;

import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One page of the artifacts of a link that a search found. */
public final class ArtifactListing {
    /** How many artifacts a page has. */
    static final int PAGE_SIZE = 200;

    private final String query;
    private final ArtifactChoice choice;
    private final int page;
    private final int total;
    private final List<ArtifactRow> rows;

    private ArtifactListing(String query, ArtifactChoice choice, int page, int total, List<ArtifactRow> rows) {
        this.query = query;
        this.choice = choice;
        this.page = page;
        this.total = total;
        this.rows = rows;
    }

    static ArtifactListing of(LinkArtifacts artifacts, String query, String show, String page) {
        var choice = ArtifactChoice.of(show);
        var first = select(artifacts, query, choice, pageNumber(page));
        // The last page is a better answer than an empty one.
        int last = first.getPages();
        return first.page <= last ? first : select(artifacts, query, choice, last);
    }

    private static ArtifactListing select(LinkArtifacts artifacts, String query, ArtifactChoice choice, int page) {
        var rows = new ArrayList<ArtifactRow>();
        int total = 0;
        var wanted = query.toLowerCase(Locale.ROOT);
        long from = (page - 1L) * PAGE_SIZE;
        var comparison = new ArtifactComparison(artifacts);
        while (comparison.next()) {
            if (choice.includes(comparison.change()) && ArtifactRow.matches(comparison, wanted)) {
                if (total >= from && rows.size() < PAGE_SIZE) {
                    rows.add(ArtifactRow.of(comparison));
                }
                total++;
            }
        }
        return new ArtifactListing(query, choice, page, total, List.copyOf(rows));
    }

    private static int pageNumber(String page) {
        return page.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(page) : 1;
    }

    /** What was searched for. */
    public String getQuery() {
        return query;
    }

    /** The name of the choice. */
    public String getShow() {
        return choice.getName();
    }

    /** All choices, for the form. */
    public ArtifactChoice[] getChoices() {
        return ArtifactChoice.values();
    }

    /** How many artifacts were found. */
    public int getTotal() {
        return total;
    }

    /** The number of this page, from 1. */
    public int getPage() {
        return page;
    }

    /** How many pages there are, at least one. */
    public int getPages() {
        return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
    }

    /** The number of the first artifact on this page, from 1. */
    public int getFrom() {
        return rows.isEmpty() ? 0 : (page - 1) * PAGE_SIZE + 1;
    }

    /** The number of the last artifact on this page. */
    public int getTo() {
        return rows.isEmpty() ? 0 : getFrom() + rows.size() - 1;
    }

    /** The artifacts on this page. */
    public List<ArtifactRow> getRows() {
        return rows;
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
        return "?q=" + Util.rawEncode(query) + "&show=" + choice.getName() + "&page=" + number;
    }
}
