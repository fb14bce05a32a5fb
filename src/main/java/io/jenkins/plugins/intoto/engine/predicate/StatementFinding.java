package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.layout.LintCode.Severity;
import io.jenkins.plugins.intoto.engine.text.DisplayText;

/**
 * One thing that is wrong with a statement, or worth knowing.
 *
 * @param severity an error keeps sound verifiers from using it; a warning tells where it may not mean what is meant
 * @param pointer its place as a JSON pointer (RFC 6901) into the statement; empty for all of it
 * @param reason what it is, without the place and without a final stop
 */
public record StatementFinding(Severity severity, String pointer, String reason) {
    /** Place and reason as one sentence without a final stop, safe to show as text. */
    public String sentence() {
        return DisplayText.of(pointer.isEmpty() ? reason : pointer + ": " + reason);
    }
}
