package io.jenkins.plugins.intoto.engine.policy.lint;

/**
 * One thing that is wrong with a policy, or worth knowing.
 *
 * @param code its class
 * @param line the line of the policy's text, from 1
 * @param pointer the place as a JSON pointer (RFC 6901) into the policy; empty if it is about all of it
 * @param sentence the finding as one sentence without a final stop, safe to show as text
 */
public record PolicyLintFinding(PolicyLintCode code, int line, String pointer, String sentence) {}
