package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.policy.PolicyVerdict;
import io.jenkins.plugins.intoto.engine.report.PolicyJsonReport;
import io.jenkins.plugins.intoto.engine.report.ReportFormat;
import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The option that asks for reports of a verification, and the files that are written for it. */
public final class ReportFiles {
    private static final String REPORT = "--report";

    private final List<Path> files;

    private ReportFiles(List<Path> files) {
        this.files = files;
    }

    /** Adds the option for reports of a layout's verification. */
    public static void addTo(Syntax syntax) {
        syntax.values(
                "FILE",
                "Write a report, passed or not: FILE.json for programs, FILE.svg for a picture of the chain; can be"
                        + " given several times.",
                REPORT);
    }

    /** Adds the option for reports of a policy's verdict. */
    public static void addPolicyTo(Syntax syntax) {
        syntax.repeatable(
                "FILE", "Write a report for programs, passed or not: FILE.json; can be given several times.", REPORT);
    }

    /** Whether a report was asked for. */
    boolean areAny() {
        return !files.isEmpty();
    }

    /** The reports of a verdict on a policy, of which there are no pictures. */
    static ReportFiles ofPolicy(Invocation invocation) throws InTotoException {
        var reports = of(invocation);
        for (var file : reports.files) {
            if (format(file).orElseThrow() != ReportFormat.JSON) {
                throw new UsageException(
                        REPORT + " needs a file that ends with .json for a policy, not '" + file + "'");
            }
        }
        return reports;
    }

    /**
     * @throws UsageException if a file is of no kind that is known
     * @throws InTotoException if a file cannot be written
     */
    public static ReportFiles of(Invocation invocation) throws InTotoException {
        var files = invocation.paths(REPORT);
        for (var file : files) {
            if (format(file).isEmpty()) {
                throw new UsageException(REPORT + " needs a file that ends with .json or .svg, not '" + file + "'");
            }
            OutputFile.check(file);
        }
        return new ReportFiles(files);
    }

    private static Optional<ReportFormat> format(Path file) {
        return ReportFormat.ofFile(file.toString());
    }

    /** Writes a verdict to the files that were asked for. */
    public void write(PolicyVerdict verdict) throws CommandFailedException {
        for (var file : files) {
            OutputFile.write(file, out -> PolicyJsonReport.write(verdict, out));
        }
    }

    /** Writes an outcome to the files that were asked for. */
    public void write(Verification verification) throws CommandFailedException {
        for (var file : files) {
            OutputFile.write(file, out -> format(file).orElseThrow().write(verification, out));
        }
    }
}
