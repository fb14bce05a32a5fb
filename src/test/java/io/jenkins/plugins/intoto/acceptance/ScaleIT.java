package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many builds, steps, attestations and files at once: none is lost, and none is taken for another. */
@AcceptanceTest
class ScaleIT {
    private static final Pattern LINK = Pattern.compile("in-toto/[^\"]+\\.link");
    private static final String BUNDLE = "all.intoto.jsonl";

    private final RemoteJenkins jenkins;
    private final String keyId = RemoteJenkins.name("scale");

    ScaleIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void enterKey() throws Exception {
        var pem = KeyFileWriter.privatePem(KeyGenerator.ecdsa(EcCurve.P256));
        jenkins.signingKey(keyId, new String(pem, StandardCharsets.US_ASCII));
    }

    @Test
    void ofTwentyBuildsAtOnceEachHasTheLinkOfWhatItMade() throws Exception {
        var job = jenkins.pipeline(RemoteJenkins.name("at-once"), """
                node {
                    deleteDir()
                    inTotoRecord(stepName: 'build', credentialsId: '%s', products: 'app.txt') {
                        writeFile file: 'app.txt', text: 'made by build ' + env.BUILD_NUMBER
                    }
                }
                """.formatted(keyId));
        var builds = new ArrayList<Job.Build>();
        for (int i = 0; i < 20; i++) {
            builds.add(job.start());
        }

        for (int i = 0; i < builds.size(); i++) {
            var build = builds.get(i);
            assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
            var links = LINK.matcher(build.artifacts())
                    .results()
                    .map(found -> found.group())
                    .toList();
            assertThat(links).hasSize(1);
            assertThat(new String(build.artifact(links.get(0)), StandardCharsets.UTF_8))
                    .contains(sha256("made by build " + (i + 1)));
        }
    }

    private static String sha256(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(bytes));
    }

    @Test
    void twoHundredStepsAndThreeHundredAttestationsOfOneBuildAreAllKept() throws Exception {
        var build = jenkins.pipeline(RemoteJenkins.name("many"), """
                node {
                    deleteDir()
                    for (int i = 0; i < 200; i++) {
                        inTotoRecord(stepName: 'step-' + i, credentialsId: '%1$s', products: 'app.txt') {
                            writeFile file: 'app.txt', text: 'step ' + i
                        }
                    }
                    for (int i = 0; i < 300; i++) {
                        inTotoAttest(subjects: 'app.txt', credentialsId: '%1$s', bundle: '%2$s')
                    }
                }
                """.formatted(keyId, BUNDLE))
                .start();
        build.awaitEnd(600);

        assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
        assertThat(LINK.matcher(build.artifacts()).results()).hasSize(200);
        assertThat(new String(build.artifact(BUNDLE), StandardCharsets.UTF_8).lines())
                .hasSize(300);
        assertThat(jenkins.get(build.path() + "in-toto/").status()).isEqualTo(200);
    }

    @Test
    void aHundredThousandFilesAreProductsOfOneStep() throws Exception {
        var build = jenkins.pipeline(RemoteJenkins.name("files"), """
                node {
                    deleteDir()
                    inTotoRecord(stepName: 'build', credentialsId: '%s', materials: 'none', products: 'made/**') {
                        sh 'mkdir made && cd made && seq 100000 | xargs touch'
                    }
                    deleteDir()
                }
                """.formatted(keyId))
                .run();

        assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
        assertThat(build.log()).contains("100,000 products");
    }
}
