package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Extension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import net.java.sezpoz.impl.SerAnnotatedElement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plugin as it is handed to Jenkins. */
class PluginArchiveIT {
    private static final Path ARCHIVE = Path.of("target", "in-toto-attestation.hpi");
    private static final String JAR = "WEB-INF/lib/in-toto-attestation.jar";

    private static Manifest manifest;
    private static Manifest jarManifest;
    private static final Map<String, byte[]> ENTRIES = new LinkedHashMap<>();
    private static final Map<String, byte[]> JAR_ENTRIES = new LinkedHashMap<>();

    @BeforeAll
    static void open() throws IOException {
        try (var archive = new JarFile(ARCHIVE.toFile())) {
            manifest = archive.getManifest();
            for (Enumeration<JarEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                ENTRIES.put(entry.getName(), archive.getInputStream(entry).readAllBytes());
            }
        }
        try (var jar = new JarInputStream(new ByteArrayInputStream(ENTRIES.get(JAR)))) {
            jarManifest = jar.getManifest();
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                JAR_ENTRIES.put(entry.getName(), jar.readAllBytes());
            }
        }
    }

    @Test
    void theManifestTellsJenkinsWhatItNeeds() {
        assertThat(text(manifest))
                .containsEntry("Short-Name", "in-toto-attestation")
                .containsEntry("Long-Name", "in-toto attestation")
                .containsEntry("Group-Id", "io.jenkins.plugins")
                .containsEntry("Artifact-Id", "in-toto-attestation")
                .containsEntry("Url", "https://github.com/jenkinsci/in-toto-attestation-plugin")
                .containsEntry("Jenkins-Version", "2.528.2")
                .containsEntry("Hudson-Version", "2.528.2")
                .containsEntry("Support-Dynamic-Loading", "true")
                .containsEntry("Plugin-License-Name", "MIT License")
                .containsEntry("Plugin-License-Url", "https://opensource.org/license/mit")
                .containsEntry("Plugin-ScmUrl", "https://github.com/jenkinsci/in-toto-attestation-plugin")
                .containsEntry(
                        "Plugin-ScmConnection", "scm:git:https://github.com/jenkinsci/in-toto-attestation-plugin.git")
                .containsKeys("Plugin-ScmTag", "Implementation-Title", "Implementation-Version")
                .hasEntrySatisfying("Plugin-Version", version -> assertThat(version)
                        .isEqualTo(text(manifest).get("Implementation-Version")))
                .doesNotContainKeys("Minimum-Java-Version", "PluginFirstClassLoader");
    }

    @Test
    void theBillOfMaterialsListsTheLibrariesInside() throws Exception {
        var bill = BillOfMaterials.of(ARCHIVE);
        var inside = new TreeSet<String>();
        ENTRIES.forEach((name, content) -> {
            if (name.endsWith(".jar") && !name.equals(JAR)) {
                inside.add(BillOfMaterials.sha256(content));
            }
        });

        assertThat(inside).isNotEmpty();
        assertThat(bill.digests()).isEqualTo(inside);
        assertThat(bill.dependencies()).hasSameSizeAs(inside);
        assertThat(bill.findings()).isEmpty();
        assertThat(bill.subject()).isEqualTo(BillOfMaterials.sha256(Files.readAllBytes(ARCHIVE)));
        assertThat(bill.json().string("specVersion")).isEqualTo("1.6");
    }

    @Test
    void theManifestNamesThePluginsThatItNeeds() {
        assertThat(text(manifest).get("Plugin-Dependencies").split(","))
                .allMatch(Pattern.compile("[a-z0-9-]+:\\d[\\w.-]*(;resolution:=optional)?")
                        .asMatchPredicate())
                .extracting(dependency -> dependency.substring(0, dependency.indexOf(':')))
                .containsExactly(
                        "bouncycastle-api",
                        "credentials",
                        "jackson2-api",
                        "plain-credentials",
                        "snakeyaml-api",
                        "ssh-credentials",
                        "structs",
                        "workflow-api",
                        "workflow-step-api",
                        "cloudbees-folder",
                        "durable-task",
                        "git",
                        "junit",
                        "scm-api",
                        "workflow-cps",
                        "workflow-job");
    }

    /** Without these entries Jenkins takes no object of our classes from an agent. */
    @Test
    void theJarHasTheSameManifest() {
        assertThat(text(jarManifest)).isEqualTo(text(manifest));
    }

    @Test
    void onlyLibrariesThatNeitherJenkinsNorItsPluginsBringAreInside() throws IOException {
        var libraries = new ArrayList<>(List.of("META-INF/MANIFEST.MF", JAR));
        for (String library : bundledByTheOtherBuild()) {
            libraries.add("WEB-INF/lib/" + library + ".jar");
        }
        assertThat(ENTRIES.keySet().stream().filter(name -> !name.endsWith("/")))
                .extracting(name -> name.replaceFirst("-[0-9.]+\\.jar$", ".jar"))
                .containsExactlyInAnyOrderElementsOf(libraries);
    }

    /** What maven-hpi-plugin must find to be the libraries of its archive. */
    private static List<String> bundledByTheOtherBuild() throws IOException {
        var bundled = Pattern.compile("<hpi.bundledArtifacts>(.+)</hpi.bundledArtifacts>")
                .matcher(Files.readString(Path.of("pom-jenkins.xml")));
        assertThat(bundled.find()).isTrue();
        return List.of(bundled.group(1).split(","));
    }

    @Test
    void theJarHoldsOnlyOurClassesWithoutTheCommandLine() {
        assertThat(JAR_ENTRIES.keySet().stream().filter(name -> name.endsWith(".class")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/jenkins/plugins/intoto/"))
                .noneMatch(name -> name.startsWith("io/jenkins/plugins/intoto/cli/"));
        assertThat(JAR_ENTRIES.keySet()).noneMatch(name -> name.endsWith(".hpi") || name.endsWith(".jar"));
    }

    @Test
    void nothingInTheJarNamesTheLibraryOfTheCommandLine() {
        assertThat(JAR_ENTRIES).allSatisfy((name, content) -> assertThat(
                        new String(content, StandardCharsets.ISO_8859_1).contains("picocli"))
                .as(name)
                .isEqualTo(name.startsWith("META-INF/maven/") && name.endsWith("pom.xml")));
    }

    @Test
    void theJarDescribesThePlugin() {
        assertThat(new String(JAR_ENTRIES.get("index.jelly"), StandardCharsets.UTF_8))
                .startsWith("<?jelly escape-by-default='true'?>");
    }

    @Test
    void theJarHasTheIndexesOfItsClasses() throws IOException, ClassNotFoundException {
        assertThat(extensions()).containsExactlyInAnyOrderElementsOf(PluginClasses.annotatedWith(Extension.class));
        for (String index : List.of("hudson.Extension", "org.jenkinsci.Symbol")) {
            var compiled = PluginClasses.FOLDER.resolve("META-INF/annotations").resolve(index);
            assertThat(JAR_ENTRIES.containsKey("META-INF/annotations/" + index))
                    .isEqualTo(compiled.toFile().exists());
        }
    }

    /** Stapler and the snippet generator read the names of parameters from the classes. */
    @Test
    void theClassesKeepTheNamesOfParameters() throws ReflectiveOperationException {
        var parameter = Class.forName("io.jenkins.plugins.intoto.engine.InTotoException")
                .getDeclaredConstructors()[0]
                .getParameters()[0];
        assertThat(parameter.isNamePresent()).isTrue();
    }

    private static List<String> extensions() throws IOException, ClassNotFoundException {
        var extensions = new ArrayList<String>();
        byte[] index = JAR_ENTRIES.get("META-INF/annotations/hudson.Extension");
        if (index != null) {
            try (var in = new ObjectInputStream(new ByteArrayInputStream(index))) {
                for (Object element = in.readObject(); element != null; element = in.readObject()) {
                    extensions.add(((SerAnnotatedElement) element).className);
                }
            }
        }
        return extensions;
    }

    private static Map<String, String> text(Manifest manifest) {
        Attributes attributes = manifest.getMainAttributes();
        return attributes.keySet().stream()
                .collect(Collectors.toMap(Object::toString, key -> attributes.getValue((Attributes.Name) key)));
    }
}
