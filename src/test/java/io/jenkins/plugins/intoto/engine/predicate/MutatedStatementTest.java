package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.Fuzzing;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Statements as they are met in the world, damaged at random: read or refused with a reason, and nothing else happens. */
class MutatedStatementTest {
    private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 32);
    private static final Object[] VALUES = {
        null,
        "",
        "x",
        "\0",
        0L,
        -1L,
        new java.math.BigDecimal("1e400"),
        true,
        List.of(),
        Map.of(),
        List.of(List.of()),
        Map.of("", ""),
        Arrays.asList(null, 1L),
        "2026-03-18T09:30:00Z",
        Map.of("digest", Map.of("sha256", "0a".repeat(32)), "name", "a"),
        "9".repeat(5000)
    };

    @Test
    void damagedBytesAreReadOrRefused() throws Exception {
        var random = new Random(7);
        for (int round = 0; round < Fuzzing.rounds(5_000); round++) {
            byte[] damaged = Samples.bytes(Samples.NAMES.get(round % Samples.NAMES.size()))
                    .clone();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                int at = random.nextInt(damaged.length);
                switch (random.nextInt(3)) {
                    case 0 -> damaged[at] = (byte) random.nextInt(256);
                    case 1 -> damaged[at] = (byte) "{}[]\",:\\0n_".charAt(random.nextInt(11));
                    default -> damaged = Arrays.copyOf(damaged, at + 1);
                }
            }
            use(damaged);
        }
    }

    @Test
    void damagedValuesAreReadOrRefused() throws Exception {
        var random = new Random(11);
        int sound = 0;
        for (int round = 0; round < Fuzzing.rounds(10_000); round++) {
            var sample = Samples.NAMES.get(round % Samples.NAMES.size());
            var damaged = Json.parse(Samples.bytes(sample), sample, LIMITS);
            for (int count = 1 + random.nextInt(2); count > 0; count--) {
                damaged = damaged(damaged, random);
            }
            sound += use(Json.compact(damaged)) ? 1 : 0;
        }
        assertThat(sound).as("some damage is harmless").isBetween(Fuzzing.rounds(500), Fuzzing.rounds(9_000));
    }

    private static Object damaged(Object value, Random random) {
        if (value instanceof Map<?, ?> map && !map.isEmpty() && random.nextInt(8) > 0) {
            var copy = new LinkedHashMap<String, Object>();
            map.forEach((name, each) -> copy.put((String) name, each));
            var name = new ArrayList<>(copy.keySet()).get(random.nextInt(copy.size()));
            switch (random.nextInt(6)) {
                case 0 -> copy.remove(name);
                case 1 -> copy.put(name.toUpperCase(java.util.Locale.ROOT), copy.remove(name));
                default -> copy.put(name, damaged(copy.get(name), random));
            }
            return copy;
        }
        if (value instanceof List<?> list && !list.isEmpty() && random.nextInt(8) > 0) {
            var copy = new ArrayList<Object>(list);
            int index = random.nextInt(copy.size());
            copy.set(index, damaged(copy.get(index), random));
            if (random.nextInt(6) == 0) {
                copy.add(copy.get(0));
            }
            return copy;
        }
        return VALUES[random.nextInt(VALUES.length)];
    }

    /** Does with a statement what verifiers do; whether it is sound. */
    private static boolean use(byte[] json) throws InTotoException {
        Statement statement;
        try {
            statement = Statement.read(json, "damaged", LIMITS);
        } catch (MalformedStatementException e) {
            assertThat(e.getMessage()).startsWith("damaged: ").contains(e.reason());
            assertThat(e.pointer()).matches("(/.*)?");
            return false;
        }
        assertThat(ClaimedTime.of(statement)).isNotNull();
        assertThat(PredicateType.accepts("https://spdx.dev/Document/v3", statement))
                .isIn(true, false);
        var defects = PredicateCheck.of(statement);
        assertThat(defects).allSatisfy(defect -> assertThat(defect.pointer()).startsWith("/"));
        try {
            assertThat(LinkPredicate.linkOf(statement).name()).isNotEmpty();
        } catch (MalformedPredicateException e) {
            assertThat(e.defects()).isNotEmpty();
        } catch (MalformedMetadataException e) {
            assertThat(new String(json, StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT))
                    .contains("link");
        }
        return defects.isEmpty();
    }
}
