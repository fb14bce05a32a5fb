package io.jenkins.plugins.intoto.config;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Layouts as an administrator enters them. */
final class LayoutSamples {
    static final SigningKey OWNER = KeyGenerator.ecdsa(EcCurve.P256);

    private LayoutSamples() {}

    static TrustedKey ownerKey() {
        return new TrustedKey(
                "owner", new String(KeyFileWriter.publicPem(OWNER.publicKey()), StandardCharsets.US_ASCII));
    }

    /** A layout with the key that has signed it. */
    static NamedLayout named(String name) {
        try {
            var far = Instant.parse("2999-01-01T00:00:00Z");
            var named = new NamedLayout(name, signed(layout(far, EnvelopeFormat.METABLOCK, "build")));
            named.setLayoutKeys(List.of(ownerKey()));
            return named;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A layout of one step. */
    static UnsignedEnvelope layout(Instant expires, EnvelopeFormat format, String step) {
        var key = OWNER.publicKey();
        var steps = List.of(new Step(step, 1, List.of(), List.of(), List.of(key.keyId()), List.of(), List.of()));
        return UnsignedEnvelope.of(
                new Layout(expires, "", Map.of(key.keyId(), key), steps, List.of(), Map.of(), Map.of()), format);
    }

    static String signed(UnsignedEnvelope envelope) throws Exception {
        return new String(envelope.toByteArray(envelope.sign(OWNER)), StandardCharsets.UTF_8);
    }

    static String unsigned(UnsignedEnvelope envelope) {
        return new String(envelope.toByteArray(List.of()), StandardCharsets.UTF_8);
    }
}
