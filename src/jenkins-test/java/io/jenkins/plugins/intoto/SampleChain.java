package io.jenkins.plugins.intoto;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.EcCurve;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import io.jenkins.plugins.intoto.engine.key.KeyGenerator;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.ArtifactRule;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;

/** A supply chain of one step, {@code build}, which makes {@code app.txt}; the key that signs it, and its layout. */
final class SampleChain {
    static final String CREDENTIAL = "build-key";
    static final String LAYOUT = "release";

    private final SigningKey builder = KeyGenerator.ecdsa(EcCurve.P256);
    private final SigningKey owner = KeyGenerator.ecdsa(EcCurve.P256);

    /** Puts the key and the layout into Jenkins. */
    static SampleChain inJenkins() throws Exception {
        var chain = new SampleChain();
        add(new InTotoSigningKey(
                CredentialsScope.GLOBAL, CREDENTIAL, "", Secret.fromString(chain.privatePem()), null, null));
        var layout = new NamedLayout(LAYOUT, chain.layout());
        layout.setLayoutKeys(List.of(new TrustedKey("owner", chain.ownersPem())));
        InTotoConfiguration.get().setLayouts(List.of(layout));
        return chain;
    }

    static void add(Credentials credential) throws Exception {
        CredentialsProvider.lookupStores(Jenkins.get()).iterator().next().addCredentials(Domain.global(), credential);
    }

    String privatePem() {
        return new String(KeyFileWriter.privatePem(builder), StandardCharsets.US_ASCII);
    }

    /** A line of the private key. */
    String secret() {
        return privatePem().lines().skip(1).findFirst().orElseThrow();
    }

    String ownersPem() {
        return new String(KeyFileWriter.publicPem(owner.publicKey()), StandardCharsets.US_ASCII);
    }

    String layout() throws Exception {
        var key = builder.publicKey();
        var products =
                List.of(ArtifactRule.parse(List.of("CREATE", "app.txt")), ArtifactRule.parse(List.of("DISALLOW", "*")));
        var step = new Step("build", 1, List.of(), products, List.of(key.keyId()), List.of(), List.of());
        var layout = new Layout(
                Instant.now().plusSeconds(3600),
                "",
                Map.of(key.keyId(), key),
                List.of(step),
                List.of(),
                Map.of(),
                Map.of());
        var unsigned = UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK);
        return new String(unsigned.toByteArray(unsigned.sign(owner)), StandardCharsets.UTF_8);
    }
}
