package io.jenkins.plugins.intoto;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Packages go one way, and the engine knows nothing of Jenkins. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "io.jenkins.plugins.intoto";

    /** From the bottom to the top; a package may use those before it. */
    private static final List<String> ENGINE = List.of(
            "engine",
            "engine.text",
            "engine.json",
            "engine.artifact",
            "engine.file",
            "engine.process",
            "engine.key",
            "engine.model",
            "engine.envelope",
            "engine.record",
            "engine.verify",
            "engine.layout",
            "engine.statement",
            "engine.predicate",
            "engine.sigstore",
            "engine.bundle",
            "engine.remote",
            "engine.policy.rule",
            "engine.policy",
            "engine.policy.source",
            "engine.policy.lint",
            "engine.report.picture",
            "engine.report");

    /** The command line, on top of the engine. */
    private static final List<String> COMMAND_LINE = List.of("cli.frame", "cli.option", "cli.command", "cli");

    /** CEL, whose interface has Guava's collections, and YAML. */
    /** The library of PKCS#11 tokens, which is of the command line only. */
    private static final String TOKENS = "org.xipki..";

    private static final String[] POLICY_LIBRARIES = {"dev.cel..", "com.google.common..", "org.yaml.snakeyaml.."};

    /** The adapters to Jenkins: each may use the engine and those before it, but for what {@link #FEATURES} says. */
    private static final List<String> ADAPTERS = List.of(
            "console",
            "agent",
            "archive",
            "config",
            "credentials",
            "run",
            "recording",
            "attestation.provenance",
            "attestation",
            "attestation.rule",
            "verification",
            "page");

    /** Features, of which only the last imports another: it verifies what was attested, and attests what was verified. */
    private static final List<String> FEATURES = List.of("recording", "attestation", "verification");

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
        return names.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
    }

    @ArchTest
    void everyPackageHasItsPlace(JavaClasses all) {
        classes()
                .should()
                .resideInAnyPackage(packages(Stream.of(ENGINE, COMMAND_LINE, ADAPTERS)
                        .flatMap(List::stream)
                        .toList()))
                .check(all);
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
            allowed.add(TOKENS);
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
    void theCommandLineDependsInOneDirection(JavaClasses all) {
        eachDependsOnNoneAfterIt(COMMAND_LINE, all);
    }

    @ArchTest
    void theAdaptersDependInOneDirection(JavaClasses all) {
        eachDependsOnNoneAfterIt(ADAPTERS, all);
    }

    private static void eachDependsOnNoneAfterIt(List<String> layers, JavaClasses all) {
        for (int i = 0; i < layers.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(packages(layers)[i])
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(layers.subList(i + 1, layers.size())))
                    .check(all);
        }
    }

    @ArchTest
    void ofTheFeaturesOnlyVerificationUsesAnother(JavaClasses all) {
        for (var feature : FEATURES) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(FEATURES.stream()
                            .filter(other -> !other.equals(feature)
                                    && !(feature.equals("verification") && other.equals("attestation")))
                            .map(other -> ROOT + "." + other + "..")
                            .toArray(String[]::new))
                    .check(all);
        }
    }

    @ArchTest
    static final ArchRule NEITHER_ENGINE_NOR_COMMAND_LINE_KNOW_JENKINS = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".engine..", ROOT + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JENKINS)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(ADAPTERS));

    @ArchTest
    static final ArchRule THE_PLUGIN_HAS_NO_COMMAND_LINE = noClasses()
            .that()
            .resideInAnyPackage(packages(ADAPTERS))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".cli..");

    @ArchTest
    static final ArchRule JSON_IS_PARSED_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".engine.json")
            .and()
            // the schema validator takes nothing but trees of Jackson's
            .doNotHaveFullyQualifiedName(ROOT + ".cli.option.PredicateSchemas")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule BOUNCY_CASTLE_STAYS_WITH_KEYS_AND_TIMESTAMPS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".engine.key", ROOT + ".engine.sigstore")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule TOKENS_STAY_WITH_KEYS = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".engine.key")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TOKENS);

    @ArchTest
    static final ArchRule RULES_AND_YAML_STAY_WITH_POLICIES = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".engine.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(POLICY_LIBRARIES);

    @ArchTest
    static final ArchRule PROTOCOL_BUFFERS_ARE_FOR_STATEMENTS = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".engine.statement", ROOT + ".engine.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.protobuf..");

    @ArchTest
    static final ArchRule NO_PROVIDER_IS_REGISTERED_GLOBALLY = noClasses()
            .should(ArchConditions.callMethod(
                    java.security.Security.class, "addProvider", java.security.Provider.class));

    /** The command of a step, inspections that somebody has allowed, and programs that sign; nothing else. */
    @ArchTest
    static final ArchRule PROGRAMS_ARE_STARTED_IN_ONE_PLACE = noClasses()
            .that(not(name(ROOT + ".engine.process.Program")))
            .should()
            .callConstructor(ProcessBuilder.class, String[].class)
            .orShould()
            .callConstructor(ProcessBuilder.class, List.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String.class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class, String[].class)
            .orShould()
            .callMethod(Runtime.class, "exec", String[].class, String[].class, File.class);

    /** What the scan of Jenkins' own developers looks for. */
    @ArchTest
    static final ArchRule NOTHING_IS_CALLED_THAT_IS_NEVER_SAFE = noClasses()
            .that(not(name(ROOT + ".cli.Main")))
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching(
                    "getRestOfPath|setDefaultSSLSocketFactory|setDefaultHostnameVerifier|setSecurityManager")))
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "groovy\\..*|org\\.codehaus\\.groovy\\..*|javax\\.script\\..*|javax\\.xml\\.transform\\..*"
                            + "|org\\.apache\\.commons\\.digester.*|javax\\.net\\.ssl\\.SSLContext");

    /** Agents carry out what the controller sends them, never the other way round. */
    @ArchTest
    static final ArchRule NOTHING_RUNS_ON_THE_CONTROLLER_FOR_AN_AGENT = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("jenkins\\.(security\\.)?(SlaveToMaster|agents\\.AgentToController).*");

    /** A check of a pattern that looked for files would tell whoever asks what is in a workspace. */
    @ArchTest
    static final ArchRule FORMS_LOOK_INTO_NO_WORKSPACE = noClasses()
            .that()
            .haveSimpleNameEndingWith("Form")
            .or()
            .haveSimpleNameEndingWith("DescriptorImpl")
            .should()
            .accessClassesThat()
            .haveFullyQualifiedName("hudson.FilePath");

    @ArchTest
    static final ArchRule NO_SECRET_IS_KEPT_AS_TEXT = noFields()
            .that()
            .haveRawType(String.class)
            .and()
            .areNotStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(packages(ADAPTERS))
            .should()
            .haveNameMatching("(?i).*(passw|pwd|passphrase|secret|private|token)(?!\\w*(CredentialsId|Name)$)\\w*");

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
