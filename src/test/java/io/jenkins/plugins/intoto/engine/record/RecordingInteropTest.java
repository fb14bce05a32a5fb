package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.InTotoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random trees recorded with random options, compared with what the in-toto reference records. There are no names with control
 * characters in them: the reference records these, here they are refused.
 */
@RequiresTool({Tool.IN_TOTO, Tool.COREUTILS})
class RecordingInteropTest {
    private static final String[] NAMES = {
        "a",
        "b",
        "c",
        "a.txt",
        "a-b",
        "a b",
        "x.pyc",
        "foo.link",
        "step.1234abcd.link",
        "back\\slash",
        "é",
        "\ud83d\ude00",
        "\uffee",
        ".git",
        "b~",
        "#x",
        "!y",
        "[z]",
        "sub"
    };
    private static final String[] CONTENTS = {"", "x", "a\r\nb\rc\n", "\r\r\n\n\r", "lines\nof\ntext\n"};
    private static final String[] PATTERNS = {
        "*.pyc", "a", "/a", "a/", "a/*", "!a/b", "**/b", "sub/**", "*", "b~", "*.link*", ".git", "[!a]", "\\#x",
        "c/**/a", "back*", "!*.txt", "a\\"
    };
    private static final String[] PATHS = {
        ".", "a", "b", "sub", "./a", "a//b", "a/../b", "missing", "./sub/.", "é", "../tree", "a.txt", "file", "pool"
    };
    private static final String[] PREFIXES = {"a/", "a", "sub/", "b", "pool/", "x", "../tree/", "file"};

    private final Random random = new Random(17);

    @Test
    void theReferenceRecordsTheSame(@TempDir Path directory) throws Exception {
        var cases = new ArrayList<Object>();
        for (int i = 0; i < 40; i++) {
            var tree = Files.createDirectories(
                    directory.resolve(Integer.toString(i)).resolve("tree"));
            grow(tree);
            for (int j = 0; j < 15; j++) {
                cases.add(options(tree));
            }
        }
        var answers = PythonProcess.ask("record.py", cases, directory);
        var differences = new ArrayList<String>();
        int recorded = 0;
        int refused = 0;
        for (int i = 0; i < cases.size(); i++) {
            var ours = record((Map<?, ?>) cases.get(i));
            if (!Objects.equals(ours, answers.get(i))) {
                differences.add(cases.get(i) + ":\n  " + ours + ", not\n  " + answers.get(i));
            }
            recorded += ours == null ? 0 : ours.size();
            refused += ours == null ? 1 : 0;
        }
        assertThat(differences).isEmpty();
        assertThat(recorded).isGreaterThan(1000);
        assertThat(refused).isBetween(10, cases.size() / 2);
    }

    private void grow(Path tree) throws Exception {
        // Links to directories lead only here, where there are no links, for the reference would walk a cycle.
        populate(tree.resolve("pool"), 1, false);
        populate(tree, 3, true);
        Files.writeString(tree.resolve("file"), "content");
    }

    private void populate(Path directory, int depth, boolean links) throws Exception {
        Files.createDirectories(directory);
        for (int count = 2 + random.nextInt(5); count > 0; count--) {
            var path = directory.resolve(NAMES[random.nextInt(NAMES.length)]);
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            int kind = random.nextInt(10);
            if (depth > 0 && kind < 4) {
                populate(path, depth - 1, links);
            } else if (links && kind == 4) {
                Files.createSymbolicLink(path, directory.relativize(pool(directory)));
            } else if (links && kind == 5) {
                Files.createSymbolicLink(path, Path.of("a.txt"));
            } else if (kind == 6) {
                Recorded.run(directory, "mkfifo", path.toString());
            } else {
                Files.writeString(path, CONTENTS[random.nextInt(CONTENTS.length)]);
            }
        }
    }

    private static Path pool(Path directory) {
        var tree = directory;
        while (!tree.endsWith("tree")) {
            tree = tree.getParent();
        }
        return tree.resolve("pool");
    }

    private Map<String, Object> options(Path tree) throws IOException {
        var options = new HashMap<String, Object>();
        options.put("directory", tree.toRealPath().toString());
        boolean strip = random.nextInt(3) == 0;
        // Of paths that overlap, the reference refuses what comes twice if prefixes are stripped.
        options.put("paths", strip ? List.of(pick(PATHS)) : some(PATHS, 1));
        options.put("excludes", random.nextBoolean() ? some(PATTERNS, 1) : List.of());
        options.put("base", random.nextInt(3) == 0 ? tree.resolve("pool").toString() : null);
        options.put("strip", strip ? some(PREFIXES, 1) : List.of());
        options.put("follow", random.nextBoolean());
        options.put("normalize", random.nextInt(4) == 0);
        return options;
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private List<String> some(String[] of, int least) {
        var some = new ArrayList<String>();
        for (int count = least + random.nextInt(3); count > 0; count--) {
            some.add(pick(of));
        }
        return some;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> record(Map<?, ?> options) throws InterruptedException {
        var base = options.get("base") == null ? options.get("directory") : options.get("base");
        var excludes = (List<String>) options.get("excludes");
        try {
            var recorder = ArtifactRecorder.builder()
                    .base(Path.of((String) base))
                    .excludes(excludes.isEmpty() ? GitwildmatchPatterns.DEFAULTS : excludes)
                    .stripPrefixes((List<String>) options.get("strip"))
                    .followLinkedDirectories((Boolean) options.get("follow"))
                    .normalizeLineEndings((Boolean) options.get("normalize"))
                    .build();
            var recorded = new TreeMap<String, Object>();
            recorder.record((List<String>) options.get("paths"))
                    .forEach((path, digests) -> recorded.put(path, digests.asMap()));
            return recorded;
        } catch (InTotoException e) {
            return null;
        }
    }
}
