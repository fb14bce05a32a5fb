package io.jenkins.plugins.intoto.run;

/** A post-build action that must run before or after others of this plugin, however they were added. */
public interface OrderedPublisher {
    /** When an action runs, in this order. */
    enum Turn {
        /** It records links. */
        RECORD,
        /** It attests artifacts. */
        ATTEST,
        /** It verifies what was recorded and attested. */
        VERIFY
    }

    /** When this one runs. */
    Turn turn();
}
