package io.jenkins.plugins.intoto.engine.key;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** A program that signs with the key in a file (ECDSA or Ed25519, PKCS#8 in DER), by the protocol as docs/keys.md has it. */
final class SampleSigningProgram {
    private static final Pattern MEMBER = Pattern.compile("\"(digest|message)\":\"([^\"]*)\"");

    private SampleSigningProgram() {}

    public static void main(String[] arguments) throws Exception {
        var file = Path.of(arguments[0]);
        var isEc = file.getFileName().toString().startsWith("ec");
        var key = KeyFactory.getInstance(isEc ? "EC" : "Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
        var publicKey = Path.of(file.toString().replace("private", "public").replace("pkcs8", "spki"));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (var request = in.readLine(); request != null; request = in.readLine()) {
            var member = MEMBER.matcher(request);
            System.out.println(
                    member.find()
                            ? answer(
                                    "signature",
                                    sign(key, isEc, Base64.getDecoder().decode(member.group(2))))
                            : answer("publicKey", Files.readAllBytes(publicKey)));
        }
    }

    private static byte[] sign(PrivateKey key, boolean isEc, byte[] input) throws Exception {
        var engine = Signature.getInstance(isEc ? "NONEwithECDSA" : "Ed25519");
        engine.initSign(key);
        engine.update(input);
        return engine.sign();
    }

    private static String answer(String name, byte[] value) {
        return "{\"" + name + "\":\"" + Base64.getEncoder().encodeToString(value) + "\"}";
    }
}
