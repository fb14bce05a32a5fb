package io.jenkins.plugins.intoto.engine.remote;

/** How attestations are kept beside an image in its registry. */
public enum Attachment {
    /**
     * Each Sigstore bundle is the layer of a manifest that refers to the image, as cosign 3 does; where a registry has no index
     * of referrers, a tag has it instead (OCI distribution specification 1.1).
     */
    REFERRERS,
    /** All envelopes are layers of one manifest under the tag {@code sha256-….att}, as cosign 1 and 2 do. */
    COSIGN,
    /** Not at all. */
    NONE
}
