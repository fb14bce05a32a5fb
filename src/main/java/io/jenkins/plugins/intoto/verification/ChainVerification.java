package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.archive.PastVerification;
import io.jenkins.plugins.intoto.archive.Question;
import io.jenkins.plugins.intoto.archive.ReportArchive;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.report.JsonReport;
import io.jenkins.plugins.intoto.engine.report.ReportSummary;
import io.jenkins.plugins.intoto.engine.report.SvgReport;
import io.jenkins.plugins.intoto.engine.report.TextReport;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.Finding;
import io.jenkins.plugins.intoto.engine.verify.LayoutVerifier;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import io.jenkins.plugins.intoto.engine.verify.VerificationOptions;
import io.jenkins.plugins.intoto.run.BuildPlace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a supply chain within a run: finds layout, keys and links, verifies, compares files of the workspace with the
 * final products, and archives the report. Used by the Pipeline step and the post-build action alike.
 */
public final class ChainVerification {
    private final Run<?, ?> run;
    private final TaskListener listener;
    private final VerifyStep step;

    /**
     * @param run the run that verifies
     * @param listener its console
     * @param step what to verify, and by what
     */
    public ChainVerification(Run<?, ?> run, TaskListener listener, VerifyStep step) {
        this.run = run;
        this.listener = listener;
        this.step = step;
    }

    /**
     * Verifies, and tells the outcome on the console, on the page of the run and in its archive.
     *
     * @param place where in the run it takes place
     * @return the outcome, passed or not
     * @throws AbortException with a sentence that says what to do if the verification cannot be carried out
     */
    public ReportSummary verify(BuildPlace place) throws IOException, InterruptedException {
        step.check();
        var question = step.question(place);
        var layout = TrustedLayout.find(run, step, question.label(), place);
        var outside = new ArrayList<>(layout.outside());
        outside.addAll(step.getStepsOutsideJenkins());
        var links = LinksInQuestion.find(run, step, outside, place);
        var options = options(links, place)
                .withSublayoutsFor(layout.sublayouts())
                .withKeyNames(layout.names().with(links.names()));
        var verification = withProducts(
                new LayoutVerifier(options).verify(layout.envelope(), layout.keys(), links.source()), place);
        TextReport.DEFAULT.withVerbose(true).lines(verification).forEach(this::log);
        return archive(question, verification, place);
    }

    private ReportSummary archive(Question question, Verification verification, BuildPlace place)
            throws IOException, InterruptedException {
        byte[] json = JsonReport.toByteArray(verification);
        byte[] picture = SvgReport.toByteArray(verification);
        var summary = ReportSummary.of(verification);
        new ReportArchive(run, listener)
                .put(
                        place.origin(),
                        question.label(),
                        json,
                        Optional.of(picture),
                        report -> new PastVerification(question, summary, report));
        return summary;
    }

    private VerificationOptions options(LinksInQuestion links, BuildPlace place) throws AbortException {
        var options = VerificationOptions.DEFAULT
                .withLimits(InTotoConfiguration.get().verificationLimits())
                .withStrictCommands(step.isStrictCommands())
                .withAdmission(links.admission());
        var values = step.parameterValues();
        if (values.isPresent()) {
            options = options.withParameters(values.get());
        }
        return step.isInspections() ? options.withInspections(new AgentInspections(place, listener)) : options;
    }

    /** The same outcome, but failed if files in the workspace are not the final products of a chain that passed. */
    private Verification withProducts(Verification verification, BuildPlace place)
            throws IOException, InterruptedException {
        var patterns = step.productPatterns();
        var chain = verification.summary();
        if (patterns.isEmpty() || chain.isEmpty()) {
            return verification;
        }
        var steps = verification.steps();
        var last = steps.get(steps.size() - 1).step().name();
        List<Finding> differences = new ProductComparison(patterns, chain.get().products(), last)
                .findings(place.requireDirectory("products"), listener);
        if (differences.isEmpty()) {
            log(Messages.ChainVerification_Products(DisplayText.of(String.join(", ", patterns))));
            return verification;
        }
        var failures = new ArrayList<>(verification.layoutFailures());
        failures.addAll(differences);
        return new Verification(
                verification.source(),
                verification.at(),
                verification.layoutSigners(),
                verification.layout(),
                failures,
                steps,
                verification.inspections(),
                Optional.empty(),
                verification.keyNames());
    }

    private void log(String line) {
        Console.println(listener, line);
    }
}
