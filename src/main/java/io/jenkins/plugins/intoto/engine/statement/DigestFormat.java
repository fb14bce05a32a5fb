package io.jenkins.plugins.intoto.engine.statement;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of a digest algorithm look like (Attestation Framework 1, {@code DigestSet}).
 *
 * @param hexDigits the possible numbers of hexadecimal digits; empty if any even number will do
 * @param isHex whether values are lower-case hexadecimal at all, rather than any text
 */
public record DigestFormat(Set<Integer> hexDigits, boolean isHex) {
    /** The algorithms in which agreement means the same content: collision-resistant ones, and ids of git objects. */
    public static final Set<String> STRONG = Set.of(
            "sha256",
            "sha384",
            "sha512",
            "sha512_256",
            "sha3_256",
            "sha3_384",
            "sha3_512",
            "blake2b",
            "blake2s",
            "sm3",
            "dirHash",
            "gitCommit",
            "gitTree",
            "gitBlob",
            "gitTag");

    private static final DigestFormat TEXT = new DigestFormat(Set.of(), false);
    private static final DigestFormat HEX = new DigestFormat(Set.of(), true);
    private static final DigestFormat GIT = hex(40, 64);
    private static final Map<String, DigestFormat> FORMATS = Map.ofEntries(
            Map.entry("md5", hex(32)),
            Map.entry("sha1", hex(40)),
            Map.entry("ripemd160", hex(40)),
            Map.entry("sha224", hex(56)),
            Map.entry("sha256", hex(64)),
            Map.entry("sha384", hex(96)),
            Map.entry("sha512", hex(128)),
            Map.entry("sha512_224", hex(56)),
            Map.entry("sha512_256", hex(64)),
            Map.entry("sha3_224", hex(56)),
            Map.entry("sha3_256", hex(64)),
            Map.entry("sha3_384", hex(96)),
            Map.entry("sha3_512", hex(128)),
            Map.entry("sm3", hex(64)),
            Map.entry("gost", hex(64)),
            // Of any length that its user chose.
            Map.entry("shake128", HEX),
            Map.entry("shake256", HEX),
            Map.entry("blake2b", HEX),
            Map.entry("blake2s", HEX),
            Map.entry("dirHash", hex(64)),
            Map.entry("gitCommit", GIT),
            Map.entry("gitTree", GIT),
            Map.entry("gitBlob", GIT),
            Map.entry("gitTag", GIT));

    private static DigestFormat hex(Integer... digits) {
        return new DigestFormat(Set.of(digits), true);
    }

    /**
     * @param algorithm the name of an algorithm; any text for those that the framework does not define
     */
    public static DigestFormat of(String algorithm) {
        return FORMATS.getOrDefault(algorithm, TEXT);
    }

    /**
     * @param algorithm the name of an algorithm
     * @return the algorithm of the framework that is probably meant; empty if it is one, or is like none
     */
    public static Optional<String> meantBy(String algorithm) {
        if (FORMATS.containsKey(algorithm)) {
            return Optional.empty();
        }
        var bare = bare(algorithm);
        return FORMATS.keySet().stream()
                .filter(known -> bare(known).equals(bare))
                .findFirst();
    }

    /**
     * @param text what somebody or some tool calls an algorithm
     * @return the algorithm of the framework that it is or that is meant by it; empty if there is none
     */
    public static Optional<String> named(String text) {
        return FORMATS.containsKey(text) ? Optional.of(text) : meantBy(text);
    }

    /** Without marks and capitals, and without what names of programs and other standards add: {@code sha256sum}, {@code SHA2-256}. */
    private static String bare(String algorithm) {
        var letters = algorithm.toLowerCase(Locale.ROOT).replaceAll("[-_/]", "");
        return letters.replaceFirst("sum$", "")
                .replaceFirst("^sha2(?=224|256|384|512)", "sha")
                .replaceFirst("^(blake2[bs])[0-9]+$", "$1")
                .replaceFirst("^rmd", "ripemd");
    }

    /**
     * @param value a digest
     * @return what is wrong with it; empty if it has this format
     */
    public Optional<String> defect(String value) {
        if (value.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (!isHex) {
            return Optional.empty();
        }
        if (!value.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            return Optional.of("must be lower-case hexadecimal");
        }
        if (hexDigits.isEmpty() ? value.length() % 2 != 0 : !hexDigits.contains(value.length())) {
            return Optional.of("must have " + expected() + " hexadecimal digits, has " + value.length());
        }
        return Optional.empty();
    }

    private String expected() {
        return hexDigits.isEmpty()
                ? "an even number of"
                : String.join(
                        " or ", hexDigits.stream().sorted().map(String::valueOf).toList());
    }
}
