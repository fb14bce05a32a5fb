package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.attestation.provenance.RecordedMaterials;
import io.jenkins.plugins.intoto.attestation.provenance.RunProvenance;
import io.jenkins.plugins.intoto.attestation.provenance.RunTests;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.JUnitReport;
import io.jenkins.plugins.intoto.engine.predicate.MalformedPredicateException;
import io.jenkins.plugins.intoto.engine.predicate.PredicateDocument;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.predicate.ReportFormat;
import io.jenkins.plugins.intoto.engine.predicate.SarifReport;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.engine.predicate.VulnerabilityScan;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;

/** What an attestation says: from the run itself, or from a file of the workspace, which is checked before it is signed. */
final class AttestedPredicate {
    private static final JsonLimits LIMITS = new JsonLimits(16L << 20, 64);

    private static final int LONGEST_TYPE = 1_000;
    private static final int MOST_REPORTS = 10_000;

    private static final Set<PredicateType> SCANS = Set.of(
            PredicateType.VULNERABILITIES_V0_2,
            PredicateType.VULNERABILITIES_V0_1,
            PredicateType.COSIGN_VULNERABILITIES);

    private final AttestStep step;
    private final TaskListener listener;

    AttestedPredicate(AttestStep step, TaskListener listener) {
        this.step = step;
        this.listener = listener;
    }

    /**
     * Makes or reads the predicate.
     *
     * @throws AbortException with a sentence that says what is missing or wrong
     */
    TypedPredicate find(Run<?, ?> run, Optional<FlowExecution> pipeline, BuildPlace place)
            throws IOException, InterruptedException {
        try {
            return switch (step.kind()) {
                case PROVENANCE -> RunProvenance.of(run, pipeline, RecordedMaterials.of(run));
                case TEST_RESULT ->
                    step.getPredicateFile() == null && step.reportFormat().isEmpty()
                            ? testResult(run)
                            : reportedTests(place);
                case SBOM -> billOfMaterials(place);
                case VULNS -> scan(place, vulnerabilities());
                case OTHER -> document(place, typeOr(null));
            };
        } catch (MalformedPredicateException e) {
            var reason = DisplayText.of(e.getMessage());
            var report = e.report().filter(format -> !isMadeOf(format));
            throw Console.abort(Messages.ArtifactAttestation_NotAttested(
                    report.isPresent()
                            ? Messages.AttestedPredicate_Report(
                                    reason,
                                    Choice.word(
                                            report.get() == ReportFormat.JUNIT
                                                    ? PredicateKind.TEST_RESULT
                                                    : PredicateKind.VULNS),
                                    report.get().word())
                            : reason));
        } catch (MalformedStatementException | UnreadableFileException e) {
            throw Console.abort(Messages.ArtifactAttestation_NotAttested(DisplayText.of(e.getMessage())));
        }
    }

    private TypedPredicate billOfMaterials(BuildPlace place)
            throws IOException, InterruptedException, MalformedStatementException, MalformedPredicateException,
                    UnreadableFileException {
        try {
            return PredicateDocument.billOfMaterials(content(place), source(), LIMITS);
        } catch (MalformedPredicateException e) {
            if (step.isInferred() && e.report().isEmpty()) {
                throw Console.abort(Messages.AttestedPredicate_NoBillOfMaterials(DisplayText.of(e.getMessage())));
            }
            throw e;
        }
    }

    /** Whether the step makes its predicate of such a report already, so that it need not be told to. */
    private boolean isMadeOf(ReportFormat format) {
        return step.getPredicateType() == null
                && Choice.word(format == ReportFormat.JUNIT ? PredicateKind.TEST_RESULT : PredicateKind.VULNS)
                        .equals(step.getChosenPredicate());
    }

    private TypedPredicate scan(BuildPlace place, String type)
            throws IOException, InterruptedException, MalformedStatementException, MalformedPredicateException,
                    UnreadableFileException {
        var format = step.reportFormat();
        if (format.isEmpty() && !type.equals(PredicateType.VULNERABILITIES_V0_2.uri())) {
            return document(place, type);
        }
        var predicate = format.isPresent()
                ? VulnerabilityScan.read(content(place), source(), LIMITS, format.get())
                : VulnerabilityScan.readAny(content(place), source(), LIMITS);
        if (predicate instanceof VulnerabilityScan scan) {
            scan.remarks().forEach(this::warn);
        }
        return predicate;
    }

    /** What JUnit's reports in the workspace say, or a single file that is such a predicate already. */
    private TypedPredicate reportedTests(BuildPlace place)
            throws IOException, InterruptedException, MalformedStatementException, MalformedPredicateException,
                    UnreadableFileException {
        if (step.getPredicateFile() == null) {
            throw Console.abort(Messages.AttestedPredicate_NoReports());
        }
        var directory = place.requireDirectory("predicateFile");
        var files = WorkspaceFiles.matching(directory, step.getPredicateFile());
        if (files.isEmpty()) {
            throw Console.abort(Messages.AttestedPredicate_NoMatch(DisplayText.of(step.getPredicateFile())));
        }
        if (files.size() > MOST_REPORTS) {
            throw Console.abort(Messages.AttestedPredicate_TooManyReports(
                    files.size(), DisplayText.of(step.getPredicateFile()), MOST_REPORTS));
        }
        var report = new JUnitReport();
        for (var file : files) {
            var content = WorkspaceFiles.read(directory, file, LIMITS.maxBytes());
            if (files.size() == 1 && step.reportFormat().isEmpty() && !JUnitReport.isXml(content)) {
                return PredicateDocument.read(content, file, LIMITS, PredicateType.TEST_RESULT.uri());
            }
            report.add(content, file);
        }
        var result = report.result(source());
        warn(Messages.AttestedPredicate_NoConfiguration());
        return result;
    }

    private void warn(String text) {
        Console.println(listener, Messages.AttestedPredicate_Warning(DisplayText.of(text)));
    }

    private static TypedPredicate testResult(Run<?, ?> run) throws AbortException {
        return RunTests.published(run).orElseThrow(() -> Console.abort(Messages.AttestedPredicate_NoTestResults()));
    }

    private String vulnerabilities() throws AbortException {
        var type = typeOr(PredicateType.VULNERABILITIES_V0_2.uri());
        if (PredicateType.of(type).filter(SCANS::contains).isEmpty()) {
            throw Console.abort(Messages.AttestedPredicate_NoScan(DisplayText.of(type)));
        }
        return type;
    }

    /**
     * Whether the content comes from the job though its type is one by which a controller tells what it knows itself, so that
     * others could not tell the two apart.
     */
    boolean isForgery(TypedPredicate predicate) throws AbortException {
        boolean supplied = step.kind() != PredicateKind.PROVENANCE
                && !(step.kind() == PredicateKind.TEST_RESULT && step.getPredicateFile() == null);
        return supplied && ReservedType.isMeantBy(predicate);
    }

    private String typeOr(String fallback) throws AbortException {
        var type = step.getPredicateType() == null ? fallback : step.getPredicateType();
        if (type == null) {
            throw Console.abort(Messages.AttestedPredicate_NoType());
        }
        if (type.length() > LONGEST_TYPE) {
            throw Console.abort(Messages.AttestedPredicate_LongType(LONGEST_TYPE));
        }
        return type;
    }

    private TypedPredicate document(BuildPlace place, String type)
            throws IOException, InterruptedException, MalformedStatementException, MalformedPredicateException,
                    UnreadableFileException {
        return type.equals(SarifReport.TYPE)
                ? SarifReport.readAny(content(place), source(), fileName(), LIMITS)
                : PredicateDocument.read(content(place), source(), LIMITS, type);
    }

    private Optional<String> fileName() {
        return Optional.ofNullable(step.getPredicateFile()).map(path -> path.substring(path.lastIndexOf('/') + 1));
    }

    private String source() {
        return step.getPredicateJson() == null ? step.getPredicateFile() : "the predicate";
    }

    private byte[] content(BuildPlace place) throws IOException, InterruptedException, UnreadableFileException {
        if (step.getPredicateJson() != null) {
            return step.getPredicateJson().getBytes(StandardCharsets.UTF_8);
        }
        var file = step.getPredicateFile();
        if (file == null) {
            throw Console.abort(Messages.AttestedPredicate_NoFile());
        }
        return WorkspaceFiles.read(place.requireDirectory("predicateFile"), file, LIMITS.maxBytes());
    }
}
