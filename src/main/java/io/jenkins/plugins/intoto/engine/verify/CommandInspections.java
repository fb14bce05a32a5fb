package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.file.AtomicFile;
import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import io.jenkins.plugins.intoto.engine.record.ArtifactRecorder;
import io.jenkins.plugins.intoto.engine.record.RecordingWarning;
import io.jenkins.plugins.intoto.engine.record.WrappedCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs inspections as commands on this machine, with the rights of this process (in-toto specification 1.0, section
 * 4.3.2). What is in the directory is recorded before and after, but for what the reference leaves out by default. The
 * commands run without a shell, each within a time limit.
 */
public final class CommandInspections implements InspectionRunner {
    private final Path directory;
    private final Duration timeLimit;
    private final PrintStream output;
    private final Optional<Path> linkDirectory;
    private final Consumer<RecordingWarning> warnings;
    private final Set<String> withheld;

    private CommandInspections(
            Path directory,
            Duration timeLimit,
            PrintStream output,
            Optional<Path> linkDirectory,
            Consumer<RecordingWarning> warnings,
            Set<String> withheld) {
        this.directory = directory;
        this.timeLimit = timeLimit;
        this.output = output;
        this.linkDirectory = linkDirectory;
        this.warnings = warnings;
        this.withheld = Set.copyOf(withheld);
    }

    /**
     * Inspections whose output is shown to nobody and whose links are not kept.
     *
     * @param directory where they run: the final products
     * @param timeLimit after how long each is killed
     */
    public CommandInspections(Path directory, Duration timeLimit) {
        this(
                directory,
                timeLimit,
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Optional.empty(),
                new Consumer<>() {
                    @Override
                    public void accept(RecordingWarning warning) {}
                },
                Set.of());
    }

    /** These inspections with their output shown. */
    public CommandInspections showing(PrintStream newOutput) {
        return new CommandInspections(directory, timeLimit, newOutput, linkDirectory, warnings, withheld);
    }

    /** These inspections, each leaving an unsigned link {@code NAME.link} in a directory, as the reference does. */
    public CommandInspections keepingLinksIn(Path newLinkDirectory) {
        return new CommandInspections(directory, timeLimit, output, Optional.of(newLinkDirectory), warnings, withheld);
    }

    /** These inspections, with a listener for what is not recorded. */
    public CommandInspections onWarning(Consumer<RecordingWarning> listener) {
        return new CommandInspections(directory, timeLimit, output, linkDirectory, listener, withheld);
    }

    /** These inspections, whose commands do not get some environment variables of this process. */
    public CommandInspections withholding(Set<String> variables) {
        return new CommandInspections(directory, timeLimit, output, linkDirectory, warnings, variables);
    }

    @Override
    public Link run(Inspection inspection) throws InspectionFailedException, InterruptedException {
        if (inspection.run().isEmpty()) {
            throw new InspectionFailedException(inspection.name(), "has no command to run", null);
        }
        try {
            var materials = record();
            // Recording the streams keeps them apart from those of this process; the link has none of them.
            var result = new WrappedCommand(inspection.run(), directory, Optional.of(timeLimit), true, withheld)
                    .run(output, output);
            var link = new Link(
                    inspection.name(),
                    inspection.run(),
                    materials,
                    record(),
                    Map.of("return-value", (long) result.returnValue(), "stderr", "", "stdout", ""),
                    Map.of());
            keep(link);
            return link;
        } catch (InTotoException e) {
            throw new InspectionFailedException(inspection.name(), e.getMessage(), e);
        } catch (IOException e) {
            throw new InspectionFailedException(inspection.name(), "its link cannot be written: " + e.getMessage(), e);
        }
    }

    private Artifacts record() throws InTotoException, InterruptedException {
        return ArtifactRecorder.builder()
                .base(directory)
                .onWarning(warning -> {
                    // Nobody has named a pattern, so a directory without files is not a mistake.
                    if (warning.reason() != RecordingWarning.Reason.EMPTY) {
                        warnings.accept(warning);
                    }
                })
                .build()
                .record(List.of("."));
    }

    private void keep(Link link) throws IOException {
        if (linkDirectory.isPresent()) {
            var unsigned = UnsignedEnvelope.of(link, EnvelopeFormat.METABLOCK);
            AtomicFile.write(
                    linkDirectory.get().resolve(LinkFileNames.unsigned(link.name())),
                    out -> unsigned.writeTo(out, List.of()));
        }
    }
}
