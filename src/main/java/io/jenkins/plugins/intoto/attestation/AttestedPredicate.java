package io.jenkins.plugins.intoto.attestation;

import hudson.AbortException;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.intoto.attestation.provenance.RecordedMaterials;
import io.jenkins.plugins.intoto.attestation.provenance.RunProvenance;
import io.jenkins.plugins.intoto.attestation.provenance.RunTests;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.MalformedPredicateException;
import io.jenkins.plugins.intoto.engine.predicate.PredicateDocument;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BuildPlace;
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

    private static final Set<PredicateType> SCANS = Set.of(
            PredicateType.VULNERABILITIES_V0_2,
            PredicateType.VULNERABILITIES_V0_1,
            PredicateType.COSIGN_VULNERABILITIES);

    private final AttestStep step;

    AttestedPredicate(AttestStep step) {
        this.step = step;
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
                case TEST_RESULT -> testResult(run);
                case SBOM -> billOfMaterials(place);
                case VULNS -> document(place, vulnerabilities());
                case OTHER -> document(place, typeOr(null));
            };
        } catch (MalformedStatementException | MalformedPredicateException | UnreadableFileException e) {
            throw Console.abort(Messages.ArtifactAttestation_NotAttested(DisplayText.of(e.getMessage())));
        }
    }

    private TypedPredicate billOfMaterials(BuildPlace place)
            throws IOException, InterruptedException, MalformedStatementException, MalformedPredicateException,
                    UnreadableFileException {
        try {
            return PredicateDocument.billOfMaterials(content(place), source(), LIMITS);
        } catch (MalformedPredicateException e) {
            if (step.isInferred()) {
                throw Console.abort(Messages.AttestedPredicate_NoBillOfMaterials(DisplayText.of(e.getMessage())));
            }
            throw e;
        }
    }

    private static TypedPredicate testResult(Run<?, ?> run) throws AbortException {
        return ExtensionList.lookup(RunTests.class).stream()
                .flatMap(kind -> kind.of(run).stream())
                .findFirst()
                .orElseThrow(() -> Console.abort(Messages.AttestedPredicate_NoTestResults()));
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
        boolean supplied = step.kind() == PredicateKind.OTHER || step.kind() == PredicateKind.VULNS;
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
        return PredicateDocument.read(content(place), source(), LIMITS, type);
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
