package io.jenkins.plugins.intoto.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SignerCountTest {
    private static int count(int threshold, String... pairs) {
        var count = new SignerCount(threshold);
        for (var pair : pairs) {
            count.add(pair.substring(0, 1), pair.substring(1));
        }
        return count.count();
    }

    @Test
    void twoSignersCountTwice() {
        assertThat(count(2, "A1", "B2")).isEqualTo(2);
    }

    @Test
    void oneKeyUnderTwoNamesCountsOnce() {
        assertThat(count(2, "A1", "A2")).isEqualTo(1);
    }

    @Test
    void oneIdentityWithTwoKeysCountsOnce() {
        assertThat(count(2, "A1", "B1")).isEqualTo(1);
    }

    @Test
    void whoeverHasSomethingInCommonWithBothDoesNotMergeThem() {
        assertThat(count(2, "A1", "B2", "A2", "B1")).isEqualTo(2);
    }

    @Test
    void aLaterSignerFreesAnEarlierOne() {
        assertThat(count(2, "A1", "A2", "B1")).isEqualTo(2);
        assertThat(count(3, "A1", "B1", "A2", "C3", "B3", "C1")).isEqualTo(3);
    }

    @Test
    void keysOfOneIdentityAreNotCollectedForEver() {
        var count = new SignerCount(2);
        for (int i = 0; i < 100_000; i++) {
            count.add("key " + i, "one");
        }

        assertThat(count.count()).isEqualTo(1);
        count.add("key 0", "two");
        assertThat(count.count()).isEqualTo(2);
    }

    @Property(tries = 300)
    void isTheLargestSetOfSignersThatDifferInBoth(
            @ForAll @Size(max = 9) List<@IntRange(min = 0, max = 15) Integer> signers,
            @ForAll @IntRange(min = 1, max = 4) int threshold) {
        var count = new SignerCount(threshold);
        for (int signer : signers) {
            count.add("k" + signer / 4, "i" + signer % 4);
        }

        assertThat(count.count()).isEqualTo(Math.min(threshold, largest(signers, 0, 0, 0)));
    }

    private static int largest(List<Integer> signers, int from, int keys, int identities) {
        int best = 0;
        for (int i = from; i < signers.size(); i++) {
            int key = 1 << signers.get(i) / 4;
            int identity = 1 << signers.get(i) % 4;
            if ((keys & key) == 0 && (identities & identity) == 0) {
                best = Math.max(best, 1 + largest(signers, i + 1, keys | key, identities | identity));
            }
        }
        return best;
    }
}
