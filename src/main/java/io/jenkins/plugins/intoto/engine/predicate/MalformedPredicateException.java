package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.util.List;
import java.util.Optional;

/** Thrown when a predicate is not what its type says. Its message tells the first defect, and how many more there are. */
public final class MalformedPredicateException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<PredicateDefect> defects;
    private final ReportFormat report;

    /**
     * @param source the name of the document
     * @param defects what is wrong; not empty
     */
    public MalformedPredicateException(String source, List<PredicateDefect> defects) {
        this(source, defects, null);
    }

    private MalformedPredicateException(String source, List<PredicateDefect> defects, ReportFormat report) {
        super(source + ": " + defects.get(0).sentence()
                + (defects.size() > 1 ? ", and " + (defects.size() - 1) + " more" : ""));
        this.source = source;
        this.defects = List.copyOf(defects);
        this.report = report;
    }

    static MalformedPredicateException ofReport(String source, ReportFormat format) {
        return ofReport(source, format, "is " + format.title() + ", not a predicate");
    }

    static MalformedPredicateException ofReport(String source, ReportFormat format, String reason) {
        var defect = new PredicateDefect("", PredicateDefect.Kind.MALFORMED, reason);
        return new MalformedPredicateException(source, List.of(defect), format);
    }

    /** The format of the report that was given instead of a predicate; empty if it is none. */
    public Optional<ReportFormat> report() {
        return Optional.ofNullable(report);
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
