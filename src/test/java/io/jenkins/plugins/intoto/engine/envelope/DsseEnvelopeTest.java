package io.jenkins.plugins.intoto.engine.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DsseEnvelopeTest {
    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

    private static DsseEnvelope read(String json) throws MalformedMetadataException {
        return DsseEnvelope.read(json.getBytes(StandardCharsets.UTF_8), "m.json", JsonLimits.DEFAULT);
    }

    @Test
    void whatIsSignedIsReadAgainAndVerifies() throws Exception {
        var key = KeyGenerator.ecdsa(EcCurve.P256);
        byte[] payload = "{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.UTF_8);

        var signed = DsseEnvelope.sign("text/\u00e9", payload, key.forAttestations());
        var message = DsseEnvelope.read(signed.toJson(), "m.json", JsonLimits.DEFAULT);

        assertThat(message.payload()).isEqualTo(payload);
        assertThat(message.payloadType()).isEqualTo("text/\u00e9");
        assertThat(message.signatures()).hasSize(1);
        var signature = message.signatures().get(0);
        assertThat(signature.keyId()).isEqualTo(key.publicKey().keyId());
        assertThat(key.publicKey().verifiesAttestation(signature.value(), message.preAuthenticationEncoding(), NOW))
                .isTrue();
        assertThat(new String(signed.toJson(), StandardCharsets.UTF_8)).doesNotContain("\n");
    }

    @Test
    void theLengthOfTheTypeIsCountedInBytes() throws Exception {
        var message = read("{\"payloadType\":\"\u00e9\",\"payload\":\"YWI=\",\"signatures\":[]}");

        assertThat(new String(message.preAuthenticationEncoding(), StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 2 \u00e9 2 ab");
    }

    /** The test vector of DSSE's protocol document, whose signature is two numbers instead of DER. */
    @Test
    void theExampleOfTheSpecificationVerifies() throws Exception {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(
                new BigInteger("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                new BigInteger("5640078356564379163099075877009565129882514886557779369047442380624545832820"));
        var jca = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
        var key = (AsymmetricKey) KeyFiles.readPublic(jca.getEncoded(), "key");
        var message = read(
                "{\"payload\":\"aGVsbG8gd29ybGQ=\",\"payloadType\":\"http://example.com/HelloWorld\","
                        + "\"signatures\":[{\"sig\":\"A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==\"}]}");

        assertThat(message.signatures().get(0).keyId().value()).isEmpty();
        assertThat(key.verifiesAttestation(
                        message.signatures().get(0).value(), message.preAuthenticationEncoding(), NOW))
                .isTrue();
    }

    @Test
    void base64IsReadInBothAlphabetsAndWithLineEnds() throws Exception {
        for (var payload : new String[] {"+/+/", "-_-_", "+/\\r\\n+/\\n", "-_-\\n_"}) {
            var message = read("{\"payloadType\":\"a\",\"payload\":\"" + payload + "\",\"signatures\":[]}");

            assertThat(message.payload()).containsExactly(0xfb, 0xff, 0xbf);
        }
    }

    @Test
    void aMissingKeyIdIsAnEmptyOne() throws Exception {
        var message = read("{\"payloadType\":\"a\",\"payload\":\"\",\"more\":1,"
                + "\"signatures\":[{\"sig\":\"AA==\",\"keyid\":null},{\"sig\":\"AA==\",\"x\":{}}]}");

        assertThat(message.signatures())
                .allMatch(signature -> signature.keyId().value().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|m.json: must be an object, is an array",
                "{}|m.json: has no \"signatures\"",
                "{\"signatures\":[],\"payload\":\"\"}|m.json: has no \"payloadType\"",
                "{\"signatures\":[],\"payload\":\"?\",\"payloadType\":\"a\"}|m.json: /payload: is not base64",
                "{\"signatures\":[{\"sig\":1}],\"payload\":\"\",\"payloadType\":\"a\"}|m.json: /signatures/0/sig: must be a string, is the number 1",
                "{\"payload\":\"\",\"payload\":\"\"}|m.json: /payload: is named twice in one object"
            })
    void whatIsNoEnvelopeIsRefusedWithItsPlace(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "application/vnd.in-toto+json, true",
        "application/vnd.in-toto.provenance+json, true",
        "application/vnd.in-toto.a.b+json, false",
        "application/vnd.in-toto.policy+yaml, false",
        "application/json, false"
    })
    void statementsAreKnownByThePayloadType(String type, boolean expected) throws Exception {
        assertThat(read("{\"payloadType\":\"" + type + "\",\"payload\":\"\",\"signatures\":[]}")
                        .holdsStatement())
                .isEqualTo(expected);
    }
}
