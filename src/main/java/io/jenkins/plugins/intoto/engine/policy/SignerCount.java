package io.jenkins.plugins.intoto.engine.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts signers so that nobody counts twice: neither who has signed with one key under several names, nor who was given
 * several keys under one name. What is counted is the largest set of signers that differ pairwise in both: a matching
 * of keys with identities. One more signer never makes it smaller, which merging those that have something in common would.
 */
final class SignerCount {
    private final int threshold;
    private final Map<Object, Set<Object>> identitiesOfKey = new LinkedHashMap<>();
    private final Map<Object, Integer> keysOfIdentity = new HashMap<>();
    private final Map<Object, Object> keyOf = new HashMap<>();

    /**
     * @param threshold how far to count
     */
    SignerCount(int threshold) {
        this.threshold = threshold;
    }

    /** Counts a signer in. */
    void add(Object key, Object identity) {
        if (count() >= threshold) {
            return;
        }
        var identities = identitiesOfKey.computeIfAbsent(key, unused -> new HashSet<>());
        // Who has as many partners as are counted at most can always be matched, so that further ones change nothing.
        if (identities.size() >= threshold
                || keysOfIdentity.getOrDefault(identity, 0) >= threshold
                || !identities.add(identity)) {
            return;
        }
        keysOfIdentity.merge(identity, 1, Integer::sum);
        for (var unmatched : unmatchedKeys()) {
            if (match(unmatched, new HashSet<>())) {
                return;
            }
        }
    }

    /** How many signers there are, no further than the threshold. */
    int count() {
        return keyOf.size();
    }

    private List<Object> unmatchedKeys() {
        var unmatched = new ArrayList<Object>(identitiesOfKey.keySet());
        unmatched.removeAll(new HashSet<>(keyOf.values()));
        return unmatched;
    }

    private boolean match(Object key, Set<Object> seen) {
        for (var identity : identitiesOfKey.get(key)) {
            if (seen.add(identity)) {
                var other = keyOf.get(identity);
                if (other == null || match(other, seen)) {
                    keyOf.put(identity, key);
                    return true;
                }
            }
        }
        return false;
    }
}
