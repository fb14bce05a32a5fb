package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPolicyTest {
    @TempDir
    Path home;

    private LocalJenkins jenkins;
    private final NamedPolicy.DescriptorImpl form = new NamedPolicy.DescriptorImpl();

    @BeforeEach
    void start() {
        jenkins = new LocalJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private static String policy(Instant expires) {
        return """
                expires: "%s"
                functionaries:
                  ci:
                    keyType: ed25519
                    scheme: ed25519
                    keyVal:
                      public: |
                %s
                subjects:
                  - subject: ["*.jar"]
                    expectedPredicates:
                      - predicateType: https://cyclonedx.org/bom
                        functionaries: [ci]
                """.formatted(expires, ED25519.indent(10));
    }

    /** Of no use to anybody. */
    private static final String ED25519 = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----""";

    private void writes(Instant expires, Kind kind, String words) throws Exception {
        var answer = GermanReader.reads(() -> form.doCheckPolicy(policy(expires)));

        var day = DateTimeFormatter.ofPattern("dd.MM.yyyy")
                .withZone(ZoneId.systemDefault())
                .format(expires);
        assertThat(answer.kind).isEqualTo(kind);
        assertThat(answer.renderHtml()).contains(words + day).doesNotContain(expires.toString());
    }

    @Test
    void theFormWritesTheExpiryInTheLanguageOfTheReader() throws Exception {
        writes(Instant.parse("2999-07-15T12:00:00Z"), Kind.OK, "Expires at ");
    }

    @Test
    void itDoesSoInWarningsToo() throws Exception {
        var tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        writes(tomorrow, Kind.WARNING, "expires soon, at ");
        writes(Instant.parse("2020-07-15T12:00:00Z"), Kind.WARNING, "expired at ");
    }
}
