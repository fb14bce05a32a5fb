package io.jenkins.plugins.intoto.engine.sigstore;

import static io.jenkins.plugins.intoto.engine.model.MetadataDefect.NOT_JSON;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON mapping of protocol buffers (proto3), as Sigstore's documents have it: null is as good as nothing, bytes are
 * base64 in either alphabet, 64-bit integers are strings or numbers.
 */
final class ProtoJson {
    private ProtoJson() {}

    static JsonObject parse(byte[] json, String source, JsonLimits limits) throws MalformedMetadataException {
        try {
            var root = JsonObject.of(Json.parse(json, source, limits), source);
            return JsonObject.of(withoutNulls(root.asMap()), source);
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, NOT_JSON);
        }
    }

    private static Object withoutNulls(Object value) {
        if (value instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, Object>();
            map.forEach((name, member) -> {
                if (member != null) {
                    members.put((String) name, withoutNulls(member));
                }
            });
            return members;
        }
        return value instanceof List<?> list
                ? list.stream().map(ProtoJson::withoutNulls).toList()
                : value;
    }

    /** An integer that is not negative; 0 where it is left out. */
    static long int64(JsonObject object, String name) throws MalformedJsonException {
        var value = object.asMap().get(name);
        if (value == null) {
            return 0;
        }
        if (value instanceof Long number && number >= 0) {
            return number;
        }
        if (value instanceof String digits && digits.matches("[0-9]{1,19}")) {
            var number = new BigInteger(digits);
            if (number.bitLength() < Long.SIZE) {
                return number.longValue();
            }
        }
        throw object.malformed(name, "must be an integer of 64 bits that is not negative");
    }

    static Optional<Instant> time(JsonObject object, String name) throws MalformedJsonException {
        var text = object.optionalString(name);
        try {
            return text.map(time -> java.time.OffsetDateTime.parse(time).toInstant());
        } catch (DateTimeException e) {
            throw object.malformed(name, "is not a time of RFC 3339");
        }
    }

    /** A member {@code rawBytes} that holds a certificate in DER. */
    static X509Certificate certificate(JsonObject object) throws MalformedJsonException {
        byte[] der = object.base64("rawBytes");
        try {
            var in = new ByteArrayInputStream(der);
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (certificate != null && in.available() == 0) {
                return certificate;
            }
        } catch (CertificateException e) {
            // told below, with its place
        }
        throw object.malformed("rawBytes", "is not an X.509 certificate in DER");
    }
}
