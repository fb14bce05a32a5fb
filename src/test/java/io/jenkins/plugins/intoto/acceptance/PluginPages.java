package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds that have something to show on every page of the plugin, and the addresses of these pages. */
final class PluginPages {
    private static final String BOM =
            "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.7\",\"version\":1,\"components\":[]}";

    private static final String SCAN =
            "{\"scanner\":{\"uri\":\"https://scanner.example/\",\"version\":\"1.4\",\"db\":{\"lastUpdate\":\"2026-11-19T00:00:00Z\"},\"result\":[]},"
                    + "\"metadata\":{\"scanStartedOn\":\"2026-11-20T10:00:00Z\",\"scanFinishedOn\":\"2026-11-20T10:01:00Z\"}}";

    private final Map<String, String> paths = new LinkedHashMap<>();

    private PluginPages() {}

    /** Makes the builds. */
    static PluginPages in(RemoteJenkins jenkins) throws Exception {
        var chain = ExampleChain.in(jenkins);
        jenkins.layout(chain.layout, chain.release(), chain.ownersPublicKey());
        var attesting = KeyGenerator.ecdsa(EcCurve.P256);
        var attestingId = RemoteJenkins.name("ci-key");
        jenkins.signingKey(attestingId, pem(attesting), "Attests what the builds of this job make");

        var script = chain.pipeline("Jenkinsfile.scripted");
        var passed = jenkins.pipeline(RemoteJenkins.name("passed"), script).run();
        var tampered = jenkins.pipeline(
                        RemoteJenkins.name("tampered"),
                        script.replace("stage('Package')", "sh 'echo slipped in >> app.txt'\n    stage('Package')"))
                .run();
        var attested = jenkins.pipeline(RemoteJenkins.name("attested"), attestations(attesting, attestingId, chain))
                .run();
        var digest = sha256(jenkins.get(attested.path() + "in-toto/").text());
        var freestyle = jenkins.create(RemoteJenkins.name("freestyle"), chain.example("freestyle.xml"));

        var pages = new PluginPages();
        pages.paths.put("job", parent(tampered.path()));
        pages.paths.put("build", tampered.path());
        pages.paths.put("build-page", tampered.path() + "in-toto/");
        pages.paths.put("verified", passed.path() + "in-toto/");
        pages.paths.put("attested", attested.path() + "in-toto/");
        pages.paths.put("link", tampered.path() + "in-toto/link/" + AgentIT.linkFile(tampered, "package") + "/");
        pages.paths.put("search", attested.path() + "in-toto/search/?sha256=" + digest);
        pages.paths.put("search-empty", attested.path() + "in-toto/search/");
        pages.paths.put("self-check", "manage/in-toto-self-check/");
        pages.paths.put("credential", "credentials/store/system/domain/_/credential/" + attestingId + "/update");
        pages.paths.put("configuration", "manage/configure");
        pages.paths.put("freestyle", freestyle.path() + "configure");
        return pages;
    }

    private static String attestations(SigningKey key, String keyId, ExampleChain chain) throws IOException {
        return """
                node {
                  %s
                  sh 'mkdir target; echo jar > target/a-library-with-a-rather-long-name-1.4.2-SNAPSHOT.jar'
                  writeFile file: 'bom.json', text: '%s'
                  writeFile file: 'scan.json', text: '%s'
                  writeFile file: 'gate.policy', text: '%s'
                  inTotoRecord(stepName: 'compile', credentialsId: '%s', materials: 'src/**', products: 'target/*.jar') {
                    sh 'echo compiled >> target/a-library-with-a-rather-long-name-1.4.2-SNAPSHOT.jar'
                  }
                  inTotoAttest subjects: 'target/*.jar', credentialsId: '%5$s'
                  inTotoAttest predicate: 'sbom', predicateFile: 'bom.json', subjects: 'target/*.jar', credentialsId: '%5$s'
                  inTotoAttest predicate: 'vulns', predicateFile: 'scan.json', subjects: 'target/*.jar', credentialsId: '%5$s'
                  inTotoVerify policyFile: 'gate.policy', policyKeys: ['%s'], subjects: 'target/*.jar', onFailure: 'report'
                }
                """.formatted(
                chain.checkout(), BOM, SCAN, chain.signedPolicy(key).replace("\\", "\\\\"), keyId, chain.ownersKey);
    }

    private static String pem(SigningKey key) {
        return new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII);
    }

    private static String sha256(String page) {
        var begin = page.indexOf("sha256=") + "sha256=".length();
        return page.substring(begin, begin + 64);
    }

    private static String parent(String build) {
        return build.substring(0, build.lastIndexOf('/', build.length() - 2) + 1);
    }

    /** The paths of the pages by short names. */
    Map<String, String> paths() {
        return paths;
    }
}
