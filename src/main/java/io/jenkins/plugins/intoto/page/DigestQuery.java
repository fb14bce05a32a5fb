package io.jenkins.plugins.intoto.page;

import hudson.Util;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody has entered to look for an artifact: its SHA-256, an image by its digest such as {@code
 * registry.example.com/app@sha256:…}, or something else.
 */
public final class DigestQuery {
    private static final Pattern DIGEST = Pattern.compile("(?:\\S*@)?(?:sha256[:=])?([0-9a-f]{64})");
    private static final Pattern TAG = Pattern.compile("[^\\s@]+/[^\\s@]+(:[^\\s@/]+)?|[^\\s@/:]+:[^\\s@/:]+");

    private final String text;
    private final String sha256;

    private DigestQuery(String text, String sha256) {
        this.text = text;
        this.sha256 = sha256;
    }

    static DigestQuery of(String entered) {
        var text = Util.fixNull(entered).strip();
        var digest = DIGEST.matcher(text.toLowerCase(Locale.ROOT));
        return new DigestQuery(text, digest.matches() ? digest.group(1) : "");
    }

    /** What was entered, without white space around it; a digest in lower case. */
    public String getText() {
        return isDigest() && text.length() == sha256.length() ? sha256 : text;
    }

    /** Whether it names a digest. */
    public boolean isDigest() {
        return !sha256.isEmpty();
    }

    /** The SHA-256 in lower-case hexadecimal; empty if there is none. */
    public String getSha256() {
        return sha256;
    }

    /** Whether it looks like an image by its tag, which says nothing of what is in it. */
    public boolean isTag() {
        return !isDigest() && TAG.matcher(text).matches();
    }
}
