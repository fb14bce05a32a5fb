package io.jenkins.plugins.intoto.engine.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.erdtman.jcs.JsonCanonicalizer;

class LogPromiseTest {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    @Property
    void aPromiseIsCheckedOverRfc8785Json(
            @ForAll byte[] body,
            @ForAll byte[] log,
            @ForAll @LongRange(min = 0, max = 1L << 53) long index,
            @ForAll @LongRange(min = 0, max = 1L << 53) long time)
            throws Exception {
        byte[] entry = Json.compact(Map.of(
                "logIndex", Long.toString(index),
                "logId", Map.of("keyId", BASE64.encodeToString(log)),
                "kindVersion", Map.of("kind", "dsse", "version", "0.0.1"),
                "integratedTime", Long.toString(time),
                "canonicalizedBody", BASE64.encodeToString(body)));
        var members = Json.compact(Map.of(
                "body",
                BASE64.encodeToString(body),
                "integratedTime",
                time,
                "logID",
                HexFormat.of().formatHex(log),
                "logIndex",
                index));

        assertThat(LogEntryCheck.promised(TransparencyEntry.read(entry, "entry", JsonLimits.DEFAULT)))
                .isEqualTo(new JsonCanonicalizer(new String(members, StandardCharsets.UTF_8)).getEncodedUTF8());
    }
}
