package io.jenkins.plugins.intoto.engine.policy.source;

import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.MISSING_MEMBER;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.UNKNOWN_NAME;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.UNREADABLE_KEY;
import static io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind.WRONG_VALUE;

import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.model.ArtifactPattern;
import io.jenkins.plugins.intoto.engine.policy.Functionary;
import io.jenkins.plugins.intoto.engine.policy.Functionary.Authority;
import io.jenkins.plugins.intoto.engine.policy.Functionary.CertificateHolder;
import io.jenkins.plugins.intoto.engine.policy.Functionary.Identity;
import io.jenkins.plugins.intoto.engine.policy.Functionary.KeyHolder;
import io.jenkins.plugins.intoto.engine.policy.Functionary.Roles;
import io.jenkins.plugins.intoto.engine.policy.Functionary.SigstoreIdentity;
import io.jenkins.plugins.intoto.engine.policy.NamedTrustedRoot;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the functionaries of a policy: keys, holders of certificates, and identities of a Sigstore deployment. */
final class FunctionaryReader {
    private static final Pattern ED25519 = Pattern.compile("[0-9a-f]{64}");

    /** What stands before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410). */
    private static final String ED25519_HEADER = "302a300506032b6570032100";

    private final Map<String, Optional<Authority>> roots;
    private final Map<String, Optional<NamedTrustedRoot>> trustedRoots;

    FunctionaryReader(Map<String, Optional<Authority>> roots, Map<String, Optional<NamedTrustedRoot>> trustedRoots) {
        this.roots = roots;
        this.trustedRoots = trustedRoots;
    }

    /** Reads one; empty, with defects, if it cannot be used. */
    Optional<Functionary> read(String name, PolicyMembers members) {
        var roles = new Roles(new HashSet<>(members.texts("builderIds")), new HashSet<>(members.texts("verifierIds")));
        var type = members.requiredText("keyType");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Optional<Functionary> functionary =
                switch (type.get()) {
                    case "x509" -> certificateHolder(name, members, roles);
                    case "sigstore" -> sigstoreIdentity(name, members, roles);
                    default -> keyHolder(name, type.get(), members, roles);
                };
        members.refuseOthers();
        return functionary;
    }

    private static Optional<Functionary> keyHolder(String name, String type, PolicyMembers members, Roles roles) {
        if (!AsymmetricKey.keytypes().contains(type)) {
            var known = String.join(", ", AsymmetricKey.keytypes());
            members.defect(WRONG_VALUE, "keyType", "must be one of " + known + ", sigstore and x509");
            return Optional.empty();
        }
        // What the ids of keys are is no business of a policy: they are never relied on.
        members.has("keyID");
        members.has("keyIDHashAlgorithms");
        var scheme = members.text("scheme");
        members.require("keyVal");
        var value = members.mapping("keyVal");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.get().has("private")) {
            value.get().defect(UNREADABLE_KEY, "private", "a private key does not belong into a policy");
        }
        value.get().has("certificate");
        var text = value.get().requiredText("public");
        value.get().refuseOthers();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var key = key(text.get().strip());
            if (!key.keytype().equals(type)) {
                members.defect(WRONG_VALUE, "keyType", "is " + type + ", the key is of type " + key.keytype());
                return Optional.empty();
            }
            if (scheme.isPresent() && !key.isOfScheme(scheme.get())) {
                members.defect(WRONG_VALUE, "scheme", "is not a scheme of the key, which is for " + key.scheme());
                return Optional.empty();
            }
            return Optional.of(new KeyHolder(name, key, roles));
        } catch (UnreadableKeyException e) {
            value.get()
                    .defect(
                            UNREADABLE_KEY,
                            "public",
                            "is not a public key that can be used: " + DisplayText.of(e.getMessage()));
            return Optional.empty();
        }
    }

    private static AsymmetricKey key(String text) throws UnreadableKeyException {
        byte[] content = ED25519.matcher(text).matches()
                ? HexFormat.of().parseHex(ED25519_HEADER + text)
                : text.getBytes(StandardCharsets.UTF_8);
        var key = KeyFiles.readPublic(content, "key");
        if (key instanceof AsymmetricKey asymmetric) {
            return asymmetric;
        }
        throw new UnreadableKeyException(
                "key", UnreadableKeyException.Reason.NOT_A_KEY, "GPG keys do not sign attestations");
    }

    private Optional<Functionary> certificateHolder(String name, PolicyMembers members, Roles roles) {
        members.require("roots");
        var authorities = new ArrayList<Authority>();
        var names = members.texts("roots");
        for (var root : names) {
            named(roots, root, members, "roots", "the policy has no root \"").ifPresent(authorities::add);
        }
        var uris = patterns(members, "uris");
        var emails = patterns(members, "emails");
        var dnsNames = patterns(members, "dnsNames");
        var usages = extendedKeyUsages(members);
        if (uris.isEmpty() && emails.isEmpty() && dnsNames.isEmpty()) {
            members.defect(
                    MISSING_MEMBER,
                    "",
                    "has neither \"uris\" nor \"emails\" nor \"dnsNames\": anyone with a certificate would do");
            return Optional.empty();
        }
        if (members.has("roots") && names.isEmpty()) {
            members.defect(WRONG_VALUE, "roots", "names no root");
        }
        return authorities.isEmpty()
                ? Optional.empty()
                : Optional.of(new CertificateHolder(name, authorities, uris, emails, dnsNames, usages, roles));
    }

    private static Set<String> extendedKeyUsages(PolicyMembers members) {
        var identifiers = new HashSet<String>();
        for (var text : members.texts("extendedKeyUsages")) {
            CertificateUsage.objectIdentifier(text)
                    .ifPresentOrElse(
                            identifiers::add,
                            () -> members.defect(
                                    WRONG_VALUE,
                                    "extendedKeyUsages",
                                    "must be names such as serverAuth, or object identifiers"));
        }
        return identifiers;
    }

    private Optional<Functionary> sigstoreIdentity(String name, PolicyMembers members, Roles roles) {
        var rootName = members.requiredText("trustedRoot");
        var root = rootName.flatMap(
                text -> named(trustedRoots, text, members, "trustedRoot", "the policy has no trusted root \""));
        members.require("identities");
        var identities = new ArrayList<Identity>();
        for (var node : members.sequence("identities")) {
            PolicyMembers.of(node, members.defects()).ifPresent(identity -> {
                var issuer = identity.requiredText("issuer");
                var subject = identity.requiredText("subject");
                identity.refuseOthers();
                if (issuer.isPresent() && subject.isPresent()) {
                    identities.add(new Identity(issuer.get(), ArtifactPattern.ofName(subject.get())));
                }
            });
        }
        if (identities.isEmpty() && members.has("identities")) {
            members.defect(WRONG_VALUE, "identities", "names no identity");
        }
        return root.isEmpty() || identities.isEmpty()
                ? Optional.empty()
                : Optional.of(new SigstoreIdentity(name, root.get(), identities, roles));
    }

    private static List<ArtifactPattern> patterns(PolicyMembers members, String name) {
        return members.texts(name).stream().map(ArtifactPattern::ofName).toList();
    }

    /** What a name refers to; empty if there is nothing of the name, with a defect, or if it cannot be used. */
    static <T> Optional<T> named(
            Map<String, Optional<T>> all, String name, PolicyMembers members, String member, String otherwise) {
        if (!all.containsKey(name)) {
            members.defect(UNKNOWN_NAME, member, otherwise + DisplayText.of(name) + "\"");
        }
        return all.getOrDefault(name, Optional.empty());
    }
}
