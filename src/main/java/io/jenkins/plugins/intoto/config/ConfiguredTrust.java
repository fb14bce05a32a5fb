package io.jenkins.plugins.intoto.config;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.policy.Functionary;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the layouts and policies of the configuration trust: until when, and whose keys. All text is safe to show. */
public final class ConfiguredTrust {
    /** How long before its end there is time to replace something. */
    public static final Duration SOON = Duration.ofDays(30);

    private final List<Ending> endings = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<Acceptance> acceptances = new ArrayList<>();
    private final Set<String> owners = new HashSet<>();

    /**
     * Something that verification trusts only until a certain time.
     *
     * @param what what it is, in words that name the layout or policy it belongs to
     * @param at when its validity ends
     */
    public record Ending(String what, Instant at) {
        /** What it is, and when it ends, in the words of whoever reads it. */
        public String sentence() {
            return at.isAfter(Instant.now())
                    ? Messages.ConfiguredTrust_Expires(what, FormText.time(at))
                    : Messages.ConfiguredTrust_Expired(what, FormText.time(at));
        }
    }

    /**
     * Whose signatures a layout or a policy accepts.
     *
     * @param what which one, in words
     * @param fingerprints of the keys of its functionaries, as of {@link VerificationKey#materialFingerprint}
     * @param others whether it also accepts keys that it does not list, through sublayouts
     */
    private record Acceptance(String what, Set<String> fingerprints, boolean others) {}

    private ConfiguredTrust() {}

    /** What is trusted at present. */
    public static ConfiguredTrust read() {
        var trust = new ConfiguredTrust();
        InTotoConfiguration.get().getLayouts().forEach(trust::add);
        AttestationConfiguration.get().getPolicies().forEach(trust::add);
        for (var key : InTotoConfiguration.get().getTrustedKeys()) {
            trust.reading(() -> trust.addOwner(named(Messages.TrustedKey_DisplayName(), key.getName()), key));
        }
        trust.endings.sort(Comparator.comparing(Ending::at));
        return trust;
    }

    /** What has ended, or ends within {@link #SOON}; soonest first. */
    public List<Ending> endingSoon() {
        var soon = Instant.now().plus(SOON);
        return endings.stream().filter(ending -> !ending.at().isAfter(soon)).toList();
    }

    /** Why layouts, policies and keys cannot be read; nothing else is known of them. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** The layouts and policies that list a key among those of their functionaries, in words. */
    public List<String> accepting(AsymmetricKey key) {
        return acceptances.stream()
                .filter(acceptance -> acceptance.fingerprints().contains(key.materialFingerprint()))
                .map(Acceptance::what)
                .toList();
    }

    /**
     * Whether it is certain that no layout and no policy accepts what a key signs. There are some, none lists the key or admits
     * others, and it signs no layouts itself; of a key with a certificate it is never certain.
     */
    public boolean refuses(AsymmetricKey key) {
        return !acceptances.isEmpty()
                && key.certificate().isEmpty()
                && !owners.contains(key.materialFingerprint())
                && acceptances.stream().noneMatch(Acceptance::others)
                && accepting(key).isEmpty();
    }

    private void add(NamedLayout named) {
        var what = named(Messages.NamedLayout_DisplayName(), named.getName());
        reading(() -> {
            var layout = named.content();
            endings.add(new Ending(what, layout.expires()));
            Stream.of(layout.keys(), layout.rootCas(), layout.intermediateCas())
                    .flatMap(keys -> keys.values().stream())
                    .forEach(key -> addEnding(what, key));
            acceptances.add(new Acceptance(
                    what,
                    fingerprints(layout.keys().values().stream()),
                    !named.getAllowSublayouts().isEmpty()));
            for (var key : named.getLayoutKeys()) {
                addOwner(what, key);
            }
        });
    }

    private void add(NamedPolicy named) {
        var what = named(Messages.NamedPolicy_DisplayName(), named.getName());
        reading(() -> {
            var policy = named.content();
            endings.add(new Ending(what, policy.expires()));
            policy.timestampAuthorities().values().forEach(authority -> add(what, authority));
            var keys = new ArrayList<VerificationKey>();
            for (var functionary : policy.functionaries().values()) {
                if (functionary instanceof Functionary.KeyHolder holder) {
                    keys.add(holder.key());
                    addEnding(what, holder.key());
                } else if (functionary instanceof Functionary.CertificateHolder holder) {
                    holder.authorities().forEach(authority -> add(what, authority));
                }
            }
            acceptances.add(new Acceptance(what, fingerprints(keys.stream()), false));
            for (var key : named.getPolicyKeys()) {
                addOwner(what, key);
            }
        });
    }

    private void add(String what, Functionary.Authority authority) {
        Stream.concat(Stream.of(authority.root()), authority.intermediates().stream())
                .forEach(certificate -> addEnding(what, certificate));
    }

    private void addOwner(String what, TrustedKey key) throws UnreadableKeyException {
        var owner = key.verificationKey();
        addEnding(what, owner);
        owners.addAll(owner.materialFingerprints());
    }

    private void addEnding(String what, VerificationKey key) {
        key.expires()
                .ifPresent(at -> endings.add(new Ending(
                        DisplayText.of(
                                Messages.ConfiguredTrust_Key(what, key.keyId().shortForm())),
                        at)));
    }

    private void addEnding(String what, X509Certificate certificate) {
        endings.add(new Ending(
                DisplayText.of(Messages.ConfiguredTrust_Certificate(
                        what, certificate.getSubjectX500Principal().getName())),
                certificate.getNotAfter().toInstant()));
    }

    private static Set<String> fingerprints(Stream<VerificationKey> keys) {
        return keys.flatMap(key -> key.materialFingerprints().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static String named(String kind, String name) {
        return DisplayText.of(Messages.ConfiguredTrust_Named(kind, name));
    }

    private void reading(Part part) {
        try {
            part.read();
        } catch (InTotoException e) {
            unreadable.add(DisplayText.of(e.getMessage()));
        }
    }

    /** Reads a part of the configuration. */
    @FunctionalInterface
    private interface Part {
        void read() throws InTotoException;
    }
}
