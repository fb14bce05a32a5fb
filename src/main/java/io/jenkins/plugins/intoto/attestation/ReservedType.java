package io.jenkins.plugins.intoto.attestation;

import io.jenkins.plugins.intoto.engine.bundle.Seal;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predicate types under which Jenkins tells what it knows itself: provenance, verification summaries and results, links, test
 * results, and seals. A type is recognised by its host and what its path is about, in any version and however it is spelt:
 * some verifier might take the spelling for the type itself.
 */
final class ReservedType {
    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:");

    /** For each host, the words of which one in the path makes a type reserved. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "slsa.dev",
            Set.of("provenance", "verificationsummary", "vsa"),
            "in-toto.io",
            Set.of(
                    "provenance",
                    "verificationsummary",
                    "vsa",
                    "svr",
                    "simpleverificationresult",
                    "link",
                    "testresult"));

    private ReservedType() {}

    /** Whether a predicate is one that Jenkins makes itself, by its type or as a seal. */
    static boolean isMeantBy(TypedPredicate predicate) {
        var type = predicate.predicateType();
        return WORDS.entrySet().stream().anyMatch(host -> isAbout(type, host.getKey(), host.getValue()))
                || isAbout(type, "in-toto.io", Set.of("scai")) && Seal.isMeant(predicate.toMap());
    }

    private static boolean isAbout(String type, String host, Set<String> words) {
        var plain = plain(type);
        // What stands before a colon is a scheme, or a host before its port.
        return List.of(plain, SCHEME.matcher(plain).replaceFirst("")).stream()
                .map(ReservedType::segments)
                .anyMatch(segments ->
                        isOn(host, segments) && segments.stream().skip(1).anyMatch(words::contains));
    }

    /** Decoded as often as it was encoded, in lower case, with slashes alone and without compatibility characters. */
    private static String plain(String type) {
        var text = type;
        for (var decoded = decoded(text); !decoded.equals(text); decoded = decoded(text)) {
            text = decoded;
        }
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\\', '/')
                .strip();
    }

    private static String decoded(String text) {
        return ENCODED.matcher(text)
                .replaceAll(octets -> Matcher.quoteReplacement(
                        new String(HexFormat.of().parseHex(octets.group().replace("%", "")), StandardCharsets.UTF_8)));
    }

    /** Host and path as verifiers of any kind might read them, words without the marks that part them. */
    private static List<String> segments(String reference) {
        var segments = new ArrayList<String>();
        for (var segment : reference.split("[/?#;]+")) {
            if (!segment.isEmpty()) {
                segments.add(segments.isEmpty() ? segment : segment.replaceAll("[^a-z0-9]", ""));
            }
        }
        return segments;
    }

    private static boolean isOn(String host, List<String> segments) {
        if (segments.isEmpty()) {
            return false;
        }
        var authority = segments.get(0);
        var name = authority
                .substring(authority.lastIndexOf('@') + 1)
                .replaceFirst(":[0-9]*$", "")
                .replaceFirst("\\.+$", "");
        return name.equals(host) || name.endsWith("." + host);
    }
}
