package io.jenkins.plugins.intoto.engine.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts functionaries towards a threshold so that nobody counts twice, neither by several names, keys, identities or
 * certificates of one functionary, nor by one of them that several functionaries have: any two of those that count differ in
 * all four. What is counted is the least of the matchings of every two of these, which one more signer never makes smaller.
 */
final class ThresholdCount {
    private static final int PAIRS = 6;

    private final List<SignerCount> counts = new ArrayList<>();

    /**
     * @param threshold how far to count
     */
    ThresholdCount(int threshold) {
        for (int i = 0; i < PAIRS; i++) {
            counts.add(new SignerCount(threshold));
        }
    }

    /** Counts a signer in. */
    void add(SigningFunctionary signer) {
        var attributes = List.of(
                signer.key(),
                signer.identity(),
                signer.owner(),
                signer.functionary().name());
        int pair = 0;
        for (int i = 0; i < attributes.size(); i++) {
            for (int j = i + 1; j < attributes.size(); j++) {
                counts.get(pair++).add(attributes.get(i), attributes.get(j));
            }
        }
    }

    /** How many functionaries there are, no further than the threshold. */
    int count() {
        return counts.stream().mapToInt(SignerCount::count).min().orElseThrow();
    }
}
