package io.jenkins.plugins.intoto.engine.policy.source;

import io.jenkins.plugins.intoto.engine.InTotoException;
import java.util.List;

/** Thrown when a text is not a policy. Tells every defect with its line. */
public final class MalformedPolicyException extends InTotoException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final transient List<PolicyDefect> defects;

    /**
     * @param source the name of the policy's file
     * @param defects what is wrong with it, at least one
     */
    public MalformedPolicyException(String source, List<PolicyDefect> defects) {
        super(message(source, defects));
        this.source = source;
        this.defects = List.copyOf(defects);
    }

    private static String message(String source, List<PolicyDefect> defects) {
        int more = defects.size() - 1;
        return defects.get(0).text(source) + (more == 0 ? "" : " (and " + more + " more)");
    }

    /** The name of the policy's file. */
    public String source() {
        return source;
    }

    /** What is wrong, in the order of the file as far as it goes; none after serialization. */
    public List<PolicyDefect> defects() {
        return defects == null ? List.of() : defects;
    }
}
