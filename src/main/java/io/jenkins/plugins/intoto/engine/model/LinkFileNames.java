package io.jenkins.plugins.intoto.engine.model;

import io.jenkins.plugins.intoto.engine.key.KeyId;

/**
 * The names of the files that hold links (in-toto specification 1.0, section 4.4, as all implementations read it: eight
 * characters of the key id).
 */
public final class LinkFileNames {
    private static final String SUFFIX = ".link";

    private LinkFileNames() {}

    /** A finished link: {@code STEP.KEYID.link}. */
    public static String link(String step, KeyId signer) {
        return sublayoutDirectory(step, signer) + SUFFIX;
    }

    /** A link whose step has begun and not ended: {@code .STEP.KEYID.link-unfinished}. */
    public static String unfinished(String step, KeyId signer) {
        return "." + sublayoutDirectory(step, signer) + SUFFIX + "-unfinished";
    }

    /** A link that nobody signed, as inspections leave it: {@code NAME.link}. */
    public static String unsigned(String name) {
        return name + SUFFIX;
    }

    /** The directory of a sublayout's links: {@code STEP.KEYID}. */
    public static String sublayoutDirectory(String step, KeyId signer) {
        return step + "." + signer.shortForm();
    }

    /** Whether a file looks meant for a finished link of a step, but has another name than one has. */
    public static boolean isNearly(String step, String fileName) {
        return fileName.startsWith(step + ".")
                && (fileName.endsWith(SUFFIX) || fileName.endsWith(SUFFIX + ".json"))
                && !isLinkOf(step, fileName);
    }

    /** Whether a file could hold a finished link of a step, whoever signed it: eight characters for the key id. */
    public static boolean isLinkOf(String step, String fileName) {
        return fileName.startsWith(step + ".")
                && fileName.endsWith(SUFFIX)
                && fileName.length() == step.length() + 1 + 8 + SUFFIX.length();
    }
}
