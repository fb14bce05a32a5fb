package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a build says of its verdicts, if it would rather say something else. */
@AcceptanceTest
class VerdictIT {
    private final RemoteJenkins jenkins;

    VerdictIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @Test
    void aLayoutOfTheBuildDoesNotPassForThatOfTheAdministrator() throws Exception {
        var chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.release(), chain.ownersPublicKey());
        var mine = KeyGenerator.ecdsa(EcCurve.P256);
        var mineId = RemoteJenkins.name("mine");
        jenkins.secretText(mineId, new String(KeyFileWriter.publicPem(mine.publicKey()), StandardCharsets.US_ASCII));
        var layout = new Layout(
                Instant.now().plusSeconds(3600),
                "",
                Map.of(mine.publicKey().keyId(), mine.publicKey()),
                List.of(new Step(
                        "mine",
                        1,
                        List.of(),
                        List.of(),
                        List.of(mine.publicKey().keyId()),
                        List.of(),
                        List.of())),
                List.of(),
                Map.of(),
                Map.of());
        var unsigned = UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK);
        var signed = new String(unsigned.toByteArray(unsigned.sign(mine)), StandardCharsets.UTF_8);
        var signer = RemoteJenkins.name("mine-signs");
        jenkins.signingKey(signer, new String(KeyFileWriter.privatePem(mine), StandardCharsets.US_ASCII));
        var job = jenkins.pipeline(RemoteJenkins.name("verdicts"), """
                node {
                  deleteDir()
                  inTotoRecord(stepName: 'mine', credentialsId: '%s') { writeFile file: 'a.txt', text: 'a' }
                  writeFile file: '%s', text: '''%s'''
                  inTotoVerify(layout: '%2$s', onFailure: 'report')
                  for (int i = 0; i < 25; i++) {
                    inTotoVerify(layoutFile: '%2$s', layoutKeys: ['%s'])
                  }
                }
                """.formatted(
                        signer, chain.layout, signed.replace("\\", "\\\\"), mineId));

        var build = job.run();

        assertThat(build.log())
                .contains("PASSED: 1 step with 1 link verified against " + chain.layout + " (file of the build)")
                .endsWith("Finished: SUCCESS\n");
        var api = jenkins.get(build.path() + "in-toto/api/json").text();
        assertThat(api)
                .contains("\"fromBuild\":true,", "\"layout\":\"" + chain.layout + " (file of the build)\"")
                .contains("\"fromBuild\":false,", "\"layout\":\"" + chain.layout + "\"");
        for (var page : List.of(job.path(), build.path())) {
            assertThat(jenkins.get(page).text()).contains("not verified against " + chain.layout + " (");
        }
        assertThat(jenkins.get(build.path() + "in-toto/").text())
                .contains("Not verified against " + chain.layout)
                .contains("Verified against " + chain.layout + " (file of the build)");
    }
}
