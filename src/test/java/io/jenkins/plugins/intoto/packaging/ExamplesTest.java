package io.jenkins.plugins.intoto.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.BuilderIds;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.config.NamedLayout;
import io.jenkins.plugins.intoto.config.NamedPolicy;
import io.jenkins.plugins.intoto.config.NamedProgram;
import io.jenkins.plugins.intoto.config.NamedToken;
import io.jenkins.plugins.intoto.config.SigningConfiguration;
import io.jenkins.plugins.intoto.config.SigstoreServices;
import io.jenkins.plugins.intoto.config.TrustedKey;
import io.jenkins.plugins.intoto.credentials.InTotoServiceKey;
import io.jenkins.plugins.intoto.credentials.InTotoSigningKey;
import io.jenkins.plugins.intoto.credentials.InTotoTokenKey;
import io.jenkins.plugins.intoto.recording.RecordStep;
import io.jenkins.plugins.intoto.verification.VerifyStep;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.yaml.snakeyaml.Yaml;

/** What the examples and the documentation name is there; the acceptance tests run them. */
class ExamplesTest {
    private static final Pattern STEP = Pattern.compile("(inTotoRecord|inTotoVerify)\\(([^()]*)\\)");
    private static final Pattern QUOTED = Pattern.compile("(?m)^//.*|'[^'\n]*'");
    private static final Pattern PARAMETER = Pattern.compile("(\\w+):");

    /** What forms, scripts and Configuration as Code can set. */
    private static Set<String> parameters(Class<?> type) {
        var constructor = Arrays.stream(type.getConstructors())
                .filter(each -> each.isAnnotationPresent(DataBoundConstructor.class))
                .map(Constructor::getParameters)
                .flatMap(Arrays::stream)
                .map(Parameter::getName);
        var setters = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(Method::getName)
                .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4));
        return new TreeSet<>(Stream.concat(constructor, setters).toList());
    }

    /** A report of the demonstration says nothing of what is handed out. */
    @Test
    void thePipelineOfTheProjectVerifiesWhatItShips() throws IOException {
        var script = Files.readString(Path.of("Jenkinsfile"));

        assertThat(script).contains("SHIPPED = 'target/in-toto-attestation.hpi, target/in-toto.jar,");
        assertThat(script).containsPattern("inTotoVerify\\(\\s+layout: 'in-toto-attestation', products: env.SHIPPED,");
        assertThat(script).containsPattern("stepName: 'demonstrate'[^{]+products: env.SHIPPED \\+");
        assertThat(script.indexOf("archiveArtifacts env.SHIPPED")).isGreaterThan(script.indexOf("inTotoVerify("));
        assertThat(script.split("archiveArtifacts", -1)).hasSize(2);
    }

    /** A tag can be moved to other code by whoever may write to its repository, or has stolen into it. */
    @Test
    void whatTheWorkflowsRunIsNamedByDigest() throws IOException {
        try (var workflows = Files.list(Path.of(".github", "workflows"))) {
            for (var workflow : workflows.toList()) {
                for (var line : Files.readAllLines(workflow)) {
                    if (line.contains("uses: ")) {
                        assertThat(line).as(workflow.toString()).matches(".*@[0-9a-f]{40} # v[0-9.]+");
                    }
                    if (line.contains("container: ")) {
                        assertThat(line).as(workflow.toString()).matches(".*@sha256:[0-9a-f]{64} # [0-9.]+");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Jenkinsfile", "examples/Jenkinsfile.scripted", "examples/Jenkinsfile.declarative", "README.md"})
    void pipelinesNameParametersOfTheSteps(String file) throws IOException {
        var steps = STEP.matcher(QUOTED.matcher(Files.readString(Path.of(file))).replaceAll("''"));
        var seen = new TreeSet<String>();
        while (steps.find()) {
            seen.add(steps.group(1));
            var type = steps.group(1).equals("inTotoRecord") ? RecordStep.class : VerifyStep.class;
            var named = PARAMETER.matcher(steps.group(2)).results().map(result -> result.group(1));
            assertThat(named).as(steps.group()).isSubsetOf(parameters(type));
        }
        assertThat(seen).containsExactly("inTotoRecord", "inTotoVerify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"examples/jenkins.yaml", "docs/keys.md"})
    void configurationAsCodeNamesWhatCanBeConfigured(String file) throws IOException {
        var text = Files.readString(Path.of(file));
        if (file.endsWith(".md")) {
            var begin = text.indexOf("```yaml\n") + "```yaml\n".length();
            text = text.substring(begin, text.indexOf("```", begin));
        }
        Map<?, ?> root = new Yaml().load(text);
        var configuration = (Map<?, ?>) ((Map<?, ?>) root.get("unclassified")).get("inToto");
        assertNames(configuration, InTotoConfiguration.class);
        for (var layout : (List<?>) configuration.get("layouts")) {
            assertNames(layout, NamedLayout.class);
            for (var key : (List<?>) ((Map<?, ?>) layout).get("layoutKeys")) {
                assertNames(key, TrustedKey.class);
            }
        }
        var attestations = (Map<?, ?>) ((Map<?, ?>) root.get("unclassified")).get("inTotoAttestations");
        if (attestations != null) {
            assertNames(attestations, AttestationConfiguration.class);
            assertNames(attestations.get("builders"), BuilderIds.class);
            assertNames(attestations.get("sigstore"), SigstoreServices.class);
            ((List<?>) attestations.get("policies")).forEach(policy -> assertNames(policy, NamedPolicy.class));
        }
        var signing = (Map<?, ?>) ((Map<?, ?>) root.get("unclassified")).get("inTotoSigning");
        if (signing != null) {
            assertNames(signing, SigningConfiguration.class);
            ((List<?>) signing.get("tokens")).forEach(token -> assertNames(token, NamedToken.class));
            ((List<?>) signing.get("programs")).forEach(program -> assertNames(program, NamedProgram.class));
        }
        var system = (Map<?, ?>) ((Map<?, ?>) root.get("credentials")).get("system");
        var domain = (Map<?, ?>) ((List<?>) system.get("domainCredentials")).get(0);
        var kinds = Map.of(
                "inTotoSigningKey", InTotoSigningKey.class,
                "inTotoTokenKey", InTotoTokenKey.class,
                "inTotoServiceKey", InTotoServiceKey.class);
        for (var each : (List<?>) domain.get("credentials")) {
            ((Map<?, ?>) each).forEach((kind, credential) -> assertNames(credential, kinds.get(kind)));
        }
    }

    private static void assertNames(Object mapping, Class<?> type) {
        assertThat(((Map<?, ?>) mapping).keySet())
                .as(type.getSimpleName())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(parameters(type)).contains((String) name));
    }

    @Test
    void theFreestyleJobNamesWhatIsSaved() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("examples", "freestyle.xml").toFile());
        var publishers = elements((Element)
                document.getDocumentElement().getElementsByTagName("publishers").item(0));
        assertThat(publishers).hasSize(2);
        for (var publisher : publishers) {
            assertFields(publisher, Class.forName(publisher.getTagName()));
        }
    }

    private static void assertFields(Element element, Class<?> type) throws ReflectiveOperationException {
        for (var child : elements(element)) {
            // What is listed is named by its class.
            var childType = List.class.isAssignableFrom(type)
                    ? Class.forName(child.getTagName())
                    : field(type, child.getTagName()).getType();
            if (!elements(child).isEmpty()) {
                assertFields(child, childType);
            }
        }
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getSimpleName() + "." + name);
    }

    private static List<Element> elements(Element parent) {
        var children = parent.getChildNodes();
        return Stream.iterate(children.item(0), child -> child != null, Node::getNextSibling)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }
}
