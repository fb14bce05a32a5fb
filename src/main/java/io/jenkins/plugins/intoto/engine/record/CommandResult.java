package io.jenkins.plugins.intoto.engine.record;

/**
 * What came of a wrapped command.
 *
 * @param returnValue its exit code; 128 and the number of the signal if one ended it
 * @param stdout what it wrote to standard output, empty if that was not recorded
 * @param stderr what it wrote to standard error, empty if that was not recorded
 * @param truncated whether it wrote more than is recorded of a stream, so that the rest is missing
 */
public record CommandResult(int returnValue, String stdout, String stderr, boolean truncated) {}
