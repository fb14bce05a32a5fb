package io.jenkins.plugins.intoto.engine.sigstore;

/** Why a signature is not accepted. */
public enum SignatureRefusal {
    /** There is no signature at all. */
    NO_SIGNATURE,
    /** No trusted key made the signature: it is by another key, or what it covers was changed. */
    NO_TRUSTED_KEY,
    /** The bundle of a file has the digest of another one. */
    OTHER_FILE,
    /** The signature is not by the key of its certificate, or what it covers was changed. */
    BAD_SIGNATURE,
    /** The certificate does not chain to a trusted authority that was valid at the time of the signature. */
    UNTRUSTED_CERTIFICATE,
    /** The certificate is not made for signing, or names nobody. */
    UNFIT_CERTIFICATE,
    /** A timestamp is damaged, or is of another signature. */
    BAD_TIMESTAMP,
    /** Fewer trusted times than are required. */
    MISSING_TIME,
    /** A log entry is of another signature, or is not proved to be in the log that it names. */
    BAD_LOG_ENTRY,
    /** Fewer log entries than are required. */
    MISSING_LOG_ENTRY,
    /** The certificate is not proved to be in a trusted log of certificates. */
    MISSING_CERTIFICATE_TIMESTAMP
}
