package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.InteropTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The command line as one jar. */
class RunnableJarIT {
    private static final Path JAR = Path.of("target", "in-toto.jar");

    @Test
    void theJarRunsByItself() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = InteropTools.start(
                new ProcessBuilder(java, "-jar", JAR.toString(), "--version").redirectErrorStream(true));
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).startsWith("in-toto ");
        assertThat(process.exitValue()).isZero();
    }

    /** A signature of a library does not hold for a jar that has more in it, and Java would refuse the jar. */
    @Test
    void theJarHasNoSignaturesOfItsLibraries() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)"));
        }
    }

    /** BouncyCastle and Jackson have classes for single versions of Java. */
    @Test
    void theJarMayHaveClassesForSingleVersionsOfJava() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE))
                    .isEqualTo("true");
        }
    }

    @Test
    void theBillOfMaterialsListsTheLibrariesInside() throws Exception {
        var bill = BillOfMaterials.of(JAR);

        assertThat(bill.names())
                .contains(
                        "com.fasterxml.jackson.core:jackson-core",
                        "com.fasterxml.jackson.core:jackson-databind",
                        "com.networknt:json-schema-validator",
                        "org.xipki:ipkcs11wrapper",
                        "org.cyclonedx:cyclonedx-core-java",
                        "org.spdx:tools-java",
                        "com.google.guava:guava",
                        "com.google.protobuf:protobuf-java",
                        "com.google.re2j:re2j",
                        "dev.cel:runtime",
                        "info.picocli:picocli",
                        "org.antlr:antlr4-runtime",
                        "org.bouncycastle:bcpg-jdk18on",
                        "org.bouncycastle:bcpkix-jdk18on",
                        "org.bouncycastle:bcprov-jdk18on",
                        "org.bouncycastle:bcutil-jdk18on",
                        "org.threeten:threeten-extra",
                        "org.yaml:snakeyaml")
                .allMatch(name -> name.matches("com\\.fasterxml\\.jackson\\.core:jackson-(annotations|core|databind)"
                        + "|com\\.(ethlo\\.time:itu|networknt:json-schema-validator)|org\\.slf4j:slf4j-api"
                        + "|org\\.cyclonedx:cyclonedx-core-java|org\\.spdx:tools-java|org\\.xipki:ipkcs11wrapper"
                        + "|com\\.google\\.(guava|protobuf|re2j):.*|(dev\\.cel|info\\.picocli|org\\.antlr|org\\.bouncycastle"
                        + "|org\\.threeten|org\\.yaml):.*"));
        assertThat(bill.dependencies()).hasSameSizeAs(bill.names());
        assertThat(bill.findings()).isEmpty();
        assertThat(bill.subject()).isEqualTo(BillOfMaterials.sha256(Files.readAllBytes(JAR)));
    }

    @Test
    void theJarHasTheSchemasOfCycloneDxAndSpdxAndNothingElseOfThoseWhoCarryThem() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var names = jar.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .contains("bom-1.2-strict.schema.json", "bom-1.6.schema.json", "spdx.schema.json")
                    .contains("resources/spdx-schema-v2.3.json", "resources/spdx-schema-v3.0.1.json")
                    .noneMatch(name -> name.startsWith("org/cyclonedx/") || name.startsWith("org/spdx/"));
        }
    }

    @Test
    void theJarHasNothingThatNeedsJenkins() throws IOException {
        var strangers = new TreeSet<String>();
        try (var jar = new JarFile(JAR.toFile())) {
            for (var entry : new ArrayList<>(jar.stream().toList())) {
                if (entry.getName().startsWith("io/jenkins/") && entry.getName().endsWith(".class")) {
                    var content = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                    if (content.contains("hudson/") || content.contains("jenkins/model/")) {
                        strangers.add(entry.getName());
                    }
                }
            }
        }
        assertThat(strangers).isEmpty();
    }
}
