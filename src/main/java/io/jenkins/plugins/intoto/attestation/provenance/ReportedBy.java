package io.jenkins.plugins.intoto.attestation.provenance;

import java.util.Map;

/** Annotations of dependencies in provenance that say whose word they are; {@code docs/slsa.md} tells what each is worth. */
final class ReportedBy {
    private static final String KEY = "reportedBy";

    /** The controller itself. */
    static final Map<String, Object> CONTROLLER = Map.of(KEY, "controller");

    /** An agent: a program of the build may have made it up. */
    static final Map<String, Object> AGENT = Map.of(KEY, "agent");

    private ReportedBy() {}
}
