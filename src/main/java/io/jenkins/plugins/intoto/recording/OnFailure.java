package io.jenkins.plugins.intoto.recording;

/** What to do when the body of a step failed. */
enum OnFailure {
    /** Write no link. */
    SKIP,
    /** Write a link that says so. */
    RECORD
}
