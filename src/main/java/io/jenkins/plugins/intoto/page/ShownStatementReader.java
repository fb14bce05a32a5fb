package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonReader;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.text.Wording;
import io.jenkins.plugins.intoto.page.ShownStatement.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads a statement to be shown, as a stream: of a bill of materials with a hundred thousand components no more is held than is
 * shown.
 */
final class ShownStatementReader {
    /** How large a statement is shown; one that is larger can be downloaded. */
    static final long MOST_BYTES = 128L << 20;

    /** An element of a list is held while it passes by. */
    private static final JsonLimits LIMITS = new JsonLimits(MOST_BYTES, 64, 200_000);

    private static final int MOST_SUBJECTS = 50;
    private static final int MOST_FACTS = 50;
    private static final int MOST_TREE_LINES = 1000;
    private static final int LONGEST_TEXT = 1000;

    private final PredicateView view;
    private final PredicateListing listing;
    private final List<Line> subjects = new ArrayList<>();
    private final List<Line> facts = new ArrayList<>();
    private final List<Line> tree = new ArrayList<>();
    private int subjectCount;
    private boolean treeCut;

    private ShownStatementReader(PredicateView view, String query, int page) {
        this.view = view;
        this.listing = new PredicateListing(view, query, page);
    }

    /**
     * Reads a statement. The last page of what it lists is a better answer than an empty one.
     *
     * @param statement the file
     * @param name what messages call it
     * @param predicateType the type of its predicate
     * @param query what to look for in what it lists; empty for all
     * @param page the number of the page, from 1
     * @throws UnreadableFileException if it cannot be read
     * @throws MalformedJsonException if it is not JSON, or too large
     */
    static ShownStatement read(Path statement, String name, String predicateType, String query, int page)
            throws UnreadableFileException, MalformedJsonException {
        var reader = new ShownStatementReader(PredicateView.of(predicateType), query, page);
        reader.read(statement, name);
        if (page > reader.listing.getPages()) {
            int last = reader.listing.getPages();
            reader = new ShownStatementReader(reader.view, query, last);
            reader.read(statement, name);
        }
        return reader.shown();
    }

    private ShownStatement shown() {
        facts.sort(Comparator.comparingInt(fact -> view.order(fact.name())));
        return new ShownStatement(
                subjects, subjectCount, facts, tree, treeCut, view.columns().isEmpty() ? null : listing);
    }

    private void read(Path statement, String name) throws UnreadableFileException, MalformedJsonException {
        try (var json = JsonReader.strict(LimitedFile.open(statement), name, LIMITS, LIMITS.maxBytes())) {
            json.<MalformedJsonException>stream((member, value) -> {
                if (member.equals("subject") && value.isArray()) {
                    value.<MalformedJsonException>elements(element -> subject(element.value()));
                } else if (member.equals("predicate")) {
                    walk(value, "", "", 0);
                } else {
                    value.skip();
                }
            });
            json.end();
        }
    }

    private void subject(Object value) {
        subjectCount++;
        if (subjects.size() < MOST_SUBJECTS && value instanceof Map<?, ?> subject) {
            var name = subject.get("name") instanceof String text ? text : "";
            subjects.add(new Line(cut(name), cut(PredicateRows.digests(subject.get("digest"))), 0));
        }
    }

    private void walk(JsonReader value, String place, String name, int depth) throws MalformedJsonException {
        var rows = view.rows(place);
        if (value.isArray() && rows.isPresent()) {
            value.<MalformedJsonException>elements(
                    element -> rows.get().apply(element.value()).forEach(listing::add));
        } else if (value.isObject() || value.isArray()) {
            if (!view.concerns(place)) {
                value.skip();
                return;
            }
            boolean isShown = view.isTree(place) && !name.isEmpty();
            if (isShown && !addToTree(name, "", depth)) {
                value.skip();
                return;
            }
            int deeper = isShown ? depth + 1 : depth;
            if (value.isObject()) {
                value.<MalformedJsonException>stream((member, inner) ->
                        walk(inner, place.isEmpty() ? member : place + "/" + member, member, deeper));
            } else {
                var number = new AtomicInteger();
                value.<MalformedJsonException>elements(
                        inner -> walk(inner, place + "/*", number.incrementAndGet() + ".", deeper));
            }
        } else {
            leaf(value, place, name, depth);
        }
    }

    private void leaf(JsonReader value, String place, String name, int depth) throws MalformedJsonException {
        var label = view.label(place);
        if (label.isPresent() && facts.size() < MOST_FACTS) {
            facts.add(new Line(label.get(), cut(String.valueOf(value.value())), 0));
        } else if (view.isTree(place)) {
            addToTree(name, String.valueOf(value.value()), depth);
        } else {
            value.skip();
        }
    }

    private boolean addToTree(String name, String text, int depth) {
        if (tree.size() >= MOST_TREE_LINES) {
            treeCut = true;
            return false;
        }
        tree.add(new Line(cut(name), cut(text), depth));
        return true;
    }

    private static String cut(String text) {
        return Wording.cut(DisplayText.of(text), LONGEST_TEXT);
    }
}
