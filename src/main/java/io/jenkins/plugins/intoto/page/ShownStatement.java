package io.jenkins.plugins.intoto.page;

import java.util.List;

/** A statement as a page shows it. All text is safe to show as text. */
public final class ShownStatement {
    /**
     * Something with a name.
     *
     * @param name its name
     * @param text what there is to say
     * @param depth how deep it is within a tree, from 0; 0 if it is in none
     */
    public record Line(String name, String text, int depth) {
        /** Its name, for the view. */
        public String getName() {
            return name;
        }

        /** What there is to say, for the view. */
        public String getText() {
            return text;
        }

        /** The class that indents it; what is deeper than that is not indented more. */
        public String getIndent() {
            return "intoto-depth-" + Math.min(depth, 8);
        }
    }

    private final List<Line> subjects;
    private final int subjectCount;
    private final List<Line> facts;
    private final List<Line> tree;
    private final boolean treeCut;
    private final PredicateListing listing;

    ShownStatement(
            List<Line> subjects,
            int subjectCount,
            List<Line> facts,
            List<Line> tree,
            boolean treeCut,
            PredicateListing listing) {
        this.subjects = List.copyOf(subjects);
        this.subjectCount = subjectCount;
        this.facts = List.copyOf(facts);
        this.tree = List.copyOf(tree);
        this.treeCut = treeCut;
        this.listing = listing;
    }

    /** The first artifacts that it is about, by name, each with its digests. */
    public List<Line> getSubjects() {
        return subjects;
    }

    /** How many artifacts it is about that are not among the first. */
    public int getMoreSubjects() {
        return subjectCount - subjects.size();
    }

    /** What the predicate says, by the names that people have for it. */
    public List<Line> getFacts() {
        return facts;
    }

    /** What the predicate says, by the names of its members. */
    public List<Line> getTree() {
        return tree;
    }

    /** Whether there is more than that. */
    public boolean isTreeCut() {
        return treeCut;
    }

    /** What the predicate lists; null if there is no such list in predicates of this type. */
    public PredicateListing getListing() {
        return listing;
    }
}
