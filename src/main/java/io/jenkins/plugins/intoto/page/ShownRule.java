package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.intoto.archive.RuleOutcome;
import java.util.Date;
import java.util.stream.Collectors;

/** What came of a rule that applied to a run, as a page shows it. All text is safe to show as text. */
public final class ShownRule {
    private final RuleOutcome outcome;

    ShownRule(RuleOutcome outcome) {
        this.outcome = outcome;
    }

    /** The name of the rule. */
    public String getName() {
        return outcome.getRule();
    }

    /** The folder that has the rule; empty if it is of Jenkins itself. */
    public String getFolder() {
        return outcome.getFolder();
    }

    /** When it was applied last. */
    public Date getTime() {
        return outcome.getTime();
    }

    /** How many artifacts it is about. */
    public int getArtifacts() {
        return outcome.getArtifacts();
    }

    /** What was attested of them, in words. */
    public String getPredicates() {
        return outcome.getPredicateTypes().stream().map(ShownAttestation::words).collect(Collectors.joining(", "));
    }

    /** Why something was not attested; null if all was. */
    @CheckForNull
    public String getProblem() {
        return outcome.getProblem();
    }

    /** The icon of the outcome, which has its colour. */
    public String getIcon() {
        return switch (outcome.success()) {
            case FULL -> "symbol-status-blue";
            case PARTIAL -> "symbol-status-yellow";
            case NONE -> "symbol-status-red";
        };
    }

    /** Whether something was not done although it was attested. */
    public boolean isPartial() {
        return outcome.success() == RuleOutcome.Success.PARTIAL;
    }
}
