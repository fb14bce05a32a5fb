package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The defects of one predicate; the first hundred of them, lest a huge bad predicate has a huge answer. */
final class PredicateDefects {
    private static final int MOST = 100;

    private final List<PredicateDefect> defects = new ArrayList<>();
    private final Set<String> excused;

    PredicateDefects() {
        this(Set.of());
    }

    /**
     * @param excused JSON pointers of members that are not defects if they are missing
     */
    PredicateDefects(Set<String> excused) {
        this.excused = Set.copyOf(excused);
    }

    /** Whether a member may be missing. */
    boolean excuse(Place member) {
        return excused.contains(member.pointer());
    }

    void add(Place place, PredicateDefect.Kind kind, String reason) {
        if (defects.size() < MOST) {
            defects.add(new PredicateDefect(place.pointer(), kind, reason));
        }
    }

    void add(MalformedStatementException defect) {
        add(new Place(defect.source(), defect.pointer()), PredicateDefect.Kind.MALFORMED, defect.reason());
    }

    List<PredicateDefect> asList() {
        return List.copyOf(defects);
    }
}
