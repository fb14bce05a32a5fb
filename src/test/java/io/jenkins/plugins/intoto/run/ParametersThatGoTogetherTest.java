package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.intoto.attestation.AttestStep;
import io.jenkins.plugins.intoto.recording.RecordStep;
import io.jenkins.plugins.intoto.verification.LayoutParameter;
import io.jenkins.plugins.intoto.verification.LinksFrom;
import io.jenkins.plugins.intoto.verification.VerifyStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundSetter;

/** Every parameter of every step, alone and in pairs: what contradicts another or has no effect beside it is refused. */
class ParametersThatGoTogetherTest {
    private static final Map<String, Object> OF_RECORD = new LinkedHashMap<>();
    private static final Map<String, Object> OF_ATTEST = new LinkedHashMap<>();
    private static final Map<String, Object> OF_VERIFY = new LinkedHashMap<>();

    /** What each parameter of a verification is about. */
    private static final Map<String, Set<String>> HOMES = new LinkedHashMap<>();

    /** Which parameters of a predicate each choice takes: type, file, JSON. */
    private static final Map<String, Set<String>> PREDICATES = Map.of(
            "", Set.of("", "T", "F", "J", "TF", "TJ"),
            "provenance", Set.of(""),
            "test-result", Set.of("", "F"),
            "sbom", Set.of("", "F", "J"),
            "vulns", Set.of("", "T", "F", "J", "TF", "TJ"),
            "other", Set.of("", "T", "F", "J", "TF", "TJ"));

    static {
        for (var text : List.of("materials", "products", "excludes", "command", "environment")) {
            OF_RECORD.put(text, "a");
        }
        OF_RECORD.put("hashAlgorithms", "sha512");
        OF_RECORD.put("format", "dsse");
        OF_RECORD.put("keyIds", "current");
        OF_RECORD.put("onFailure", "record");
        for (var flag : List.of("normalizeLineEndings", "recordCommands", "replace", "allowEmpty")) {
            OF_RECORD.put(flag, true);
        }
        for (var flag : List.of("defaultExcludes", "followSymlinks", "archive")) {
            OF_RECORD.put(flag, false);
        }

        for (var text : List.of(
                "credentialsId", "predicate", "predicateType", "predicateFile", "predicateFormat", "predicateJson")) {
            OF_ATTEST.put(text, "a");
        }
        for (var text : List.of("subjects", "excludes", "checksumsFile", "bundle", "tokenCredentialsId", "format")) {
            OF_ATTEST.put(text, "a");
        }
        OF_ATTEST.put("archived", true);
        OF_ATTEST.put("keyless", true);
        for (var text : List.of("image", "imageFile", "registryCredentialsId")) {
            OF_ATTEST.put(text, "a");
        }
        OF_ATTEST.put("platforms", true);
        OF_ATTEST.put("attach", "none");
        OF_ATTEST.put("onAttachFailure", "report");

        var layouts = Set.of("layout", "layoutFile", "layoutArtifact");
        var policies = Set.of("policy", "policyFile");
        var all = new TreeSet<>(layouts);
        all.addAll(policies);
        home("layoutKeys", List.of("a"), Set.of("layoutFile", "layoutArtifact"));
        home("parameters", List.of(new LayoutParameter("a", "b")), layouts);
        home("allowSublayouts", "a", Set.of("layoutFile", "layoutArtifact"));
        home("stepsOutsideJenkins", List.of("a"), layouts);
        home("linksDir", "a", layouts);
        home("anyBuild", true, layouts);
        home("products", "a", layouts);
        home("strictCommands", true, layouts);
        home("inspections", true, layouts);
        home("policyKeys", List.of("a"), Set.of("policyFile"));
        home("subjects", "a", policies);
        home("archived", true, policies);
        home("bundleFile", "a", policies);
        home("image", "a", policies);
        home("imageFile", "a", policies);
        home("registryCredentialsId", "a", policies);
        home("summaryCredentialsId", "a", Set.of("policy"));
        home("linksFrom", List.of(new LinksFrom("a")), all);
        home("onFailure", "report", all);
        all.forEach(choice -> OF_VERIFY.put(choice, "a"));
    }

    private static void home(String parameter, Object value, Set<String> choices) {
        OF_VERIFY.put(parameter, value);
        HOMES.put(parameter, choices);
    }

    @Test
    void noParameterIsForgottenHere() {
        assertThat(setters(RecordStep.class)).containsExactlyElementsOf(new TreeSet<>(OF_RECORD.keySet()));
        assertThat(setters(AttestStep.class)).containsExactlyElementsOf(new TreeSet<>(OF_ATTEST.keySet()));
        assertThat(setters(VerifyStep.class)).containsExactlyElementsOf(new TreeSet<>(OF_VERIFY.keySet()));
    }

    @Test
    void allPairsOfARecording() throws Exception {
        var names = List.copyOf(OF_RECORD.keySet());
        for (var one : names) {
            for (var other : names) {
                var both = Set.copyOf(new TreeSet<>(List.of(one, other)));
                boolean unused = both.containsAll(Set.of("archive", "replace"))
                        || (both.contains("allowEmpty") && !both.contains("products"));

                assertThat(refusal(recording(both)).isPresent())
                        .as(both.toString())
                        .isEqualTo(unused);
            }
        }
    }

    @Test
    void allPairsOfAVerificationByEachLayoutAndPolicy() throws Exception {
        var choices = HOMES.get("onFailure");
        for (var choice : choices) {
            for (var one : HOMES.keySet()) {
                for (var other : HOMES.keySet()) {
                    var pair = Set.copyOf(new TreeSet<>(List.of(one, other)));
                    boolean images = pair.contains("image") || pair.contains("imageFile");
                    boolean fit = HOMES.get(one).contains(choice)
                            && HOMES.get(other).contains(choice)
                            && (images || !pair.contains("registryCredentialsId"));

                    assertThat(refusal(verification(new TreeSet<>(List.of(choice, one, other))))
                                    .isEmpty())
                            .as(choice + " with " + one + " and " + other)
                            .isEqualTo(fit);
                }
            }
            for (var other : choices) {
                assertThat(refusal(verification(new TreeSet<>(List.of(choice, other))))
                                .isEmpty())
                        .as(choice + " with " + other)
                        .isEqualTo(choice.equals(other));
            }
        }
        assertThat(refusal(verification(Set.of())))
                .contains("[in-toto] give one of layout, layoutFile, layoutArtifact, policy, policyFile to verify"
                        + " against");
    }

    @Test
    void allKindsOfPredicatesWithAllThatTellsThem() throws Exception {
        for (var kind : PREDICATES.keySet()) {
            for (var given : List.of("", "T", "F", "J", "TF", "TJ", "FJ", "TFJ")) {
                var step = attestation(Map.of("credentialsId", "key", "predicate", kind));
                step.setPredicateType(given.contains("T") ? "https://example.com/x/v1" : "");
                step.setPredicateFile(given.contains("F") ? "p.json" : "");
                step.setPredicateJson(given.contains("J") ? "{}" : "");

                assertThat(refusal(step).isEmpty())
                        .as("'" + kind + "' with " + given)
                        .isEqualTo(PREDICATES.get(kind).contains(given));
            }
        }
    }

    @Test
    void allWaysToSign() throws Exception {
        var ways = Map.<String, Object>of(
                "credentialsId", "key", "keyless", true, "tokenCredentialsId", "token", "format", "dsse");
        // A token alone can only be meant for signing without a key.
        var fit = Set.of(
                Set.of(),
                Set.of("credentialsId"),
                Set.of("keyless"),
                Set.of("tokenCredentialsId"),
                Set.of("format"),
                Set.of("credentialsId", "format"),
                Set.of("keyless", "tokenCredentialsId"));
        for (int bits = 0; bits < 16; bits++) {
            var given = new LinkedHashMap<String, Object>();
            int bit = 1;
            for (var way : new TreeSet<>(ways.keySet())) {
                if ((bits & bit) != 0) {
                    given.put(way, ways.get(way));
                }
                bit <<= 1;
            }
            assertThat(refusal(attestation(given)).isEmpty())
                    .as(given.keySet().toString())
                    .isEqualTo(fit.contains(given.keySet()));
        }
        assertThat(refusal(attestation(Map.of("keyless", true, "format", "sigstore"))))
                .isEmpty();
    }

    @Test
    void allPairsOfTheRestOfAnAttestation() throws Exception {
        var rest = List.of("subjects", "excludes", "checksumsFile", "archived", "bundle");
        for (var one : rest) {
            for (var other : rest) {
                var step = attestation(Map.of("credentialsId", "key", one, OF_ATTEST.get(one)));
                set(step, other, OF_ATTEST.get(other));

                assertThat(refusal(step)).as(one + " and " + other).isEmpty();
            }
        }
    }

    @Test
    void allPairsOfWhatNamesImagesOrFiles() throws Exception {
        var files = Set.of("subjects", "excludes", "checksumsFile", "archived");
        var images = Set.of("image", "imageFile");
        var ofImages = Set.of("platforms", "attach", "registryCredentialsId", "onAttachFailure");
        var all = new TreeSet<>(files);
        all.addAll(images);
        all.addAll(ofImages);
        for (var one : all) {
            for (var other : all) {
                var pair = new TreeSet<>(List.of(one, other));
                boolean namesImages = pair.stream().anyMatch(images::contains);
                boolean fit = namesImages
                        ? pair.stream().noneMatch(files::contains)
                        : pair.stream().noneMatch(ofImages::contains);

                var step = attestation(valuesOf(OF_ATTEST, pair));
                step.setCredentialsId("key");
                if (namesImages) {
                    // else that of the global configuration counts
                    step.setAttach("none");
                }
                assertThat(refusal(step).isEmpty()).as(pair.toString()).isEqualTo(fit);
            }
        }
    }

    @Test
    void aListWithNothingInItIsNoList() throws Exception {
        assertThat(refusal(recording(Map.of("products", " , "))))
                .contains("[in-toto] products lists nothing; leave it out, or list something");
        assertThat(refusal(recording(Map.of("hashAlgorithms", ",")))).isPresent();
        assertThat(refusal(recording(Map.of("materials", ",")))).isPresent();
        assertThat(refusal(recording(Map.of("excludes", ",")))).isPresent();
        assertThat(refusal(attestation(Map.of("subjects", ",")))).isPresent();
        assertThat(refusal(verification(Map.of("layout", "a", "products", ","))))
                .isPresent();
    }

    @Test
    void oneNameHasOneValueInALayout() throws Exception {
        var twice = List.of(new LayoutParameter("V", "1"), new LayoutParameter("V", "2"));

        assertThat(refusal(verification(Map.of("layout", "a", "parameters", twice))))
                .contains("[in-toto] parameters holds two values for 'V'");
        assertThat(refusal(verification(Map.of("layout", "a", "parameters", List.of(new LayoutParameter(" ", "2"))))))
                .contains("[in-toto] parameters holds a value without a name");
    }

    @Test
    void aWordThatIsNoneOfTheChoicesIsRefusedInOneSentence() throws Exception {
        assertThat(refusal(recording(Map.of("onFailure", "nothing"))))
                .contains("[in-toto] onFailure is skip or record, not 'nothing'");
        assertThat(refusal(recording(Map.of("format", "nothing"))))
                .contains("[in-toto] format is link or dsse, not 'nothing'");
        assertThat(refusal(recording(Map.of("keyIds", "nothing"))))
                .contains("[in-toto] keyIds is legacy or current, not 'nothing'");
        assertThat(refusal(recording(Map.of("hashAlgorithms", "sha256, md5"))))
                .contains("[in-toto] hashAlgorithms is sha256, sha384 or sha512, not 'md5'");
        assertThat(refusal(attestation(Map.of("predicate", "nothing"))))
                .contains("[in-toto] predicate is provenance, test-result, sbom, vulns or other, not 'nothing'");
        assertThat(refusal(attestation(Map.of("format", "no\nthing"))))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("[in-toto] format is dsse or sigstore, not 'no")
                        .doesNotContain("\n"));
        assertThat(refusal(verification(Map.of("layout", "a", "onFailure", "nothing"))))
                .contains("[in-toto] onFailure is fail, unstable or report, not 'nothing'");
    }

    private static TreeSet<String> setters(Class<?> step) {
        var names = new TreeSet<String>();
        for (var method : step.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                var name = method.getName();
                names.add(Character.toLowerCase(name.charAt(3)) + name.substring(4));
            }
        }
        return names;
    }

    private static RecordStep recording(Set<String> names) throws Exception {
        return recording(valuesOf(OF_RECORD, names));
    }

    private static RecordStep recording(Map<String, Object> values) throws Exception {
        return filled(new RecordStep("step", "key"), values);
    }

    private static AttestStep attestation(Map<String, Object> values) throws Exception {
        return filled(new AttestStep(), values);
    }

    private static VerifyStep verification(Set<String> names) throws Exception {
        return verification(valuesOf(OF_VERIFY, names));
    }

    private static VerifyStep verification(Map<String, Object> values) throws Exception {
        return filled(new VerifyStep(), values);
    }

    private static Map<String, Object> valuesOf(Map<String, Object> samples, Set<String> names) {
        var values = new LinkedHashMap<String, Object>();
        names.forEach(name -> values.put(name, samples.get(name)));
        return values;
    }

    private static <S extends Step> S filled(S step, Map<String, Object> values) throws Exception {
        for (var value : values.entrySet()) {
            set(step, value.getKey(), value.getValue());
        }
        return step;
    }

    private static void set(Step step, String name, Object value) throws Exception {
        var setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        var methods = new ArrayList<>(Arrays.asList(step.getClass().getMethods()));
        methods.removeIf(method -> !method.getName().equals(setter));
        assertThat(methods).as(setter).hasSize(1);
        methods.get(0).invoke(step, value);
    }

    private static Optional<String> refusal(Step step) {
        try {
            if (step instanceof RecordStep record) {
                record.check();
            } else if (step instanceof AttestStep attest) {
                attest.check();
            } else {
                ((VerifyStep) step).check();
            }
            return Optional.empty();
        } catch (AbortException e) {
            return Optional.of(e.getMessage());
        }
    }
}
