package io.jenkins.plugins.intoto.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyIdTest {
    private static final String HEX_KEY = "32b2b597295d7a9ef4c5cfd2d588f6b02dc983a58cf5677b1d7d20af82c7e1a2";

    static Stream<String[]> vectors() {
        return Arrays.stream(KeyFixtures.text("ids.txt").split("\n")).map(line -> line.split(" "));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theLegacyRuleGivesTheIdOfTheOlderTools(String name, String legacy, String current) throws Exception {
        var key = KeyFixtures.publicKey(name + ".spki.pem");

        assertThat(key.idUnder(KeyIdRule.LEGACY)).isEqualTo(new KeyId(legacy));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theCurrentRuleGivesTheIdOfTheNewerTools(String name, String legacy, String current) throws Exception {
        var key = KeyFixtures.publicKey(name + ".spki.pem");

        assertThat(key.idUnder(KeyIdRule.CURRENT)).isEqualTo(new KeyId(current));
    }

    @Test
    void theLegacyRuleGivesTheIdOfTheReferencesDemoKey() {
        assertThat(KeyIdRule.LEGACY.idOf("ed25519", "ed25519", HEX_KEY).value())
                .isEqualTo("36a5529f72cf3b1cc096a28887350969212f9d6c46529658ab186fc0cb781699");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \n\n"})
    void whiteSpaceAroundPemDoesNotMatterToEitherRule(String space) throws Exception {
        var pem = KeyFixtures.text("public/rsa.spki.pem").strip();

        for (var rule : KeyIdRule.values()) {
            assertThat(rule.idOf("rsa", "rsassa-pss-sha256", space + pem + space))
                    .isEqualTo(KeyFixtures.publicKey("rsa.spki.pem").idUnder(rule));
        }
    }

    @Test
    void theShortFormIsWhatStandsInNamesOfLinkFiles() {
        assertThat(new KeyId("0123456789abcdef").shortForm()).isEqualTo("01234567");
    }

    @Test
    void theShortFormOfAShortIdIsTheId() {
        assertThat(new KeyId("abc").shortForm()).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef", "ABCDEF", "0"})
    void hexadecimalIdsAreRecognised(String id) {
        assertThat(new KeyId(id).isHex()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc", "abcg", "ab cd", "\u0660\u0661", "\uff11"})
    void otherIdsAreNotHexadecimal(String id) {
        assertThat(new KeyId(id).isHex()).isFalse();
    }
}
