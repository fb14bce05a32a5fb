package io.jenkins.plugins.intoto.attestation.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import hudson.model.CloudAgent;
import hudson.model.Computer;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.remoting.VirtualChannel;
import hudson.slaves.RetentionStrategy;
import hudson.tasks.junit.LocalTests;
import io.jenkins.plugins.intoto.archive.RestartedRun;
import io.jenkins.plugins.intoto.config.AttestationConfiguration;
import io.jenkins.plugins.intoto.config.BuilderIds;
import io.jenkins.plugins.intoto.config.DurableTaskAgents;
import io.jenkins.plugins.intoto.config.EphemeralAgents;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.engine.predicate.SlsaProvenance;
import io.jenkins.plugins.intoto.engine.predicate.TestResult;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.run.BuildWithSteps;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.durabletask.executors.OnceRetentionStrategy;
import org.jenkinsci.plugins.workflow.cps.LocalPipeline;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.jenkinsci.plugins.workflow.flow.FlowCopier;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProvenanceTest {
    private static final String COMMIT = "5c87f1c9a2e0d8a4e5f0a9d1b2c3d4e5f6071829";

    @TempDir
    private Path folder;

    private BuildWithSteps build;
    private final AttestationConfiguration configuration = new AttestationConfiguration();

    @BeforeEach
    void beginBuild() throws Exception {
        build = new BuildWithSteps(folder);
        build.jenkins.with(configuration, new JUnitTests());
    }

    @AfterEach
    void stopJenkins() {
        build.close();
    }

    private SlsaProvenance provenance(FlowExecution pipeline) throws Exception {
        var provenance = RunProvenance.of(build.run, Optional.ofNullable(pipeline), RecordedMaterials.of(build.run));
        var subject = ResourceDescriptor.of("app.jar", DigestMap.of(Map.of("sha256", "0".repeat(64))));
        assertThat(PredicateCheck.of(Statement.of(List.of(subject), provenance.predicateType(), provenance.toMap())))
                .isEmpty();
        return provenance;
    }

    private Map<String, Object> external(FlowExecution pipeline) throws Exception {
        return provenance(pipeline).buildDefinition().externalParameters();
    }

    private static ParameterValue parameter(String name, Object value, boolean sensitive) {
        return new ParameterValue(name) {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean isSensitive() {
                return sensitive;
            }

            @Override
            public Object getValue() {
                return value;
            }
        };
    }

    @Test
    void aBuildIsNamedAsJenkinsKnowsIt() throws Exception {
        var metadata = provenance(null).runDetails().metadata();

        assertThat(metadata.invocationId()).contains("http://jenkins.example/job/app/1/");
        assertThat(metadata.startedOn().orElseThrow().toEpochMilli()).isEqualTo(build.run.getStartTimeInMillis());
        assertThat(metadata.finishedOn()).isEmpty();
        assertThat(external(null)).isEqualTo(Map.of("job", "app"));
    }

    @Test
    void valuesOfSensitiveParametersAreWithheld() throws Exception {
        build.run.addAction(new ParametersAction(
                parameter("VERSION", "1.2", false),
                parameter("SIGN", true, false),
                parameter("PASSWORD", "s3cret", true),
                parameter("FILE", new Object(), false)));

        assertThat(external(null))
                .containsEntry("parameters", Map.of("SIGN", "true", "VERSION", "1.2"))
                .containsEntry("withheldParameters", List.of("FILE", "PASSWORD"));
        assertThat(provenance(null).toMap().toString()).doesNotContain("s3cret");
    }

    @Test
    void theScriptOfAPipelineIsNamedByItsDigest() throws Exception {
        assertThat(external(new LocalPipeline("echo 'hello'", "agent-1")).get("pipeline"))
                .isEqualTo(Map.of(
                        "digest",
                        Map.of("sha256", "3b084aa6ad2246428c9270825d8631e077b7e7c9bb16f6cafb482bc7fd63e348"),
                        "loaded",
                        Map.of(
                                "Script1",
                                Map.of("sha256", "09d49b43cbce307d32e16c82f931570797c571fff797ab54131df4544d3955cf"))));
    }

    @Test
    void whatLinksRecordedIsThereButNotWhatTheChainItselfMade() throws Exception {
        build.recordChain();

        var provenance = provenance(null);

        assertThat(provenance.runDetails().byproducts())
                .extracting(file -> file.name().orElseThrow())
                .allMatch(name -> name.matches("in-toto/(source|package)\\.[0-9a-f]{8}\\.link"))
                .hasSize(2);
        assertThat(provenance.buildDefinition().resolvedDependencies()).isEmpty();
    }

    /** Where steps record their whole directory, a source is among the products of each. */
    @Test
    void aSourceThatEveryStepLeavesAsItIsRemainsADependency() throws Exception {
        build.write("src/a.txt", "source");
        for (var step : List.of("build", "package")) {
            build.record(build.recordStep(step, "alice"), () -> {
                build.write(step + ".out", "made");
                return null;
            });
        }

        assertThat(provenance(null).buildDefinition().resolvedDependencies())
                .extracting(file -> file.name().orElseThrow())
                .containsExactly("src/a.txt");
    }

    /** What the published schema of the build type finds wrong. */
    private static Set<ValidationMessage> defects(String buildDefinition) throws Exception {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs", "slsa-build-type.schema.json")))
                .validate(buildDefinition, InputFormat.JSON);
    }

    private static String json(Object value) {
        return new String(Json.compact(value), StandardCharsets.US_ASCII);
    }

    @Test
    void parametersFollowTheSchemaOfTheBuildType() throws Exception {
        build.run.addAction(
                new ParametersAction(parameter("VERSION", "1.2", false), parameter("PASSWORD", "s3cret", true)));
        RunSources.readJenkinsfile(build.run, Optional.of("https://host.example/app.git"), COMMIT);
        var pipeline = new LocalPipeline("echo 'hello'", "agent-1");
        assertThat(external(pipeline)).containsKey("source");
        assertThat(defects(json(provenance(pipeline).toMap().get("buildDefinition"))))
                .isEmpty();
        build.run.getCauses().add(new ReplayCause());

        var definition =
                provenance(new LocalPipeline("echo 'hello'", "agent-1")).toMap().get("buildDefinition");

        assertThat(defects(json(definition))).isEmpty();
        assertThat(defects(json(Map.of("buildType", "https://example.com/v1")))).isNotEmpty();
    }

    @Test
    void theExampleOfTheDocumentationIsSoundProvenance() throws Exception {
        var page = Files.readString(Path.of("docs", "slsa.md"));
        var example = page.substring(page.indexOf("```json\n") + 8, page.indexOf("\n```\n"));
        var predicate = Json.parseObject(example.getBytes(StandardCharsets.UTF_8), "docs/slsa.md", JsonLimits.DEFAULT);
        var subject = ResourceDescriptor.of("app.jar", DigestMap.of(Map.of("sha256", "0".repeat(64))));

        assertThat(PredicateCheck.of(
                        Statement.of(List.of(subject), "https://slsa.dev/provenance/v1", predicate.asMap())))
                .isEmpty();
        assertThat(defects(json(predicate.object("buildDefinition").asMap()))).isEmpty();
        assertThat(predicate.object("buildDefinition").string("buildType")).isEqualTo(RunProvenance.BUILD_TYPE);
    }

    @Test
    void aLinkThatTheBuildHasNotSignedIsNoSourceOfMaterials() throws Exception {
        build.recordChain();
        Files.writeString(
                build.archive().resolve("evil.01234567.link"),
                "{\"signatures\":[],\"signed\":{\"_type\":\"link\",\"name\":\"evil\",\"materials\":{\"x\":{\"sha256\":\""
                        + "0".repeat(64)
                        + "\"}},\"products\":{},\"command\":[],\"byproducts\":{},\"environment\":{}}}");

        var provenance = provenance(null);

        assertThat(provenance.buildDefinition().resolvedDependencies()).isEmpty();
        assertThat(provenance.runDetails().byproducts()).hasSize(2);
    }

    @Test
    void aLinkThatWasReplacedIsNoticed() throws Exception {
        build.recordChain();
        try (var links = Files.list(build.archive())) {
            var link = links.findFirst().orElseThrow();
            Files.writeString(link, Files.readString(link).replace("App.java", "Bpp.java"));
        }

        assertThatThrownBy(() -> provenance(null)).hasMessageContaining("it was replaced");
    }

    @Test
    void whatTheStagesRecordedThatARestartedBuildSkipsIsPartOfItsProvenance() throws Exception {
        var original = build.recordChain().run;
        var archive = build.archive();
        build.run = build.job.build();
        Files.createDirectories(build.archive());
        try (var links = Files.list(archive)) {
            for (var link : links.toList()) {
                Files.copy(link, build.archive().resolve(link.getFileName()));
            }
        }
        FlowCopier.ByRun copier = new RestartedRun();
        copier.copy(original, build.run, build.listener());

        assertThat(provenance(null).runDetails().byproducts()).hasSize(2);
    }

    @Test
    void aRestartFromAStageIsNoted() throws Exception {
        build.run
                .getCauses()
                .add(new org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause());

        assertThat(external(null)).containsEntry("restarted", true);
    }

    @Test
    void eachModeIsABuilderOfItsOwn() throws Exception {
        build.jenkins.with(new DurableTaskAgents());
        build.jenkins.with(new Cloud("once", new OnceRetentionStrategy(5)));
        build.jenkins.with(new Cloud("pool", null));

        assertThat(builder("once")).isEqualTo("http://jenkins.example/in-toto/builders/ephemeral-agents/v1");
        assertThat(builder("pool")).isEqualTo("http://jenkins.example/in-toto/builders/static-agents/v1");
        assertThat(builder("once", "pool")).isEqualTo("http://jenkins.example/in-toto/builders/static-agents/v1");
        assertThat(builder("once", "")).isEqualTo("http://jenkins.example/in-toto/builders/controller/v1");
        assertThat(builder("gone")).isEqualTo("http://jenkins.example/in-toto/builders/static-agents/v1");
        assertThat(builder()).isEqualTo("http://jenkins.example/in-toto/builders/controller/v1");
    }

    @Test
    void whatAStrategyIsCalledDoesNotMakeItsAgentEphemeral() throws Exception {
        build.jenkins.with(new DurableTaskAgents());
        build.jenkins.with(new Cloud("twice", new OnceInAWhileRetentionStrategy()));

        assertThat(builder("twice")).endsWith("/static-agents/v1");
    }

    @Test
    void anExtensionVouchesForAgentsOfAnotherPlugin() throws Exception {
        EphemeralAgents others = agent -> agent.getRetentionStrategy() instanceof SingleUseRetentionStrategy;
        build.jenkins.with(others);
        build.jenkins.with(new Cloud("single", new SingleUseRetentionStrategy()));

        assertThat(builder("single")).endsWith("/ephemeral-agents/v1");
    }

    @Test
    void anAdministratorNamesTheBuilder() throws Exception {
        var builders = new BuilderIds();
        builders.setStaticAgents("https://ci.example.com/builders/static/v2");
        configuration.setBuilders(builders);

        assertThat(builder("agent-1")).isEqualTo("https://ci.example.com/builders/static/v2");
    }

    private String builder(String... nodes) throws Exception {
        return provenance(new LocalPipeline("", nodes)).runDetails().builder().id();
    }

    @Test
    void aReplayIsNoted() throws Exception {
        assertThat(external(null)).doesNotContainKey("replayed");
        build.run.getCauses().add(new ReplayCause());

        assertThat(external(null)).containsEntry("replayed", true);
        assertThat(provenance(null).buildDefinition().internalParameters())
                .containsEntry("causes", List.of("ReplayCause"));
    }

    @Test
    void testResultsNameWhatPassedAndWhatFailed() throws Exception {
        build.run.addAction(LocalTests.of(List.of("b.T.two", "a.T.one"), "a.T.three"));
        RunSources.checkedOut(build.run, Optional.of("https://host.example/app.git"), COMMIT);

        var result = new JUnitTests().of(build.run).orElseThrow();

        assertThat(result.outcome()).isEqualTo(TestResult.Outcome.FAILED);
        assertThat(result.passedTests()).containsExactly("a.T.one", "b.T.two");
        assertThat(result.failedTests()).containsExactly("a.T.three");
        assertThat(result.url()).contains("http://jenkins.example/job/app/1/testReport/");
        assertThat(result.configuration()).singleElement().satisfies(source -> assertThat(
                        source.digest().value("gitCommit"))
                .contains(COMMIT));
    }

    @Test
    void aRunWithoutTestsHasNoResult() {
        assertThat(new JUnitTests().of(build.run)).isEmpty();
    }

    private static final class OnceInAWhileRetentionStrategy extends RetentionStrategy<Computer> {}

    private static final class SingleUseRetentionStrategy extends RetentionStrategy<Computer> {}

    private static final class Cloud extends Computer {
        Cloud(String name, RetentionStrategy<?> strategy) {
            super(new CloudAgent(name, strategy));
        }

        @Override
        public VirtualChannel getChannel() {
            return null;
        }
    }
}
