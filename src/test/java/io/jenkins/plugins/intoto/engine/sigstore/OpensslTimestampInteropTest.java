package io.jenkins.plugins.intoto.engine.sigstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timestamps by {@code openssl ts}. */
@RequiresTool(Tool.OPENSSL)
class OpensslTimestampInteropTest {
    @TempDir
    static Path directory;

    private static OpensslTsa tsa;

    @BeforeAll
    static void makeAuthority() throws Exception {
        tsa = new OpensslTsa(directory);
    }

    @Test
    void aResponseToOurRequestIsATrustedTime() throws Exception {
        var bundles = new SignedBundles();
        var bundle = bundles.keyed();
        var stamped = bundle.withTimestamp(tsa.respond(TimestampToken.request(SignedBundles.signature(bundle))));
        var verification = SignatureVerification.of(
                        List.of(bundles.key.publicKey()), TrustedRoot.NONE.withTimestampAuthority(tsa.chain()))
                .requiring(new SignatureRequirements(1, 0, 0));

        var verified = verification.verify(stamped, Instant.now());

        assertThat(verified.observedTimes()).hasSize(1);
        assertThat(verified.observedTimes().get(0)).isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    }

    @Test
    void aRefusalIsNoTimestamp() throws Exception {
        byte[] refusal = tsa.respond("no request".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> TimestampToken.read(refusal, "response.tsr"))
                .isInstanceOf(MalformedMetadataException.class)
                .hasMessage("response.tsr: has no timestamp: the authority refused the request");
    }
}
