package io.jenkins.plugins.intoto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packages go one way, and the engine knows nothing of Jenkins. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "io.jenkins.plugins.intoto";

    /** From the bottom to the top; a package may use those before it. */
    private static final List<String> ENGINE = List.of(
            "",
            "json",
            "artifact",
            "file",
            "key",
            "model",
            "envelope",
            "record",
            "verify",
            "propose",
            "lint",
            "statement",
            "predicate",
            "sigstore",
            "bundle",
            "remote",
            "policy");

    /** CEL, whose interface has Guava's collections, and YAML. */
    private static final String[] POLICY_LIBRARIES = {"dev.cel..", "com.google.common..", "org.yaml.snakeyaml.."};

    /** The adapters to Jenkins: each may use the engine and those before it. */
    private static final List<String> ADAPTERS = List.of(
            "agent", "archive", "config", "credentials", "provenance", "page", "run", "attest", "steps", "freestyle");

    private static final String[] JENKINS = {
        "hudson..",
        "jenkins..",
        "org.jenkinsci..",
        "org.kohsuke..",
        "com.cloudbees..",
        "net.sf.json..",
        "org.acegisecurity.."
    };

    private static String[] packages(List<String> names) {
        return names.stream()
                .map(name -> name.isEmpty() ? ROOT : ROOT + "." + name)
                .toArray(String[]::new);
    }

    @ArchTest
    void theEngineDependsInOneDirection(JavaClasses all) {
        for (int i = 0; i < ENGINE.size(); i++) {
            var allowed = new ArrayList<>(Arrays.asList(packages(ENGINE.subList(0, i + 1))));
            allowed.addAll(List.of(
                    "java..",
                    "javax..",
                    "com.fasterxml.jackson.core..",
                    "com.google.protobuf..",
                    "org.bouncycastle.."));
            allowed.addAll(List.of(POLICY_LIBRARIES));
            classes()
                    .that()
                    .resideInAPackage(packages(ENGINE)[i])
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(all);
        }
    }

    @ArchTest
    void theAdaptersDependInOneDirection(JavaClasses all) {
        for (int i = 0; i < ADAPTERS.size(); i++) {
            var adapter = ADAPTERS.get(i);
            var later = new ArrayList<>(ADAPTERS.subList(i + 1, ADAPTERS.size()));
            later.add("cli");
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + adapter)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(later))
                    .check(all);
        }
    }

    @ArchTest
    void onlyTheAdaptersKnowJenkins(JavaClasses all) {
        var adapters = packages(ADAPTERS);
        noClasses()
                .that()
                .resideOutsideOfPackages(adapters)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(adapters)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(JENKINS)
                .check(all);
    }

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NOTHING_OF_JENKINS = noClasses()
            .that()
            .resideInAnyPackage(packages(ENGINE))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JENKINS);

    @ArchTest
    static final ArchRule JSON_IS_PARSED_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".json")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_STAYS_WITH_KEYS_AND_TIMESTAMPS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".key", ROOT + ".sigstore")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule RULES_AND_YAML_STAY_WITH_POLICIES = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".policy")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(POLICY_LIBRARIES);

    @ArchTest
    static final ArchRule PROTOCOL_BUFFERS_ARE_FOR_STATEMENTS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".statement", ROOT + ".policy")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.protobuf..");

    @ArchTest
    static final ArchRule NO_PROVIDER_IS_REGISTERED_GLOBALLY = noClasses()
            .should(ArchConditions.callMethod(
                    java.security.Security.class, "addProvider", java.security.Provider.class));

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils");
}
