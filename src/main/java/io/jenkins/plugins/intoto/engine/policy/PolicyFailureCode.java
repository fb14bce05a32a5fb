package io.jenkins.plugins.intoto.engine.policy;

/** Why a policy does not pass. The names are stable. */
public enum PolicyFailureCode {
    /** The policy is not signed by a key that is trusted. */
    POLICY_NOT_SIGNED,
    /** The policy cannot be read, or is none. */
    POLICY_UNREADABLE,
    /** The policy's time is over. */
    POLICY_EXPIRED,
    /** No artifact was given, so that anything would pass. */
    NO_ARTIFACT,
    /** An artifact has no digest in an algorithm that counts. */
    ARTIFACT_WITHOUT_DIGEST,
    /** The policy says nothing about an artifact. */
    ARTIFACT_NOT_COVERED,
    /** The policy is about an artifact, but expects nothing of it, so that anything would pass. */
    NOTHING_EXPECTED,
    /** Too few functionaries have made an attestation that is as it should be. */
    EXPECTATION_NOT_MET,
    /** The bundle has no seal of a functionary who must seal it. */
    SEAL_MISSING,
    /** The bundle lacks a line that its seal names. */
    SEAL_BROKEN
}
