package io.jenkins.plugins.intoto.page;

import hudson.Util;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.bundle.BundleReader;
import io.jenkins.plugins.intoto.engine.bundle.LinePayload;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * The page of one attestation of a run: what it is about, who signed it and what it says. It is read from the bundle anew for each
 * request, as a stream through files that are deleted at once, and shown only if it is the one that the run signed, byte by byte.
 */
@ExportedBean
public final class AttestationPage implements ModelObject {
    private static final Logger LOGGER = Logger.getLogger(AttestationPage.class.getName());

    /** How many subjects the API lists. */
    private static final int MOST_EXPORTED = 1000;

    /** Reading a large one keeps a core busy for a second or two. */
    private static final Semaphore READERS = new Semaphore(2);

    private static final int MOST_SECONDS_IN_LINE = 10;

    private final Run<?, ?> run;
    private final List<AttestationIndex.Entry> entries;
    private final ShownAttestation attestation;

    /**
     * @param entries what the index of the run says of it, at least one
     */
    AttestationPage(Run<?, ?> run, List<AttestationIndex.Entry> entries) {
        this.run = run;
        this.entries = entries;
        this.attestation = new ShownAttestation(run, entries.get(0), ShownAttestations.archived(run));
    }

    /** What the way to this page names it. */
    @Override
    public String getDisplayName() {
        return attestation.getPredicate();
    }

    /** The run that made it. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** Who signed it, when, and where it is kept; with the first of its subjects. */
    @Exported(inline = true)
    public ShownAttestation getAttestation() {
        return attestation;
    }

    /** The first {@value #MOST_EXPORTED} artifacts that it is about. */
    @Exported
    public List<Subject> getSubjects() {
        return entries.stream()
                .limit(MOST_EXPORTED)
                .map(entry -> new Subject(DisplayText.of(entry.artifact()), DisplayText.of(entry.sha256())))
                .toList();
    }

    /** The same as data. */
    public Api getApi() {
        return new Api(this);
    }

    /** An artifact that an attestation is about, for the API. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Subject {
        private final String name;
        private final String sha256;

        Subject(String name, String sha256) {
            this.name = name;
            this.sha256 = sha256;
        }

        /** Its name. */
        @Exported
        public String getName() {
            return name;
        }

        /** Its SHA-256 in hexadecimal. */
        @Exported
        public String getSha256() {
            return sha256;
        }
    }

    /**
     * What an attestation says, or why that is not shown.
     *
     * @param statement what it says; null if it is not shown
     * @param problem why it is not shown; null if it is
     */
    public record Content(ShownStatement statement, String problem) {
        /** What it says, for the view. */
        public ShownStatement getStatement() {
            return statement;
        }

        /** Why it is not shown, for the view. */
        public String getProblem() {
            return problem;
        }
    }

    /**
     * Reads it.
     *
     * @param query what to look for in what it lists; null and blanks for all
     * @param page the number of the page of what it lists, from 1; null for the first
     */
    public Content read(String query, String page) {
        try {
            return new Content(
                    inTurn(() -> shown(Util.fixNull(query).strip(), Math.max(1, ListedFrom.of(page)))), null);
        } catch (IOException | InTotoException e) {
            return new Content(null, problem(e));
        }
    }

    private ShownStatement shown(String query, int page) throws IOException, InTotoException {
        var statement = statement();
        try {
            return ShownStatementReader.read(
                    statement, attestation.getBundle(), entries.get(0).predicateType(), query, page);
        } finally {
            Files.delete(statement);
        }
    }

    private static String problem(Exception failure) {
        if (failure instanceof InTotoException || failure instanceof NotShown) {
            return DisplayText.of(failure.getMessage());
        }
        // What the file system says names files of the controller.
        LOGGER.log(Level.WARNING, "cannot read an attestation", failure);
        return Messages.AttestationPage_Unreadable();
    }

    private static final class NotShown extends IOException {
        private static final long serialVersionUID = 1L;

        NotShown(String message) {
            super(message);
        }
    }

    /** A file with what was signed, to be deleted by the caller. */
    private Path statement() throws IOException, InTotoException {
        var line = line();
        try {
            var statement = Files.createTempFile("in-toto", ".json");
            try {
                LinePayload.write(line, attestation.getBundle(), BundleReader.DEFAULT_LIMITS, statement);
                return statement;
            } catch (IOException | InTotoException e) {
                Files.delete(statement);
                throw e;
            }
        } finally {
            Files.delete(line);
        }
    }

    /** A file with the line of the bundle, to be deleted by the caller. */
    private Path line() throws IOException {
        var line = Files.createTempFile("in-toto", ".jsonl");
        try {
            if (new RunArchive(run).copy(entries.get(0), line)) {
                return line;
            }
        } catch (IOException e) {
            Files.delete(line);
            throw e;
        }
        Files.delete(line);
        throw new NotShown(Messages.AttestationPage_NotArchived());
    }

    /** What is done by a few at a time. */
    private interface Reading<T> {
        T read() throws IOException, InTotoException;
    }

    private static <T> T inTurn(Reading<T> reading) throws IOException, InTotoException {
        try {
            if (!READERS.tryAcquire(MOST_SECONDS_IN_LINE, TimeUnit.SECONDS)) {
                throw new NotShown(Messages.AttestationPage_Busy());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotShown(Messages.AttestationPage_Busy());
        }
        try {
            return reading.read();
        } finally {
            READERS.release();
        }
    }

    /** What was signed, byte by byte, to be looked at. */
    @GET
    public HttpResponse doStatement() {
        run.checkPermission(Item.READ);
        try {
            return Download.jsonFile("inline", inTurn(this::statement));
        } catch (IOException | InTotoException e) {
            return HttpResponses.error(404, problem(e));
        }
    }

    /** The line of the bundle, a bundle by itself, to be saved. */
    @GET
    public HttpResponse doDownload() {
        run.checkPermission(Item.READ);
        try {
            return Download.jsonFile(Download.attachment("attestation.intoto.jsonl"), inTurn(this::line));
        } catch (IOException | InTotoException e) {
            return HttpResponses.error(404, problem(e));
        }
    }
}
