package io.jenkins.plugins.intoto.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalRun;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFilesTest {
    private static final long MEBIBYTE = 1L << 20;

    private final ReadFiles files = new ReadFiles();
    private int reads;

    @TempDir
    private Path folder;

    private LocalJenkins jenkins;
    private LocalJob job;

    @BeforeEach
    void start() throws Exception {
        jenkins = new LocalJenkins(folder).with(new InTotoAction.Factory());
        job = new LocalJob("app");
        jenkins.with(job);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    /** Whether it had to be read. */
    private boolean isRead(Run<?, ?> run, String file, long bytes) throws Exception {
        int before = reads;
        assertThat(files.get(run, file, String.class, file, new ReadingBudget(), reader(bytes)))
                .contains("content");
        return reads > before;
    }

    private ReadFiles.Reader<String, RuntimeException> reader(long bytes) {
        return new ReadFiles.Reader<>() {
            @Override
            public String read() {
                reads++;
                return "content";
            }

            @Override
            public long bytes(String read, long size) {
                return bytes;
            }
        };
    }

    @Test
    void whatManyBuildsHaveTakesNoMoreThanWhatOneMayHave() throws Exception {
        for (int i = 0; i < 50; i++) {
            var run = job.build();
            for (int k = 0; k < 3; k++) {
                assertThat(isRead(run, k + ".link", 5 * MEBIBYTE)).isTrue();
                assertThat(files.bytes()).isLessThanOrEqualTo(ReadFiles.MOST_BYTES);
            }
        }

        assertThat(files.bytes()).isGreaterThan(ReadFiles.MOST_BYTES - 5 * MEBIBYTE);
    }

    @Test
    void whatNobodyHasAskedForTheLongestTimeGoesFirst() throws Exception {
        var run = job.build();
        isRead(run, "a.link", 30 * MEBIBYTE);
        isRead(run, "b.link", 30 * MEBIBYTE);
        assertThat(isRead(run, "a.link", 30 * MEBIBYTE)).isFalse();

        isRead(run, "c.link", 30 * MEBIBYTE);

        assertThat(isRead(run, "a.link", 30 * MEBIBYTE)).isFalse();
        assertThat(isRead(run, "b.link", 30 * MEBIBYTE)).isTrue();
    }

    @Test
    void whatIsTooLargeToBeKeptIsReadAgainAndTakesNoRoom() throws Exception {
        var run = job.build();

        assertThat(isRead(run, "a.link", ReadFiles.MOST_BYTES + 1)).isTrue();
        assertThat(isRead(run, "a.link", ReadFiles.MOST_BYTES + 1)).isTrue();
        assertThat(files.bytes()).isZero();
    }

    @Test
    void filesOfTheSameNameAreToldApartByTheirBuilds() throws Exception {
        var first = job.build();
        isRead(first, "a.link", 1);

        assertThat(isRead(job.build(), "a.link", 1)).isTrue();
        assertThat(isRead(first, "a.link", 1)).isFalse();
    }

    @Test
    void nothingIsReadWhenTheTimeOfTheRequestIsOver() throws Exception {
        var time = new AtomicLong();
        var budget = new ReadingBudget(time::get);
        time.set(TimeUnit.SECONDS.toNanos(2));

        assertThat(files.get(job.build(), "a.link", String.class, "a.link", budget, reader(1)))
                .isEmpty();
        assertThat(reads).isZero();
    }

    @Test
    void thePagesOfAllBuildsShareThem() throws Exception {
        assertThat(action(job.build()).files()).isSameAs(action(job.build()).files());
    }

    private static InTotoAction action(LocalRun run) throws Exception {
        RunState.of(run);
        return run.getAction(InTotoAction.class);
    }
}
