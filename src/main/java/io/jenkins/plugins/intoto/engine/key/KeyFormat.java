package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.NOT_A_KEY;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The format of a key file, as its first bytes tell. */
enum KeyFormat {
    PEM(""),
    DER(""),
    JSON(""),
    ENCRYPTED_JSON(""),
    BASE64(""),
    OPENSSH_LINE(""),
    OPENPGP("is an OpenPGP key, which cannot sign here; use a key in another format"),
    OPENPGP_ARMORED(OPENPGP.advice),
    OPENPGP_PRIVATE(OPENPGP.advice),
    SSH2("is a public key in SSH2's format; convert it with \"ssh-keygen -i -f KEY\""),
    PUTTY("is a key of PuTTY; convert it with \"puttygen KEY -O private-openssh-new -o NEW\""),
    JAVA_KEYSTORE("is a Java keystore; convert it with \"keytool -importkeystore -srckeystore KEY"
            + " -destkeystore NEW -deststoretype pkcs12\""),
    UTF16("is text in UTF-16; save it in UTF-8 or ASCII"),
    UNKNOWN("");

    private static final String PEM_BEGIN = "-----BEGIN ";

    private final String advice;

    KeyFormat(String advice) {
        this.advice = advice;
    }

    static KeyFormat of(byte[] content) {
        int first = content[0] & 0xff;
        int second = content.length > 1 ? content[1] & 0xff : 0;
        if ((first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe)) {
            return UTF16;
        }
        if ((first == 0xfe && second == 0xed) || (first == 0xce && second == 0xce)) {
            return JAVA_KEYSTORE;
        }
        if (first == DerReader.SEQUENCE && second >= 0x80) {
            return DER;
        }
        if (first == 0x98 || first == 0x99 || first == 0xc6) {
            return OPENPGP;
        }
        if (first == 0x94 || first == 0x95 || first == 0xc5) {
            return OPENPGP_PRIVATE;
        }
        var text = text(content);
        if (text.startsWith("{")) {
            return JSON; // possibly with PEM inside
        }
        if (text.contains("-----BEGIN PGP PRIVATE KEY")) {
            return OPENPGP_PRIVATE;
        }
        if (text.contains(OpenPgpKeys.ARMOR)) {
            return OPENPGP_ARMORED;
        }
        if (text.contains(PEM_BEGIN)) {
            return PEM;
        }
        if (first == DerReader.SEQUENCE && second == content.length - 2) {
            return DER; // a short one, such as an Ed25519 key
        }
        return ofText(text);
    }

    private static KeyFormat ofText(String text) {
        if (OpenSshKeys.isPublicLine(text)) {
            return OPENSSH_LINE;
        }
        if (text.startsWith("PuTTY-User-Key-File-")) {
            return PUTTY;
        }
        if (text.startsWith("---- BEGIN SSH2 PUBLIC KEY")) {
            return SSH2;
        }
        if (text.contains(EncryptedJson.DELIMITER)) {
            return ENCRYPTED_JSON;
        }
        return isBase64OfKey(text) ? BASE64 : UNKNOWN;
    }

    /** Whether a text is DER or PEM in Base64 without anything around it, as key services and variables hold it. */
    private static boolean isBase64OfKey(String text) {
        try {
            var content = decoded(text);
            return content.length > 0 && (DerKeys.isKnown(content) || of(content) == PEM);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The content of a text in {@link #BASE64}. */
    static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replace("\\n", "").replaceAll("\\s+", ""));
    }

    /** The content as text without white space and a byte order mark before it; never fails. */
    static String text(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        return (text.startsWith("\ufeff") ? text.substring(1) : text).stripLeading();
    }

    static boolean isBlank(byte[] content) {
        for (var octet : content) {
            if (octet != ' ' && octet != '\t' && octet != '\r' && octet != '\n') {
                return false;
            }
        }
        return true;
    }

    UnreadableKeyException unsupported(String source) {
        return advice.isEmpty()
                ? new UnreadableKeyException(source, NOT_A_KEY, "is in no known format of keys")
                : new UnreadableKeyException(source, UNSUPPORTED_FORMAT, advice);
    }
}
