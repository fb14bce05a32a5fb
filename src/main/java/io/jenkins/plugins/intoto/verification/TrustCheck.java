package io.jenkins.plugins.intoto.verification;

import hudson.Extension;
import io.jenkins.plugins.intoto.attestation.provenance.SelfCheck;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness;
import io.jenkins.plugins.intoto.attestation.provenance.Weakness.Place;
import io.jenkins.plugins.intoto.config.ConfiguredTrust;
import io.jenkins.plugins.intoto.credentials.SystemKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Layouts, policies, keys and certificates that have expired or soon will, and signing keys that nothing accepts. */
@Extension
public final class TrustCheck implements SelfCheck.Check {
    @Override
    public List<Weakness> weaknesses() {
        var trust = ConfiguredTrust.read();
        return Stream.of(
                        Weakness.of(
                                Weakness.Severity.FAILING,
                                Messages.TrustCheck_Ending(),
                                Messages.TrustCheck_EndingRemedy(),
                                trust.endingSoon().stream().map(ending -> Place.ofConfiguration(ending.sentence()))),
                        Weakness.of(
                                Weakness.Severity.FAILING,
                                Messages.TrustCheck_Unreadable(),
                                Messages.TrustCheck_UnreadableRemedy(),
                                trust.unreadable().stream().map(Place::ofConfiguration)),
                        Weakness.of(
                                Weakness.Severity.FAILING,
                                Messages.TrustCheck_RefusedKeys(),
                                Messages.TrustCheck_RefusedKeysRemedy(),
                                SystemKeys.publicKeys().entrySet().stream()
                                        .filter(key -> trust.refuses(key.getValue()))
                                        .map(Map.Entry::getKey)
                                        .map(Place::ofCredential)))
                .flatMap(Optional::stream)
                .toList();
    }
}
