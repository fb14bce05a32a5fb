package io.jenkins.plugins.intoto.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyNamesTest {
    private static final KeyNames.Name NAME = new KeyNames.Name("release-key", "Signs what goes out");

    @Test
    void aKeyIsKnownUnderEachOfItsIds() {
        var key = KeyGenerator.ed25519().publicKey();
        var names = KeyNames.NONE.with(key, NAME);

        for (var rule : KeyIdRule.values()) {
            var id = key.idUnder(rule);
            assertThat(names.of(id)).isEqualTo("release-key (" + id.shortForm() + ")");
        }
    }

    @Test
    void aKeyWithoutANameIsCalledByItsId() {
        var id = new KeyId("0123456789abcdef");

        assertThat(KeyNames.NONE.of(id)).isEqualTo("01234567");
        assertThat(KeyNames.NONE.ofAny(id)).isEqualTo("0123456789abcdef");
        assertThat(KeyNames.NONE.of(List.of(id, new KeyId("fe")))).isEqualTo("01234567, fe");
    }

    @Test
    void theFirstNameStays() {
        var key = KeyGenerator.ed25519().publicKey();
        var other = KeyNames.NONE.with(key, new KeyNames.Name("other", ""));

        assertThat(KeyNames.NONE.with(key, NAME).with(other).find(key.keyId())).contains(NAME);
        assertThat(other.with(key, NAME).of(key.keyId())).startsWith("other (");
    }

    @Test
    void theDescriptionStandsBetweenNameAndId() {
        assertThat(NAME.inFullWith(new KeyId("0123456789abcdef")))
                .isEqualTo("release-key (Signs what goes out, 01234567)");
        assertThat(new KeyNames.Name("release-key", "").inFullWith(new KeyId("0123456789abcdef")))
                .isEqualTo("release-key (01234567)");
    }

    @Test
    void aNameCannotBreakALine() {
        assertThat(new KeyNames.Name("a\nb", "c\u202ed").inFullWith(new KeyId("01")))
                .isEqualTo("a\\u000ab (c\\u202ed, 01)");
    }
}
