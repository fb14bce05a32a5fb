package io.jenkins.plugins.intoto.engine.key;

import static org.junit.jupiter.api.Assertions.fail;

import io.jenkins.plugins.intoto.Fuzzing;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Damaged key files are refused by the declared exception, and by no other. */
class KeyFuzzTest {
    private static final int MUTATIONS = Fuzzing.rounds(300);

    static List<String> files() {
        return Stream.of("private", "public", "refused", "certificates", "gpg")
                .flatMap(directory -> KeyFixtures.names(directory).stream())
                .toList();
    }

    static List<String> protectedFiles() {
        return KeyFixtures.names("protected");
    }

    @ParameterizedTest
    @MethodSource("files")
    void aDamagedKeyFileIsRefusedCleanly(String name) {
        fuzz(name, MUTATIONS);
    }

    /** Fewer, since each derives a key from the passphrase. */
    @ParameterizedTest
    @MethodSource("protectedFiles")
    void aDamagedProtectedKeyFileIsRefusedCleanly(String name) {
        fuzz(name, MUTATIONS / 15);
    }

    private static void fuzz(String name, int mutations) {
        var original = KeyFixtures.bytes(name);
        for (int seed = 0; seed < mutations; seed++) {
            var content = mutate(original, new Random(seed));
            try {
                readBoth(name, content);
            } catch (RuntimeException | Error e) {
                fail(name + ", seed " + seed, e);
            }
        }
    }

    private static void readBoth(String name, byte[] content) {
        try {
            KeyFiles.readPublic(content, name);
        } catch (UnreadableKeyException e) {
            // as declared
        }
        try {
            KeyFiles.readPrivate(content, name, KeyFixtures.passphrase(name));
        } catch (UnreadableKeyException e) {
            // as declared
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        var content = original.clone();
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(content, random.nextInt(content.length + 1));
            case 1 -> Arrays.copyOfRange(content, random.nextInt(content.length), content.length);
            case 2 -> {
                content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
                yield content;
            }
            case 3 -> {
                for (int i = 0; i < 3; i++) {
                    content[random.nextInt(content.length)] = (byte) random.nextInt();
                }
                yield content;
            }
            default -> {
                int from = random.nextInt(content.length);
                int length = random.nextInt(content.length - from + 1);
                System.arraycopy(original, from, content, random.nextInt(content.length - length + 1), length);
                yield content;
            }
        };
    }
}
