package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.option.ArtifactOptions;
import io.jenkins.plugins.intoto.cli.option.MetadataFile;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code match-products}: compares files with the products of a link. */
public final class MatchProductsCommand implements Command {
    private static final String LINK = "--link";
    private static final String PATHS = "--paths";
    private static final String KEYS = "--verification-keys";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "Compare files with the products of a link.",
                "Exits with 0 if the files are just the products, with 1 if there are more, fewer or other ones, which"
                        + " are listed.");
        syntax.requiredValue("FILE", "The link.", "-l", LINK)
                .values("PATH", "Files and directories to compare instead of the current directory.", "-p", PATHS)
                .values(
                        "KEY",
                        "Public keys that must have signed the link; its signatures are not looked at otherwise.",
                        "-k",
                        KEYS);
        ArtifactOptions.addTo(syntax);
        return syntax.example(
                        "Is what was delivered what was built?",
                        "in-toto match-products -l build.776a00e2.link --verification-keys bob.pub -p target")
                .example(
                        "For files that lie elsewhere",
                        "in-toto match-products -l build.776a00e2.link --base-path /srv/delivery -p app.jar");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException, InterruptedException {
        var envelope = MetadataFile.read(invocation.requiredPath(LINK));
        if (!(envelope.payload() instanceof Link link)) {
            throw new CommandFailedException(envelope.source() + ": is a layout, a link is needed");
        }
        if (invocation.has(KEYS) && !SignatureCheck.passes(envelope, invocation.paths(KEYS), invocation)) {
            return FAILED;
        }
        var products = link.products();
        var paths = invocation.has(PATHS) ? invocation.values(PATHS) : List.of(".");
        var files = ArtifactOptions.record(
                "recording files", ArtifactOptions.algorithms(invocation, products), paths, invocation);
        var comparison = new Comparison(products, files);
        if (!invocation.notes().areQuiet()) {
            comparison.tell(invocation.out());
        }
        return comparison.isEqual() ? 0 : FAILED;
    }

    /** What differs, paths in order. */
    private static final class Comparison {
        private final List<String> onlyProducts = new ArrayList<>();
        private final List<String> noProducts = new ArrayList<>();
        private final List<String> different = new ArrayList<>();

        Comparison(Artifacts products, Artifacts files) {
            var product = products.cursor();
            var file = files.cursor();
            while (product.next()) {
                if (!file.seek(product)) {
                    onlyProducts.add(product.path());
                } else if (!product.sameDigests(file) && !agree(product.digests(), file.digests())) {
                    different.add(product.path());
                }
            }
            product = products.cursor();
            file = files.cursor();
            while (file.next()) {
                if (!product.seek(file)) {
                    noProducts.add(file.path());
                }
            }
        }

        /** Whether the link has each digest of the file, whatever others it may have. */
        private static boolean agree(DigestSet product, DigestSet file) {
            return product.asMap().entrySet().containsAll(file.asMap().entrySet());
        }

        boolean isEqual() {
            return onlyProducts.isEmpty() && noProducts.isEmpty() && different.isEmpty();
        }

        void tell(PrintStream out) {
            onlyProducts.forEach(path -> out.println("Only in products: " + OneLine.of(path)));
            noProducts.forEach(path -> out.println("Not in products: " + OneLine.of(path)));
            different.forEach(path -> out.println("Hashes differ: " + OneLine.of(path)));
        }
    }
}
