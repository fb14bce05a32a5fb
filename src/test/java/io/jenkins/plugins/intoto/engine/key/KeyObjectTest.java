package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.MISMATCH;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.TOO_SMALL;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_ALGORITHM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyObjectTest {
    private static final KeyId ID = new KeyId("0123abcd");

    private static Map<String, Object> object(String keytype, String scheme, Map<String, Object> keyval) {
        return Map.of("keytype", keytype, "scheme", scheme, "keyval", keyval);
    }

    private static Map<String, Object> rsa() {
        return object("rsa", "rsassa-pss-sha256", Map.of("public", KeyFixtures.text("public/rsa.spki.pem")));
    }

    private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        var changed = new HashMap<>(object);
        changed.put(name, value);
        return changed;
    }

    private static AsymmetricKey read(Map<String, Object> object) throws Exception {
        return (AsymmetricKey) VerificationKey.fromJson(ID, JsonObject.of(object, "root.layout"));
    }

    private static UnreadableKeyException failure(Map<String, Object> object) {
        return catchThrowableOfType(UnreadableKeyException.class, () -> read(object));
    }

    @Test
    void aKeyIsKnownByTheIdOfTheLayoutAlone() throws Exception {
        var key = read(rsa());

        assertThat(key.keyId()).isEqualTo(ID);
        assertThat(key.signatureIds()).containsExactly(ID);
    }

    @Test
    void theFingerprintIsThatOfTheKeyWhateverItIsCalled() throws Exception {
        assertThat(read(rsa()).materialFingerprint())
                .isEqualTo(KeyFixtures.publicKey("rsa.openssh.pub").materialFingerprint());
    }

    @Test
    void theRulesStillGiveAKeyOfALayoutItsComputedIds() throws Exception {
        for (var rule : KeyIdRule.values()) {
            assertThat(read(rsa()).idUnder(rule))
                    .isEqualTo(KeyFixtures.publicKey("rsa.spki.pem").idUnder(rule));
        }
    }

    @Test
    void aKeyIsWrittenAsItWasRead() throws Exception {
        var object = with(with(rsa(), "keyid_hash_algorithms", List.of("sha256", "sha512")), "unknown", "kept");

        assertThat(read(object).toJson()).isEqualTo(object);
    }

    @Test
    void aKeyOfAFileIsWrittenAsTheLegacyRulesToolsDo() throws Exception {
        var key = KeyFixtures.publicKey("ed25519.spki.pem");

        assertThat(key.toJson())
                .isEqualTo(Map.of(
                        "keyid",
                        key.keyId().value(),
                        "keyid_hash_algorithms",
                        List.of("sha256", "sha512"),
                        "keytype",
                        "ed25519",
                        "scheme",
                        "ed25519",
                        "keyval",
                        Map.of("public", key.publicValue())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec256", "ec384", "ec521", "ed25519"})
    void whatAKeyOfAFileIsWrittenAsIsReadAsTheSameKey(String name) throws Exception {
        var key = KeyFixtures.publicKey(name + ".spki.pem");
        var read = VerificationKey.fromJson(key.keyId(), JsonObject.of(key.toJson(), "layout"));

        assertThat(read.materialFingerprint()).isEqualTo(key.materialFingerprint());
    }

    @Test
    void anEmptyPrivatePartIsTolerated() throws Exception {
        var value = Map.<String, Object>of("private", "", "public", KeyFixtures.text("public/rsa.spki.pem"));

        assertThat(read(with(rsa(), "keyval", value)).keytype()).isEqualTo("rsa");
    }

    @Test
    void aPrivateKeyInALayoutIsRefused() {
        var value = Map.<String, Object>of("private", "c2VjcmV0", "public", KeyFixtures.text("public/rsa.spki.pem"));
        var failure = failure(with(rsa(), "keyval", value));

        assertThat(failure.reason()).isEqualTo(PRIVATE_INSTEAD_OF_PUBLIC);
        assertThat(failure)
                .hasMessage("root.layout: holds a private key where only a public key may stand;"
                        + " if it was shared, replace the key");
    }

    @Test
    void aPrivateKeyInAPublicKeyFileIsRefused() {
        var failure = catchThrowableOfType(
                UnreadableKeyException.class, () -> KeyFiles.readPublic(KeyFixtures.path("private/ed25519-c.json")));

        assertThat(failure.reason()).isEqualTo(PRIVATE_INSTEAD_OF_PUBLIC);
    }

    @Test
    void anRsaKeyOfLessThan2048BitsIsRefused() {
        var value = Map.<String, Object>of("public", KeyFixtures.text("refused/rsa1024.public.pem"));

        assertThat(failure(with(rsa(), "keyval", value)).reason()).isEqualTo(TOO_SMALL);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa, rsassa-pss-md5",
        "rsa, ed25519",
        "rsa, rsassa-pss-sha1",
        "ed25519, rsassa-pss-sha256",
        "ecdsa, ecdsa-sha2-nistp224",
        "sphincs, sphincs-shake-128s",
        "RSA, rsassa-pss-sha256"
    })
    void otherTypesAndSchemesAreNotSupported(String keytype, String scheme) {
        var failure = failure(object(keytype, scheme, Map.of("public", "x")));

        assertThat(failure.reason()).isEqualTo(UNSUPPORTED_ALGORITHM);
        assertThat(failure)
                .hasMessage("root.layout: has the key type and scheme " + keytype + "/" + scheme
                        + ", which is not supported");
    }

    @Test
    void aTypeThatIsNoNameIsNotRepeated() {
        assertThat(failure(object("x\ny", "<b>", Map.of("public", "x"))))
                .hasMessageContaining(" (unprintable)/(unprintable), ");
    }

    @Test
    void aKeyOfAnotherKindThanItsTypeIsRefused() {
        var value = Map.<String, Object>of("public", KeyFixtures.text("public/ec256.spki.pem"));
        var failure = failure(with(rsa(), "keyval", value));

        assertThat(failure.reason()).isEqualTo(MISMATCH);
        assertThat(failure).hasMessage("root.layout: its key is of another kind than its key type says");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "abc", "", "12"})
    void anEd25519KeyThatIsNot32BytesInHexadecimalIsRefused(String value) {
        assertThat(failure(object("ed25519", "ed25519", Map.of("public", value))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keytype", "scheme", "keyval"})
    void aMissingMemberIsMalformed(String name) {
        var object = new HashMap<>(rsa());
        object.remove(name);

        assertThatThrownBy(() -> read(object))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("root.layout: has no \"" + name + "\"");
    }

    @Test
    void aPrivatePartOfAnotherTypeIsMalformed() {
        var value = Map.<String, Object>of("private", Map.of(), "public", "x");

        assertThatThrownBy(() -> read(with(rsa(), "keyval", value)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessageContaining("/keyval/private");
    }

    @Test
    void anIdThatContradictsItsPlaceIsMalformed() {
        assertThatThrownBy(() -> read(with(rsa(), "keyid", "ffff")))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage("root.layout: /keyid: differs from the id under which the key stands");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../x", "xyz"})
    void anIdThatIsNotHexadecimalIsMalformed(String id) {
        assertThatThrownBy(() -> VerificationKey.fromJson(new KeyId(id), JsonObject.of(rsa(), "root.layout")))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void aCertificateAloneGivesTheKey() throws Exception {
        var value = Map.<String, Object>of("public", "", "certificate", KeyFixtures.text("public/rsa.certificate.pem"));

        assertThat(read(with(rsa(), "keyval", value)).materialFingerprint())
                .isEqualTo(KeyFixtures.publicKey("rsa.spki.pem").materialFingerprint());
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() {
        var value = Map.<String, Object>of(
                "public",
                KeyFixtures.text("public/rsa-c.keygen.pem"),
                "certificate",
                KeyFixtures.text("public/rsa.certificate.pem"));

        assertThat(failure(with(rsa(), "keyval", value)).reason()).isEqualTo(MISMATCH);
    }

    @Test
    void theCertificateOfALayoutsKeyDoesNotLimitIt() throws Exception {
        var value = Map.<String, Object>of("certificate", KeyFixtures.text("certificates/expired.pem"));
        var key = read(object("ecdsa", "ecdsa-sha2-nistp256", value));

        assertThat(key.whyUnusable(Instant.parse("2050-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void aRootIsWrittenWithItsCertificate() throws Exception {
        var key = (AsymmetricKey) KeyFiles.readPublic(KeyFixtures.path("certificates/root.pem"));

        assertThat(key.toJsonWithCertificate())
                .extractingByKey("keyval")
                .isEqualTo(
                        Map.of("public", key.publicValue(), "certificate", KeyFixtures.text("certificates/root.pem")));
        assertThat(key.toJson()).extractingByKey("keyval").isEqualTo(Map.of("public", key.publicValue()));
    }

    @Test
    void keysAreEqualByAllThatTheyAre() throws Exception {
        assertThat(read(rsa())).isEqualTo(read(rsa())).hasSameHashCodeAs(read(rsa()));
        assertThat(read(rsa())).isNotEqualTo(read(with(rsa(), "unknown", 1L)));
        assertThat(read(rsa())).isNotEqualTo(KeyFixtures.publicKey("rsa.spki.pem"));
    }
}
