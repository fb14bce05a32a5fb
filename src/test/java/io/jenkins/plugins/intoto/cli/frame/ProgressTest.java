package io.jenkins.plugins.intoto.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String CLEAR = "\r\u001b[K";

    /** A terminal that hands over what it was shown. */
    private static final class Screen implements Terminal {
        final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

        @Override
        public boolean isPresent() {
            return true;
        }

        @Override
        public Optional<char[]> askPassphrase(String prompt) {
            return Optional.empty();
        }

        @Override
        public void show(String text) {
            shown.add(text);
        }

        String next() throws InterruptedException {
            return shown.poll(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void whatTakesLongIsToldOnOneLineThatIsClearedAtTheEnd() throws Exception {
        var screen = new Screen();
        var progress = Progress.start(screen, "recording materials");
        progress.recorded(1234, 5_000_000_000L);

        assertThat(screen.next())
                .startsWith(CLEAR + "recording materials, 1,234 files, 5,000 MB, ")
                .endsWith(" s");
        progress.end();
        screen.shown.removeIf(text -> !text.equals(CLEAR));
        assertThat(screen.shown).containsExactly(CLEAR);
    }

    @Test
    void whatIsQuickIsNotTold() {
        var screen = new Screen();
        Progress.start(screen, "signing").end();

        assertThat(screen.shown).isEmpty();
    }
}
