package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random patterns and paths, compared with Python's pathspec. */
@RequiresTool(Tool.IN_TOTO)
class GitwildmatchPatternsInteropTest {
    private static final String[] PATTERN_PARTS = {
        "a",
        "b",
        "c",
        "ab",
        "é",
        "\ud83d\ude00",
        ".",
        "*",
        "*",
        "**",
        "?",
        "/",
        "/",
        "/",
        "/**/",
        "**/",
        "/**",
        "[",
        "]",
        "[ab]",
        "[!a]",
        "[^a]",
        "[a-c]",
        "[]a]",
        "[!]a]",
        "[a-]",
        "[c-a]",
        "[.-0]",
        "[\\]",
        "!",
        "#",
        "\\",
        "\\*",
        "\\ ",
        " ",
        "\t",
        "\n",
        "-",
        "\u00a0",
        "{",
        "(",
        "+",
        "$",
        "^"
    };
    private static final String[] PATH_PARTS = {
        "a",
        "b",
        "c",
        "ab",
        "é",
        "\ud83d\ude00",
        ".",
        "*",
        "[",
        "]",
        "\\",
        "!",
        "#",
        " ",
        "\n",
        "-",
        "(",
        "+",
        "^",
        "/",
        "/",
        "/",
        "/",
        "a/b",
        "b/a"
    };

    @Test
    void randomPatternsExcludeWhatPathspecExcludes() throws Exception {
        var random = new Random(20240229);
        var questions = new ArrayList<Object>();
        for (int i = 0; i < 4000; i++) {
            questions.add(List.of(some(random, PATTERN_PARTS, 3, 5), some(random, PATH_PARTS, 8, 7)));
        }
        var answers = PythonProcess.ask("gitwildmatch.py", questions, Path.of("."));
        var differences = new ArrayList<String>();
        int malformed = 0;
        for (int i = 0; i < questions.size(); i++) {
            var ours = answer((List<?>) questions.get(i));
            malformed += ours == null ? 1 : 0;
            if (!Objects.equals(ours, answers.get(i))) {
                differences.add(questions.get(i) + ": " + ours + ", not " + answers.get(i));
            }
        }
        assertThat(differences).isEmpty();
        assertThat(malformed).isBetween(100, 3000);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> answer(List<?> question) {
        try {
            var patterns = GitwildmatchPatterns.compile((List<String>) question.get(0));
            var answer = new ArrayList<Object>();
            for (var path : (List<String>) question.get(1)) {
                answer.add(patterns.exclude(path));
            }
            return answer;
        } catch (MalformedPatternException e) {
            return null;
        }
    }

    private static List<String> some(Random random, String[] parts, int most, int longest) {
        var texts = new ArrayList<String>();
        for (int count = random.nextInt(most) + 1; count > 0; count--) {
            var text = new StringBuilder();
            for (int length = random.nextInt(longest) + 1; length > 0; length--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
