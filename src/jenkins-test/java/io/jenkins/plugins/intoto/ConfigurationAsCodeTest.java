package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.security.ACL;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.intoto.attestation.rule.AttestationRules;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.BuilderMode;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.SigningConfiguration;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.credentials.InTotoTokenKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The example of Configuration as Code. */
@WithJenkins
class ConfigurationAsCodeTest {
    @TempDir
    private Path folder;

    @Test
    void theExampleConfiguresLayoutsAndKeys(JenkinsRule jenkins) throws Exception {
        var chain = new SampleChain();
        Files.writeString(folder.resolve("build.pem"), chain.privatePem());
        Files.writeString(folder.resolve("owner.pub"), chain.ownersPem());
        Files.writeString(folder.resolve("release.layout"), chain.layout());
        Files.copy(Path.of("examples", "policy", "release-gate.yaml"), folder.resolve("release-gate.yaml"));
        var example = Files.writeString(
                folder.resolve("jenkins.yaml"),
                Files.readString(Path.of("examples", "jenkins.yaml"))
                        .replace("/run/secrets", folder.toString().replace('\\', '/'))
                        .replace("- name: release\n", "- name: release\n        allowSublayouts: package\n"));

        ConfigurationAsCode.get().configure(example.toUri().toString());

        var configuration = InTotoConfiguration.get();
        assertEquals(
                chain.layout().length(),
                configuration.getLayouts().get(0).getLayout().length(),
                200);
        assertEquals(1, configuration.getLayouts().get(0).verificationKeys().size());
        assertEquals("package", configuration.getLayouts().get(0).getAllowSublayouts());
        assertEquals("**/node_modules/**", configuration.getDefaultExcludes());
        var attestations = AttestationConfiguration.get();
        assertEquals(
                "release-gate",
                attestations
                        .policy("release-gate")
                        .orElseThrow()
                        .read(Instant.now())
                        .source());
        assertEquals(
                "https://ci.example.com/builders/static-agents/v1",
                attestations.getBuilders().of(BuilderMode.STATIC_AGENTS));
        assertEquals("https://tsa.example.com/", attestations.getSigstore().getTimestampAuthority());
        var rule = AttestationRules.get().getRules().get(0);
        assertEquals("team/**", rule.getJobs());
        assertEquals(List.of("provenance", "test-results"), rule.getPredicates());
        assertTrue(rule.isLocked());
        var images = AttestationRules.get().getRules().get(1);
        assertEquals(List.of("registry.example.com/team/**"), images.getRepositories());
        assertEquals("referrers", images.getAttach());
        assertEquals("registry", images.getRegistryCredentialsId());
        var key = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        InTotoSigningKey.class, jenkins.jenkins, ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId("build-key"));
        assertNotNull(key);
    }

    @Test
    void aLayoutThatIsNoneFailsTheLoadAndIsNamed(JenkinsRule jenkins) throws Exception {
        var file = Files.writeString(folder.resolve("jenkins.yaml"), """
                unclassified:
                  inToto:
                    layouts:
                      - name: release
                        layout: "{}"
                """);

        Throwable failure = assertThrows(ConfiguratorException.class, () -> ConfigurationAsCode.get()
                .configure(file.toUri().toString()));
        while (failure.getCause() != null
                && !String.valueOf(failure.getMessage()).startsWith("layout 'release': ")) {
            failure = failure.getCause();
        }
        assertTrue(failure.getMessage().startsWith("layout 'release': "), failure::toString);
        assertTrue(InTotoConfiguration.get().getLayouts().isEmpty());
    }

    @Test
    void tokensAndProgramsAreConfiguredAndExportedWithoutThePin(JenkinsRule jenkins) throws Exception {
        var file = Files.writeString(folder.resolve("jenkins.yaml"), """
                unclassified:
                  inTotoSigning:
                    tokens:
                      - name: hsm
                        library: /usr/lib/softhsm/libsofthsm2.so
                        label: build
                        pin: "135790"
                    programs:
                      - name: kms
                        command: /usr/local/bin/sign
                        timeLimit: 30
                credentials:
                  system:
                    domainCredentials:
                      - credentials:
                          - inTotoTokenKey:
                              scope: GLOBAL
                              id: release-key
                              tokenName: hsm
                              object: release
                              objectId: a1
                              uses: release
                          - inTotoServiceKey:
                              scope: GLOBAL
                              id: kms-key
                              service:
                                externalProgram:
                                  programName: kms
                """);

        ConfigurationAsCode.get().configure(file.toUri().toString());

        var token = SigningConfiguration.get().token("hsm").orElseThrow();
        assertEquals("135790", token.getPin().getPlainText());
        assertEquals("build", token.getLabel());
        assertEquals(30, SigningConfiguration.get().program("kms").orElseThrow().getTimeLimit());
        var key = (InTotoTokenKey)
                SystemCredentialsProvider.getInstance().getCredentials().get(0);
        assertEquals("a1", key.getObjectId());
        assertEquals("release", key.getUses());
        var exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        var text = exported.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("inTotoTokenKey:") && text.contains("programName: \"kms\""), text);
        assertTrue(text.contains("label: \"build\"") && text.contains("timeLimit: 30"), text);
        assertFalse(text.contains("135790"), text);
    }
}
