package io.jenkins.plugins.intoto.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.credentials.PublicPart;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.IssuedCertificate;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators are told before verification fails because of the configuration. */
class TrustCheckTest {
    private static final SigningKey OWNER = KeyGenerator.ecdsa(EcCurve.P256);
    private static final SigningKey BUILDER = KeyGenerator.ed25519();
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir
    private Path home;

    private final InTotoConfiguration inToto = new InTotoConfiguration();
    private final AttestationConfiguration attestations = new AttestationConfiguration();
    private LocalJenkins jenkins;

    @BeforeEach
    void startJenkins() {
        jenkins = new LocalJenkins(home).with(inToto).with(attestations);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @AfterEach
    void stopJenkins() {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        jenkins.close();
    }

    private static Instant inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private static NamedLayout layout(String name, Instant expires) throws Exception {
        var key = BUILDER.publicKey();
        var steps = List.of(new Step("build", 1, List.of(), List.of(), List.of(key.keyId()), List.of(), List.of()));
        var envelope = UnsignedEnvelope.of(
                new Layout(expires, "", Map.of(key.keyId(), key), steps, List.of(), Map.of(), Map.of()),
                EnvelopeFormat.DSSE);
        var layout =
                new NamedLayout(name, new String(envelope.toByteArray(envelope.sign(OWNER)), StandardCharsets.UTF_8));
        layout.setLayoutKeys(List.of(new TrustedKey("owner", publicPem(OWNER))));
        return layout;
    }

    private static String publicPem(SigningKey key) {
        return new String(KeyFileWriter.publicPem(key.publicKey()), StandardCharsets.US_ASCII);
    }

    /** A policy that takes the builder's key, and certificates of an authority. */
    private static NamedPolicy policy(String name, Instant expires, Instant authorityUntil) throws Exception {
        var root = IssuedCertificate.request("CN=Tenant CA")
                .authority()
                .until(authorityUntil)
                .selfSigned()
                .certificate();
        var pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(root.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return new NamedPolicy(
                name, """
                expires: "%s"
                roots:
                  tenant:
                    certificate: |
                %s
                functionaries:
                  ci:
                    keyType: ed25519
                    scheme: ed25519
                    keyVal:
                      public: |
                %s
                  people:
                    keyType: x509
                    roots: [tenant]
                    emails: ["*@example.com"]
                subjects:
                  - subject: ["*.jar"]
                    expectedPredicates:
                      - predicateType: https://cyclonedx.org/bom
                        functionaries: [ci, people]
                """.formatted(expires, pem.indent(6), publicPem(BUILDER).indent(10)));
    }

    private static InTotoSigningKey credential(String id, SigningKey key) {
        var pem = new String(KeyFileWriter.privatePem(key), StandardCharsets.US_ASCII);
        var credential = new InTotoSigningKey(CredentialsScope.GLOBAL, id, "", Secret.fromString(pem), null, null);
        SystemCredentialsProvider.getInstance().getCredentials().add(credential);
        return credential;
    }

    private static Stream<String> places(String beginning) {
        return new TrustCheck()
                .weaknesses().stream()
                        .filter(weakness -> weakness.getSentence().startsWith(beginning))
                        .flatMap(weakness -> weakness.getPlaces().stream())
                        .map(Weakness.Place::getName);
    }

    @Test
    void nothingIsSaidOfWhatHoldsLongerThanAMonth() throws Exception {
        inToto.setLayouts(List.of(layout("release", inDays(31))));
        attestations.setPolicies(List.of(policy("gate", inDays(31), inDays(31))));
        credential("builder", BUILDER);

        assertThat(new TrustCheck().weaknesses()).isEmpty();
        assertThat(new TrustMonitor().isActivated()).isFalse();
    }

    @Test
    void layoutsAndPoliciesThatExpireWithinAMonthAreNamed() throws Exception {
        inToto.setLayouts(List.of(layout("release", inDays(29)), layout("old", inDays(-1)), layout("far", FAR)));
        attestations.setPolicies(List.of(policy("gate", inDays(3), FAR)));

        assertThat(places("in-toto verification fails or will soon fail"))
                .satisfiesExactlyInAnyOrder(
                        name -> assertThat(name).startsWith("Layout 'release': expires at "),
                        name -> assertThat(name).startsWith("Layout 'old': expired at "),
                        name -> assertThat(name).startsWith("Policy 'gate': expires at "));
    }

    @Test
    void anAuthorityWhoseCertificateExpiresIsNamedWithThePolicyThatHasIt() throws Exception {
        attestations.setPolicies(List.of(policy("gate", FAR, inDays(5))));

        assertThat(places("in-toto verification fails or will soon fail"))
                .singleElement()
                .asString()
                .startsWith("Policy 'gate', certificate of CN=Tenant CA: expires at ");
    }

    @Test
    void aKeyThatNoLayoutAndNoPolicyAcceptsIsNamed() throws Exception {
        inToto.setLayouts(List.of(layout("release", FAR)));
        credential("builder", BUILDER);
        credential("owner", OWNER);
        credential("forgotten", KeyGenerator.ed25519());

        assertThat(places("No configured layout or policy accepts")).containsExactly("forgotten");
    }

    @Test
    void noKeyIsCalledRefusedWhereNothingIsConfiguredOrSublayoutsMayListIt() throws Exception {
        credential("forgotten", KeyGenerator.ed25519());
        assertThat(new TrustCheck().weaknesses()).isEmpty();

        var open = layout("release", FAR);
        open.setAllowSublayouts("build");
        inToto.setLayouts(List.of(open));
        assertThat(new TrustCheck().weaknesses()).isEmpty();
    }

    @Test
    void theMonitorSeesAtOnceWhatAnAdministratorChanges() throws Exception {
        var monitor = new TrustMonitor();
        inToto.setLayouts(List.of(layout("release", inDays(1))));
        assertThat(monitor.isActivated()).isTrue();

        inToto.setLayouts(List.of(layout("release", FAR)));
        assertThat(monitor.isActivated()).isFalse();

        credential("forgotten", KeyGenerator.ed25519());
        assertThat(monitor.isActivated()).isTrue();
    }

    @Test
    void theFormOfAKeyNamesTheLayoutsAndPoliciesThatListIt() throws Exception {
        inToto.setLayouts(List.of(layout("release", FAR)));
        attestations.setPolicies(List.of(policy("gate", FAR, FAR)));

        assertThat(credential("builder", BUILDER).getPublicPart())
                .extracting(PublicPart::getAcceptedBy)
                .isEqualTo("Layout 'release', Policy 'gate'");
        assertThat(credential("other", KeyGenerator.ed25519()).getPublicPart().getAcceptedBy())
                .isEmpty();
    }
}
