package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.verify.InspectionRunner;
import io.jenkins.plugins.intoto.engine.verify.SupplyChain;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Supply chains of every kind that a report must show. */
public final class SampleChains {
    private SampleChains() {}

    /** Steps that each take all that the step before made: checkout, build, package. */
    public static SupplyChain ofThreeSteps() {
        var chain = new SupplyChain();
        chain.step("checkout")
                .by("alice")
                .materials("DISALLOW *")
                .products("CREATE *")
                .link("alice", List.of(), List.of("pom.xml", "src/App.java", "src/Main.java"));
        chain.step("build")
                .by("bob")
                .command("mvn", "package")
                .materials("MATCH * WITH PRODUCTS FROM checkout", "DISALLOW *")
                .products("MATCH * WITH PRODUCTS FROM checkout", "CREATE target/app.jar", "DISALLOW *")
                .link(
                        "bob",
                        List.of("pom.xml", "src/App.java", "src/Main.java"),
                        List.of("pom.xml", "src/App.java", "src/Main.java", "target/app.jar"));
        chain.step("package")
                .by("carol")
                .materials("MATCH target/* WITH PRODUCTS FROM build", "DISALLOW *")
                .products("CREATE app.tar.gz", "ALLOW target/app.jar", "DISALLOW *")
                .link("carol", List.of("target/app.jar"), List.of("target/app.jar", "app.tar.gz"));
        return chain;
    }

    /** The same, but for the jar that was exchanged between build and package. */
    public static SupplyChain ofThreeStepsWithAChangedJar() {
        var chain = ofThreeSteps();
        chain.step("package")
                .link("carol", List.of("target/app.jar<-evil"), List.of("target/app.jar<-evil", "app.tar.gz"));
        return chain;
    }

    public static Map<String, SupplyChain> all() {
        var chains = new LinkedHashMap<String, SupplyChain>();
        chains.put("three-steps", ofThreeSteps());
        chains.put("changed", ofThreeStepsWithAChangedJar());
        chains.put("missing-link", withMissingLink());
        chains.put("twenty-steps", ofTwentySteps());
        chains.put("branches", ofBranches());
        chains.put("sublayout", withSublayout(ofThreeSteps()));
        chains.put("sublayout-failed", withSublayout(ofThreeStepsWithAChangedJar()));
        chains.put("inspections", withInspections().inspectedBy(runner(0)));
        chains.put("inspection-failed", withInspections().inspectedBy(runner(2)));
        chains.put("inspections-not-run", withInspections());
        chains.put("other-command", withOtherCommand());
        chains.put("threshold", withThreshold());
        chains.put("cycle", withCycle());
        chains.put("names", withAwkwardNames());
        chains.put("expired", ofThreeSteps().expires(SupplyChain.NOW.minus(1, ChronoUnit.DAYS)));
        return chains;
    }

    public static SupplyChain withMissingLink() {
        var chain = ofThreeSteps();
        chain.withoutLinksOf("build");
        return chain;
    }

    public static SupplyChain withOtherCommand() {
        var chain = new SupplyChain();
        chain.step("build")
                .by("bob")
                .command("make")
                .products("CREATE *")
                .link("bob", List.of("make", "evil"), List.of(), List.of("app"));
        return chain;
    }

    static SupplyChain ofTwentySteps() {
        var chain = new SupplyChain();
        var artifacts = new ArrayList<String>();
        for (int i = 1; i <= 20; i++) {
            var step = chain.step("step-" + i).by(i % 2 == 0 ? "alice" : "bob");
            if (i == 13) {
                step.materials("MATCH module1/* WITH PRODUCTS FROM step-1");
            }
            step.materials(i == 1 ? "DISALLOW *" : "MATCH * WITH PRODUCTS FROM step-" + (i - 1), "DISALLOW *")
                    .products("CREATE *", "ALLOW *");
            var before = List.copyOf(artifacts);
            artifacts.add("module" + i + "/result.bin");
            step.link(i % 2 == 0 ? "alice" : "bob", before, artifacts);
        }
        return chain;
    }

    /** Several steps side by side, arrows across columns, and more than one arrow into a step. */
    public static SupplyChain ofBranches() {
        var chain = new SupplyChain();
        chain.step("checkout")
                .by("alice")
                .products("CREATE *")
                .link("alice", List.of(), List.of("src/app.c", "src/lib.c", "docs/index.md", "LICENSE"));
        chain.step("compile")
                .by("bob")
                .materials("MATCH src/* WITH PRODUCTS FROM checkout", "DISALLOW *")
                .products("CREATE *.o", "MATCH src/* WITH MATERIALS FROM compile", "DISALLOW *")
                .link("bob", List.of("src/app.c", "src/lib.c"), List.of("src/app.c", "src/lib.c", "app.o", "lib.o"));
        chain.step("document")
                .by("dora")
                .materials("MATCH docs/* WITH PRODUCTS FROM checkout", "DISALLOW *")
                .products("CREATE *.html", "ALLOW docs/*", "DISALLOW *")
                .link("dora", List.of("docs/index.md"), List.of("docs/index.md", "index.html"));
        chain.step("test")
                .by("bob")
                .materials("MATCH *.o WITH PRODUCTS FROM compile", "DISALLOW *")
                .products("MATCH *.o WITH PRODUCTS FROM compile", "DISALLOW *")
                .link("bob", List.of("app.o", "lib.o"), List.of("app.o", "lib.o"));
        chain.step("package")
                .by("carol")
                .materials(
                        "MATCH *.o WITH PRODUCTS FROM test",
                        "MATCH *.html WITH PRODUCTS FROM document",
                        "MATCH LICENSE WITH PRODUCTS FROM checkout",
                        "DISALLOW *")
                .products("CREATE app.deb", "ALLOW *")
                .link(
                        "carol",
                        List.of("app.o", "lib.o", "index.html<-changed", "LICENSE"),
                        List.of("app.o", "lib.o", "index.html<-changed", "LICENSE", "app.deb"));
        return chain;
    }

    public static SupplyChain withSublayout(SupplyChain inner) {
        var chain = new SupplyChain();
        chain.step("build").by("carol").products("ALLOW *").sublayout("carol", inner.source("inner"));
        chain.step("deploy")
                .by("dora")
                .materials("MATCH app.tar.gz WITH PRODUCTS FROM build", "DISALLOW *")
                .products("ALLOW app.tar.gz", "DISALLOW *")
                .link("dora", List.of("app.tar.gz"), List.of("app.tar.gz"));
        return chain;
    }

    public static SupplyChain withInspections() {
        return ofThreeSteps()
                .inspection(
                        "untar",
                        List.of("tar", "xzf", "app.tar.gz"),
                        List.of("MATCH app.tar.gz WITH PRODUCTS FROM package", "DISALLOW *"),
                        List.of("MATCH target/app.jar WITH PRODUCTS FROM build", "ALLOW app.tar.gz", "DISALLOW *"))
                .inspection("scan", List.of("scanner", "--all"), List.of("ALLOW *"), List.of("ALLOW *"));
    }

    private static InspectionRunner runner(long exitCode) {
        return inspection -> new Link(
                inspection.name(),
                inspection.run(),
                SupplyChain.artifacts(List.of("app.tar.gz")),
                SupplyChain.artifacts(List.of("app.tar.gz", "target/app.jar")),
                Map.of("return-value", exitCode),
                Map.of());
    }

    public static SupplyChain withThreshold() {
        var chain = new SupplyChain();
        chain.step("review")
                .by("alice", "bob", "carol")
                .threshold(2)
                .products("CREATE *")
                .link("alice", List.of(), List.of("a"))
                .link("bob", List.of(), List.of("a"));
        chain.step("approve")
                .by("alice", "bob", "carol")
                .threshold(3)
                .materials("MATCH * WITH PRODUCTS FROM review", "DISALLOW *")
                .link("alice", List.of("a"), List.of())
                .file("approve." + SupplyChain.shortId("bob") + ".link", "no JSON");
        return chain;
    }

    /** Steps that refer to each other and to themselves. */
    static SupplyChain withCycle() {
        var chain = new SupplyChain();
        chain.step("one")
                .by("alice")
                .materials("MATCH * WITH PRODUCTS FROM two")
                .products("MATCH * WITH MATERIALS FROM one")
                .link("alice", List.of("a"), List.of("a"));
        chain.step("two")
                .by("bob")
                .materials("MATCH * WITH MATERIALS FROM one")
                .products("MATCH * WITH PRODUCTS FROM three", "ALLOW *")
                .link("bob", List.of("a"), List.of("a"));
        chain.step("three").by("carol").products("ALLOW *").link("carol", List.of("a"), List.of("a"));
        return chain;
    }

    public static SupplyChain withAwkwardNames() {
        var chain = new SupplyChain().source("<layout>\u202e&\"'.layout");
        var names = List.of(
                "<script>alert(1)<script>",
                "]]>&amp;\"'",
                "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
                "\ud83d\udd10\ud83d\ude80\ud83d\udc69\u200d\ud83d\udcbb",
                "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 zalgo",
                "a-step-with-a-name-that-is-far-too-long-for-any-box-and-goes-on-and-on-without-a-single-space-in-it",
                "\u8fd9\u662f\u4e00\u4e2a\u975e\u5e38\u957f\u7684\u6b65\u9aa4\u540d\u79f0\u5b83\u4e0d\u9002\u5408\u653e\u5728\u65b9\u6846\u91cc\u56e0\u4e3a\u5b83\u592a\u957f\u4e86");
        for (int i = 0; i < names.size(); i++) {
            var step = chain.step(names.get(i)).by("bob");
            if (i > 0) {
                step.materialRule("MATCH", "*", "WITH", "PRODUCTS", "FROM", names.get(i - 1));
                step.materialRule("DISALLOW", "*");
            }
            var path = "dir/" + names.get(i).replace("/", "") + "/\u2028<img src=x onerror=alert(1)>";
            step.productRule("ALLOW", "*");
            step.link("bob", i % 3 == 2 ? List.of(path) : List.of(), List.of(path));
        }
        return chain;
    }
}
