package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.util.List;

/** Thrown when a predicate is not what its type says. Its message tells the first defect, and how many more there are. */
public final class MalformedPredicateException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<PredicateDefect> defects;

    /**
     * @param source the name of the document
     * @param defects what is wrong; not empty
     */
    public MalformedPredicateException(String source, List<PredicateDefect> defects) {
        super(source + ": " + defects.get(0).sentence()
                + (defects.size() > 1 ? ", and " + (defects.size() - 1) + " more" : ""));
        this.source = source;
        this.defects = List.copyOf(defects);
    }

    /** The name of the document. */
    public String source() {
        return source;
    }

    /** What is wrong; not empty, unless this exception came through serialisation. */
    public List<PredicateDefect> defects() {
        return defects == null ? List.of() : defects;
    }
}
