package io.jenkins.plugins.intoto.engine.policy.rule;

import io.jenkins.plugins.intoto.engine.InTotoException;

/** Thrown when a text is not a rule. */
public final class RuleCompilationException extends InTotoException {
    private static final long serialVersionUID = 1L;

    RuleCompilationException(String reason) {
        super(reason);
    }
}
