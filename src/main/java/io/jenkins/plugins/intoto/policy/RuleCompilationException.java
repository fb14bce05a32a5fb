package io.jenkins.plugins.intoto.policy;

import io.jenkins.plugins.intoto.InTotoException;

/** Thrown when a text is no rule. */
final class RuleCompilationException extends InTotoException {
    private static final long serialVersionUID = 1L;

    RuleCompilationException(String reason) {
        super(reason);
    }
}
