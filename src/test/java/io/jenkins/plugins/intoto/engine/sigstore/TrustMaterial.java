package io.jenkins.plugins.intoto.engine.sigstore;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts a {@code trusted_root.json} together. */
public final class TrustMaterial {
    private final Map<String, List<Object>> members = new TreeMap<>();

    public TrustMaterial() {
        for (var name : List.of("tlogs", "ctlogs", "certificateAuthorities", "timestampAuthorities")) {
            members.put(name, new ArrayList<>());
        }
    }

    /** Adds all that another {@code trusted_root.json} has. */
    public TrustMaterial and(byte[] json) throws Exception {
        var other = Json.parseObject(json, "trusted_root.json", JsonLimits.DEFAULT);
        members.forEach((name, list) -> {
            if (other.asMap().get(name) instanceof List<?> more) {
                list.addAll(more);
            }
        });
        return this;
    }

    public TrustMaterial log(StandInLog log) {
        members.get("tlogs").add(log.trusted());
        return this;
    }

    public TrustMaterial log(StandInLog log, Map<String, Object> validFor) {
        members.get("tlogs").add(log.trusted(validFor));
        return this;
    }

    public TrustMaterial certificateLog(StandInLog log) {
        members.get("ctlogs").add(log.trusted());
        return this;
    }

    public TrustMaterial authority(List<X509Certificate> chain) {
        members.get("certificateAuthorities").add(authority(chain, Map.of("start", StandInAuthority.BEGIN.toString())));
        return this;
    }

    public TrustMaterial timestamps(List<X509Certificate> chain) {
        return timestamps(chain, Map.of("start", StandInAuthority.BEGIN.toString()));
    }

    public TrustMaterial timestamps(List<X509Certificate> chain, Map<String, Object> validFor) {
        members.get("timestampAuthorities").add(authority(chain, validFor));
        return this;
    }

    private static Map<String, Object> authority(List<X509Certificate> chain, Map<String, Object> validFor) {
        var certificates = new ArrayList<Object>();
        for (var certificate : chain) {
            try {
                certificates.add(Map.of("rawBytes", Base64.getEncoder().encodeToString(certificate.getEncoded())));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
        return Map.of(
                "subject",
                Map.of("organization", "example", "commonName", "example"),
                "uri",
                "https://authority.example",
                "certChain",
                Map.of("certificates", certificates),
                "validFor",
                validFor);
    }

    public byte[] toJson() {
        var json = new TreeMap<String, Object>(members);
        json.put("mediaType", "application/vnd.dev.sigstore.trustedroot+json;version=0.1");
        return Json.compact(json);
    }

    public TrustedRoot read() throws Exception {
        return TrustedRoot.read(toJson(), "trusted_root.json", JsonLimits.DEFAULT);
    }
}
