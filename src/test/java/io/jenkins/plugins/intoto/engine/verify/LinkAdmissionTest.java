package io.jenkins.plugins.intoto.engine.verify;

import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.ALICE;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.BOB;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.artifacts;
import static io.jenkins.plugins.intoto.engine.verify.SupplyChain.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.model.Link;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkAdmissionTest {
    private static final LinkAdmission OF_BUILD_2 =
            link -> Long.valueOf(2).equals(link.environment().get("build"))
                    ? Optional.empty()
                    : Optional.of("it is of build " + link.environment().get("build"));

    private static SupplyChain chain() {
        return new SupplyChain().step("build", List.of(), rules("ALLOW *"), ALICE, BOB);
    }

    private static Link ofBuild(long number) {
        return new Link("build", List.of(), artifacts(), artifacts("a"), Map.of(), Map.of("build", number));
    }

    private static Verification verify(SupplyChain chain) throws InterruptedException {
        return chain.verify(SupplyChain.options().withAdmission(OF_BUILD_2));
    }

    @Test
    void aLinkThatIsNotAdmittedDoesNotCountThoughItsSignatureIsValid() throws Exception {
        var verification = verify(chain().record(ALICE, ofBuild(1)));

        assertThat(verification.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(ReasonCode.THRESHOLD_NOT_MET);
            assertThat(failure.sentence()).endsWith("does not count here (it is of build 1)");
        });
        assertThat(verification.steps().get(0).links())
                .extracting(LinkOutcome::status)
                .containsExactly(LinkStatus.NOT_ADMITTED);
    }

    @Test
    void aLinkThatIsAdmittedCountsBesideOneThatIsNot() throws Exception {
        var verification = verify(chain().record(ALICE, ofBuild(1)).record(BOB, ofBuild(2)));

        assertThat(verification.passed()).isTrue();
        assertThat(verification.steps().get(0).links())
                .extracting(LinkOutcome::status)
                .containsExactly(LinkStatus.USED, LinkStatus.NOT_ADMITTED);
    }
}
