package io.jenkins.plugins.intoto.engine.record;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many paths each of some patterns takes; a path that several take counts for each of them. Not safe for threads. */
public final class PatternCounts {
    private final List<String> patterns;
    private final AntPattern[] compiled;
    private final int[] counts;

    PatternCounts(List<String> patterns) {
        this.patterns = patterns;
        this.compiled = AntPattern.compile(patterns);
        this.counts = new int[compiled.length];
    }

    /** Counts a path: relative, its names separated by single slashes. */
    public PatternCounts add(String path) {
        for (int i = 0; i < compiled.length; i++) {
            if (compiled[i].matches(path)) {
                counts[i]++;
            }
        }
        return this;
    }

    /** Counts the paths of artifacts. */
    public PatternCounts addAll(Artifacts artifacts) {
        for (var cursor = artifacts.cursor(); cursor.next(); ) {
            add(cursor.path());
        }
        return this;
    }

    /** The patterns that have taken nothing, in their order. */
    public List<String> unmatched() {
        var unmatched = new ArrayList<String>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                unmatched.add(patterns.get(i));
            }
        }
        return List.copyOf(unmatched);
    }

    /** The counts in the order of the patterns. */
    public List<Integer> counts() {
        return Arrays.stream(counts).boxed().toList();
    }

    /** Each pattern with its count, such as {@code src/** 12, pom.xml 1}. */
    @Override
    public String toString() {
        var texts = new ArrayList<String>();
        for (int i = 0; i < counts.length; i++) {
            texts.add(patterns.get(i) + " " + counts[i]);
        }
        return String.join(", ", texts);
    }
}
