package io.jenkins.plugins.intoto.verification;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tells administrators what {@link TrustCheck} has found, on the pages of the administration. */
@Extension
public final class TrustMonitor extends AdministrativeMonitor {
    /** How long an answer holds while nothing is configured: what is asked about is a matter of days. */
    private static final Duration HOLDS = Duration.ofHours(1);

    private volatile Answer answer = new Answer(List.of(), Instant.MIN, List.of());

    /**
     * What was found, and when in which configuration.
     *
     * @param configuration all that was looked at; each object stays as it is until another one takes its place
     */
    private record Answer(List<Object> configuration, Instant at, List<Weakness> weaknesses) {
        boolean holds(List<Object> today, Instant now) {
            if (configuration.size() != today.size() || !now.isBefore(at.plus(HOLDS))) {
                return false;
            }
            for (int i = 0; i < today.size(); i++) {
                if (configuration.get(i) != today.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public String getDisplayName() {
        return Messages.TrustMonitor_DisplayName();
    }

    @Override
    public boolean isActivated() {
        return !getWeaknesses().isEmpty();
    }

    /** What was found. Jenkins asks on every page of the administration, and reading keys and policies takes time. */
    public List<Weakness> getWeaknesses() {
        var today = configuration();
        var now = Instant.now();
        var known = answer;
        if (!known.holds(today, now)) {
            known = new Answer(today, now, new TrustCheck().weaknesses());
            answer = known;
        }
        return known.weaknesses();
    }

    private static List<Object> configuration() {
        var all = new ArrayList<Object>(InTotoConfiguration.get().getLayouts());
        all.addAll(InTotoConfiguration.get().getTrustedKeys());
        all.addAll(AttestationConfiguration.get().getPolicies());
        all.addAll(SystemCredentialsProvider.getInstance().getCredentials());
        return all;
    }
}
