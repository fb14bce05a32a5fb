package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.CertificateUsage;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a layout from its JSON object (in-toto specification 1.0, section 4.3). */
final class LayoutReader {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");

    private final String source;
    private final Set<String> names = new HashSet<>();

    LayoutReader(String source) {
        this.source = source;
    }

    Layout read(JsonObject json) throws MalformedJsonException, MalformedMetadataException {
        var steps = new ArrayList<Step>();
        for (var step : json.objects("steps")) {
            steps.add(step(step));
        }
        var inspections = new ArrayList<Inspection>();
        for (var inspection : json.objects("inspect")) {
            inspections.add(inspection(inspection));
        }
        return new Layout(
                time(json, "expires"),
                json.string("readme", ""),
                keys(json, "keys"),
                steps,
                inspections,
                keys(json, "rootcas"),
                keys(json, "intermediatecas"));
    }

    private Step step(JsonObject json) throws MalformedJsonException, MalformedMetadataException {
        requireType(json, "step");
        var constraints = new ArrayList<CertificateConstraint>();
        // What Go writes for a list that is not set.
        for (var constraint : json.objectsOrNull("cert_constraints")) {
            constraints.add(new CertificateConstraint(
                    constraint.string("common_name", ""),
                    constraint.strings("dns_names"),
                    constraint.strings("emails"),
                    constraint.strings("organizations"),
                    constraint.strings("roots"),
                    constraint.strings("uris"),
                    extendedKeyUsages(constraint)));
        }
        return new Step(
                name(json),
                json.integer("threshold", 1),
                rules(json, ArtifactSide.MATERIALS),
                rules(json, ArtifactSide.PRODUCTS),
                json.strings("pubkeys").stream().map(KeyId::new).toList(),
                json.strings("expected_command"),
                constraints);
    }

    private static List<String> extendedKeyUsages(JsonObject constraint) throws MalformedJsonException {
        var usages = constraint.strings("extended_key_usages");
        for (var usage : usages) {
            if (CertificateUsage.objectIdentifier(usage).isEmpty()) {
                throw constraint.malformed(
                        "extended_key_usages", "must be names such as serverAuth, or object identifiers");
            }
        }
        return usages;
    }

    private Inspection inspection(JsonObject json) throws MalformedJsonException, MalformedMetadataException {
        requireType(json, "inspection");
        return new Inspection(
                name(json),
                rules(json, ArtifactSide.MATERIALS),
                rules(json, ArtifactSide.PRODUCTS),
                json.strings("run"));
    }

    private void requireType(JsonObject json, String type) throws MalformedJsonException, MalformedMetadataException {
        if (!json.string("_type", type).equals(type)) {
            throw malformed(json, "_type", MetadataDefect.WRONG_TYPE, "must be \"" + type + "\"");
        }
    }

    private String name(JsonObject json) throws MalformedJsonException, MalformedMetadataException {
        var name = json.string("name");
        if (!ItemNames.isSafe(name)) {
            throw malformed(
                    json,
                    "name",
                    MetadataDefect.UNSAFE_NAME,
                    "cannot be part of a file name: it is empty or too long, or is that of a device, or holds a path"
                            + " separator, a colon or a control character");
        }
        if (!names.add(name)) {
            throw malformed(
                    json, "name", MetadataDefect.DUPLICATE_NAME, "\"" + name + "\" names a second step or inspection");
        }
        return name;
    }

    private List<ArtifactRule> rules(JsonObject json, ArtifactSide side)
            throws MalformedJsonException, MalformedMetadataException {
        var member = "expected_" + side.inTotoName();
        var rules = new ArrayList<ArtifactRule>();
        for (var tokens : json.stringLists(member)) {
            try {
                rules.add(ArtifactRule.parse(tokens));
            } catch (MalformedRuleException e) {
                throw new MalformedMetadataException(
                        source, json.pointer() + "/" + member + "/" + rules.size(), e.defect(), e.getMessage());
            }
        }
        return rules;
    }

    private Map<KeyId, VerificationKey> keys(JsonObject json, String member)
            throws MalformedJsonException, MalformedMetadataException {
        var keys = new LinkedHashMap<KeyId, VerificationKey>();
        var object = json.optionalObject(member);
        if (object.isPresent()) {
            for (var name : object.get().names()) {
                keys.put(new KeyId(name), key(object.get(), name));
            }
        }
        return keys;
    }

    private VerificationKey key(JsonObject keys, String name)
            throws MalformedJsonException, MalformedMetadataException {
        try {
            return VerificationKey.fromJson(new KeyId(name), keys.object(name));
        } catch (UnreadableKeyException e) {
            throw malformed(
                    keys,
                    name,
                    e.reason() == UnreadableKeyException.Reason.PRIVATE_INSTEAD_OF_PUBLIC
                            ? MetadataDefect.PRIVATE_KEY
                            : MetadataDefect.UNREADABLE_KEY,
                    e.getMessage());
        }
    }

    private Instant time(JsonObject json, String member) throws MalformedJsonException, MalformedMetadataException {
        var text = json.string(member);
        if (TIME.matcher(text).matches()) {
            try {
                return Instant.parse(text);
            } catch (DateTimeException e) {
                throw malformed(json, member, MetadataDefect.MALFORMED_TIME, "\"" + text + "\" is not a time");
            }
        }
        throw malformed(json, member, MetadataDefect.MALFORMED_TIME, "must be of the form YYYY-MM-DDTHH:MM:SSZ");
    }

    private MalformedMetadataException malformed(JsonObject json, String member, MetadataDefect defect, String reason) {
        var place = json.malformed(member, reason);
        return new MalformedMetadataException(source, place.pointer(), defect, reason);
    }
}
