package io.jenkins.plugins.intoto;

import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A policy that expects provenance by one functionary, for a month. */
public final class ProvenancePolicy {
    private ProvenancePolicy() {}

    /**
     * The policy, not signed.
     *
     * @param subjects a pattern of the artifacts
     * @param functionary the key of the functionary
     */
    public static String of(String subjects, AsymmetricKey functionary) {
        return """
                expires: "%s"
                functionaries:
                  ci:
                    keyType: %s
                    scheme: %s
                    keyVal:
                      public: |
                %s
                subjects:
                  - subject: ["%s"]
                    expectedPredicates:
                      - predicateType: https://slsa.dev/provenance/v1
                        functionaries: [ci]
                """.formatted(
                        Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS),
                        functionary.keytype(),
                        functionary.scheme(),
                        new String(KeyFileWriter.publicPem(functionary), StandardCharsets.US_ASCII)
                                .strip()
                                .indent(10),
                        subjects);
    }
}
