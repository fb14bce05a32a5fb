package io.jenkins.plugins.intoto.archive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What came of a rule by which the controller attested a run that had ended. Immutable; saved with the run. */
@ExportedBean(defaultVisibility = 2)
public final class RuleOutcome {
    private final String rule;
    private final String folder;
    private final long time;
    private final int artifacts;
    private final List<String> predicateTypes;
    private final String problem;

    /**
     * @param rule the name of the rule
     * @param folder the full name of the folder that has the rule; empty if it is of Jenkins itself
     * @param time when it was applied, in milliseconds since 1970
     * @param artifacts how many artifacts it is about
     * @param predicateTypes what was attested of them
     * @param problem why something was not; null if all was
     */
    public RuleOutcome(
            String rule,
            String folder,
            long time,
            int artifacts,
            List<String> predicateTypes,
            @CheckForNull String problem) {
        this.rule = DisplayText.of(rule);
        this.folder = DisplayText.of(folder);
        this.time = time;
        this.artifacts = artifacts;
        this.predicateTypes = new ArrayList<>(predicateTypes);
        this.problem = problem == null ? null : DisplayText.of(problem);
    }

    boolean isOfSameRule(RuleOutcome other) {
        return rule.equals(other.rule) && folder.equals(other.folder);
    }

    /** The name of the rule. */
    @Exported
    public String getRule() {
        return rule;
    }

    /** The full name of the folder that has the rule; empty if it is of Jenkins itself. */
    @Exported
    public String getFolder() {
        return folder;
    }

    /** When it was applied last. */
    @Exported
    public Date getTime() {
        return new Date(time);
    }

    /** How many artifacts it is about. */
    @Exported
    public int getArtifacts() {
        return artifacts;
    }

    /** What was attested of them, by the URIs of the predicates' types. */
    @Exported
    public List<String> getPredicateTypes() {
        return List.copyOf(predicateTypes);
    }

    /** Why something was not attested, verified or attached; null if all was. */
    @CheckForNull
    @Exported
    public String getProblem() {
        return problem;
    }

    /** What came of it, all in all. */
    public enum Success {
        /** All was done. */
        FULL,
        /** Something was attested, but not all that the rule says was attested, verified and attached. */
        PARTIAL,
        /** Nothing was attested. */
        NONE
    }

    /** What came of it, all in all. */
    public Success success() {
        if (problem == null) {
            return Success.FULL;
        }
        return predicateTypes.isEmpty() ? Success.NONE : Success.PARTIAL;
    }
}
