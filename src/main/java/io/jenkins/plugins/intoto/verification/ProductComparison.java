package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.agent.SnapshotRequest;
import io.jenkins.plugins.intoto.agent.WorkspaceSnapshots;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.record.AntPatterns;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.Finding;
import io.jenkins.plugins.intoto.engine.verify.ReasonCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Compares files in a workspace with the final products of a supply chain: what is there must be just what the chain has
 * made, or the files that are deployed are not those that were verified.
 */
final class ProductComparison {
    /** More of one kind are counted. */
    private static final int MOST_FINDINGS = 20;

    private final AntPatterns patterns;
    private final Artifacts products;
    private final String step;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param patterns Ant patterns of the files to compare
     * @param products the final products of the chain
     * @param step the name of the step that made them
     */
    ProductComparison(List<String> patterns, Artifacts products, String step) {
        // What is published may be anything that the patterns match: nothing is excluded here.
        this.patterns = new AntPatterns(patterns, List.of(), false, true);
        this.products = products;
        this.step = "step '" + DisplayText.of(step) + "'";
    }

    /**
     * Compares.
     *
     * @param directory what the patterns are relative to
     * @return what differs, or the one file that cannot be looked at; nothing if all is well
     */
    List<Finding> findings(FilePath directory, TaskListener listener) throws IOException, InterruptedException {
        var request = new SnapshotRequest(
                patterns,
                ProductDigests.algorithmsOf(products),
                false,
                InTotoConfiguration.get().linkBytes());
        Artifacts files;
        try {
            files = WorkspaceSnapshots.takeAll(directory, request, listener);
        } catch (AbortException e) {
            return List.of(finding(ReasonCode.ARTIFACT_UNREADABLE, Optional.empty(), Console.sentence(e)));
        }
        var selection = patterns.selection();
        if (files.isEmpty() && !anyOf(products, selection)) {
            findings.add(finding(
                    ReasonCode.ARTIFACT_MISSING,
                    Optional.empty(),
                    "no file there and no product of " + step + " matches "
                            + DisplayText.of(String.join(", ", patterns.includes()))));
            return List.copyOf(findings);
        }
        for (var pattern : patterns.counts().addAll(files).addAll(products).unmatched()) {
            Console.println(listener, Messages.ProductComparison_Unmatched(step, DisplayText.of(pattern)));
        }
        compare(files);
        findMissing(files, selection);
        return List.copyOf(findings);
    }

    private void compare(Artifacts files) {
        int changed = 0;
        int extra = 0;
        var file = files.cursor();
        var product = products.cursor();
        while (file.next()) {
            var path = file.path();
            if (!product.seek(path)) {
                if (extra++ < MOST_FINDINGS) {
                    add(ReasonCode.ARTIFACT_NOT_IN_STEP, path, "is not among the products of " + step);
                }
            } else if (!ProductDigests.agree(file.digests(), product.digests())) {
                if (changed++ < MOST_FINDINGS) {
                    add(
                            ReasonCode.ARTIFACT_CHANGED,
                            path,
                            "is not the file that " + step + " made: it has other digests");
                }
            }
        }
        addRest(ReasonCode.ARTIFACT_NOT_IN_STEP, extra, "are not among the products of " + step);
        addRest(ReasonCode.ARTIFACT_CHANGED, changed, "are not the files that " + step + " made");
    }

    private void findMissing(Artifacts files, Predicate<String> selection) {
        int missing = 0;
        var file = files.cursor();
        var product = products.cursor();
        while (product.next()) {
            var path = product.path();
            if (!file.seek(path) && selection.test(path) && missing++ < MOST_FINDINGS) {
                add(ReasonCode.ARTIFACT_MISSING, path, "is missing, though it is a product of " + step);
            }
        }
        addRest(ReasonCode.ARTIFACT_MISSING, missing, "are missing, though they are products of " + step);
    }

    private void add(ReasonCode code, String path, String clause) {
        findings.add(finding(code, Optional.of(path), DisplayText.of(path) + " " + clause));
    }

    private void addRest(ReasonCode code, int count, String clause) {
        if (count > MOST_FINDINGS) {
            findings.add(finding(code, Optional.empty(), (count - MOST_FINDINGS) + " more files " + clause));
        }
    }

    private static Finding finding(ReasonCode code, Optional<String> path, String sentence) {
        return new Finding(code, "", Optional.empty(), Optional.empty(), path, "workspace: " + sentence);
    }

    private static boolean anyOf(Artifacts artifacts, Predicate<String> selection) {
        var cursor = artifacts.cursor();
        while (cursor.next()) {
            if (selection.test(cursor.path())) {
                return true;
            }
        }
        return false;
    }
}
