package io.jenkins.plugins.intoto.policy;

/**
 * Counts functionaries towards a threshold so that nobody counts twice, neither by several names, keys or identities of one
 * functionary, nor by one of them that several functionaries have: any two of those that count differ in all three. What is
 * counted is the least of three matchings, which one more signer never makes smaller.
 */
final class ThresholdCount {
    private final SignerCount keysAndIdentities;
    private final SignerCount keysAndNames;
    private final SignerCount identitiesAndNames;

    /**
     * @param threshold how far to count
     */
    ThresholdCount(int threshold) {
        this.keysAndIdentities = new SignerCount(threshold);
        this.keysAndNames = new SignerCount(threshold);
        this.identitiesAndNames = new SignerCount(threshold);
    }

    /** Counts a signer in. */
    void add(Signer signer) {
        var name = signer.functionary().name();
        keysAndIdentities.add(signer.key(), signer.identity());
        keysAndNames.add(signer.key(), name);
        identitiesAndNames.add(signer.identity(), name);
    }

    /** How many functionaries there are, no further than the threshold. */
    int count() {
        return Math.min(keysAndIdentities.count(), Math.min(keysAndNames.count(), identitiesAndNames.count()));
    }
}
