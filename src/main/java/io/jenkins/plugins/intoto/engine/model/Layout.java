package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.json.JsonWriter;
import io.jenkins.plugins.intoto.engine.key.AsymmetricKey;
import io.jenkins.plugins.intoto.engine.key.GpgKey;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which steps make up a supply chain, who may carry them out, and how artifacts flow between them (in-toto specification
 * 1.0, section 4.3).
 *
 * @param expires when the layout ends to hold, in whole seconds
 * @param readme words for people
 * @param keys the functionaries' keys by their ids, in the order of the layout
 * @param steps the steps in order
 * @param inspections the commands that the verifier runs
 * @param rootCas certificates that functionaries' certificates may chain to, by id (ITE-7)
 * @param intermediateCas certificates between those, by id
 */
public record Layout(
        Instant expires,
        String readme,
        Map<KeyId, VerificationKey> keys,
        List<Step> steps,
        List<Inspection> inspections,
        Map<KeyId, VerificationKey> rootCas,
        Map<KeyId, VerificationKey> intermediateCas)
        implements Payload {

    /** The value of {@code _type}. */
    public static final String TYPE = "layout";

    /** Copies what could be modified. */
    public Layout {
        expires = expires.truncatedTo(ChronoUnit.SECONDS);
        keys = copy(keys);
        steps = List.copyOf(steps);
        inspections = List.copyOf(inspections);
        rootCas = copy(rootCas);
        intermediateCas = copy(intermediateCas);
    }

    /**
     * The key that an id of a step's {@code pubkeys} means: the one of that name, or the subkey of that fingerprint of a GPG
     * key.
     *
     * @param id the id
     * @return empty if the layout holds no such key
     */
    public Optional<VerificationKey> functionary(KeyId id) {
        var key = keys.get(id);
        return key != null
                ? Optional.of(key)
                : keys.values().stream()
                        .filter(GpgKey.class::isInstance)
                        .flatMap(gpg -> ((GpgKey) gpg).subkey(id).stream())
                        .map(VerificationKey.class::cast)
                        .findFirst();
    }

    private static Map<KeyId, VerificationKey> copy(Map<KeyId, VerificationKey> keys) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    @Override
    public String type() {
        return TYPE;
    }

    /**
     * The layout with every {@code {NAME}} in rules and commands replaced (in-toto specification 1.0, section 4.3.4).
     *
     * @param parameters name to value; names consist of letters, digits, {@code _} and {@code -}
     * @throws SubstitutionException if a name has no value, braces do not pair, or a rule is none any more
     */
    public Layout substitute(Map<String, String> parameters) throws SubstitutionException {
        return new Substitution(parameters).apply(this);
    }

    @Override
    public void writeTo(JsonWriter json) throws IOException {
        json.beginObject().name("_type").value(TYPE);
        json.name("expires").value(expires.toString());
        json.name("inspect").beginArray();
        for (var inspection : inspections) {
            json.beginObject().name("_type").value("inspection");
            writeRules(json, inspection);
            json.name("name").value(inspection.name());
            json.name("run").value(inspection.run()).endObject();
        }
        json.endArray();
        if (!intermediateCas.isEmpty()) {
            writeKeys(json, "intermediatecas", intermediateCas);
        }
        writeKeys(json, "keys", keys);
        json.name("readme").value(readme);
        if (!rootCas.isEmpty()) {
            writeKeys(json, "rootcas", rootCas);
        }
        json.name("steps").beginArray();
        for (var step : steps) {
            write(json, step);
        }
        json.endArray().endObject();
    }

    private static void write(JsonWriter json, Step step) throws IOException {
        json.beginObject().name("_type").value("step");
        if (!step.certificateConstraints().isEmpty()) {
            json.name("cert_constraints")
                    .value(step.certificateConstraints().stream()
                            .map(CertificateConstraint::toJson)
                            .toList());
        }
        json.name("expected_command").value(step.expectedCommand());
        writeRules(json, step);
        json.name("name").value(step.name());
        json.name("pubkeys").value(step.pubkeys().stream().map(KeyId::value).toList());
        json.name("threshold").value(step.threshold()).endObject();
    }

    private static void writeRules(JsonWriter json, SupplyChainItem item) throws IOException {
        for (var side : ArtifactSide.values()) {
            json.name("expected_" + side.inTotoName())
                    .value(item.rules(side).stream().map(ArtifactRule::tokens).toList());
        }
    }

    private static void writeKeys(JsonWriter json, String name, Map<KeyId, VerificationKey> keys) throws IOException {
        var members = new LinkedHashMap<String, Object>();
        keys.forEach((id, key) -> {
            // Authorities are nothing without their certificates; functionaries' keys go without.
            boolean isAuthority = name.endsWith("cas") && key instanceof AsymmetricKey;
            var object =
                    new LinkedHashMap<>(isAuthority ? ((AsymmetricKey) key).toJsonWithCertificate() : key.toJson());
            object.put("keyid", id.value());
            members.put(id.value(), object);
        });
        json.name(name).value(members);
    }
}
