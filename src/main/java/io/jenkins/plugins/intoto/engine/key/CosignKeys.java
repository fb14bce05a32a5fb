package io.jenkins.plugins.intoto.engine.key;

import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.DAMAGED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.PASSPHRASE_NEEDED;
import static io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason.UNSUPPORTED_FORMAT;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The private keys of cosign: JSON in PEM, which holds PKCS#8 in a secretbox of NaCl (XSalsa20 and Poly1305) under a key that
 * scrypt derives from the passphrase. cosign encrypts where it asks for no passphrase, too, with an empty one.
 *
 * @param parameters how scrypt derives the key
 * @param nonce 24 bytes
 * @param box the tag of 16 bytes, then what is encrypted
 */
record CosignKeys(ScryptCost parameters, byte[] salt, byte[] nonce, byte[] box) {
    private static final JsonLimits LIMITS = new JsonLimits(KeyFiles.MAXIMUM_BYTES, 8);
    private static final int NONCE_LENGTH = 24;
    private static final int TAG_LENGTH = 16;

    /** The three parameters of scrypt (RFC 7914, section 2). */
    record ScryptCost(int cost, int blockSize, int parallelization) {}

    static SigningKey read(byte[] json, String source, PassphraseSource passphrases) throws UnreadableKeyException {
        var key = of(json, source);
        var given = passphrases.passphraseFor(source);
        try {
            return EncryptedKeys.read(
                    plain -> SigningKey.of(PrivateMaterial.ofPkcs8(plain, source)),
                    key::decrypt,
                    source,
                    asked -> Optional.of(given.orElseGet(() -> new char[0])));
        } catch (UnreadableKeyException e) {
            throw given.isEmpty() && e.reason() == UnreadableKeyException.Reason.WRONG_PASSPHRASE
                    ? new UnreadableKeyException(
                            source, PASSPHRASE_NEEDED, "is protected by a passphrase, and none was given")
                    : e;
        }
    }

    private static CosignKeys of(byte[] json, String source) throws UnreadableKeyException {
        try {
            var object = Json.parseObject(json, source, LIMITS);
            var derivation = object.object("kdf");
            var cipher = object.object("cipher");
            require(derivation, "scrypt", source);
            require(cipher, "nacl/secretbox", source);
            var numbers = derivation.object("params");
            var cost = new ScryptCost(numbers.integer("N"), numbers.integer("r"), numbers.integer("p"));
            PasswordEncryption.checkScrypt(cost, source);
            var key = new CosignKeys(
                    cost, derivation.base64("salt"), cipher.base64("nonce"), object.base64("ciphertext"));
            if (key.nonce.length == NONCE_LENGTH && key.box.length > TAG_LENGTH) {
                return key;
            }
        } catch (MalformedJsonException e) {
            throw damaged(source); // without its words, which may quote what is encrypted
        }
        throw damaged(source);
    }

    private static void require(JsonObject object, String name, String source)
            throws MalformedJsonException, UnreadableKeyException {
        if (!object.string("name").equals(name)) {
            throw new UnreadableKeyException(
                    source, UNSUPPORTED_FORMAT, "is a key of cosign that is encrypted in a way that is not supported");
        }
    }

    private static UnreadableKeyException damaged(String source) {
        return new UnreadableKeyException(source, DAMAGED, "the encrypted key of cosign is damaged");
    }

    private byte[] decrypt(char[] passphrase) throws GeneralSecurityException {
        var octets = EncryptedKeys.utf8(passphrase);
        var key = BouncyCastle.scrypt(octets, salt, parameters);
        try {
            return BouncyCastle.openSecretBox(key, nonce, box);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "encrypted private key of cosign";
    }
}
