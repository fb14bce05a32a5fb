package io.jenkins.plugins.intoto.console;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static List<Path> files(String root, String end) throws IOException {
        try (var files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    @Test
    void aSentenceSaysWhomItIsFromJustOnce() {
        var sentence = Console.abort("no key");

        assertThat(sentence).hasMessage("[in-toto] no key");
        assertThat(Console.abort(sentence)).isSameAs(sentence);
        assertThat(Console.sentence(sentence)).isEqualTo("no key");
        assertThat(Console.sentence(new AbortException("of another plugin"))).isEqualTo("of another plugin");
    }

    @Test
    void aFailureOfAFileNamesItAndCannotControlATerminal() {
        assertThat(Console.abort(new NoSuchFileException("a\u001b[2J")))
                .hasMessageStartingWith("[in-toto] a")
                .hasMessageEndingWith(": no such file or directory")
                .message()
                .doesNotContain("\u001b");
    }

    @Test
    void nothingElseWritesToTheConsoleInItsOwnName() throws Exception {
        var others = new ArrayList<Path>();
        for (var source : files("src/main/java", ".java")) {
            if (!source.endsWith("console/Console.java")
                    && Files.readString(source).contains("[in-toto]")) {
                others.add(source);
            }
        }

        assertThat(others).isEmpty();
    }

    /** An apostrophe that stands alone quotes what follows it, so that arguments stay out. */
    @Test
    void messagesShowTheirArguments() throws Exception {
        for (var file : files("src/main/resources", "Messages.properties")) {
            var messages = new Properties();
            try (var in = Files.newInputStream(file)) {
                messages.load(in);
            }
            messages.forEach((key, text) -> {
                assertThat(text.toString().replace("''", ""))
                        .as(file + ": " + key)
                        .doesNotContain("'");
                assertThat(new MessageFormat(text.toString()).format(new Object[] {1, 1, 1, 1, 1, 1}))
                        .as(file + ": " + key)
                        .doesNotContain("{");
            });
        }
    }
}
