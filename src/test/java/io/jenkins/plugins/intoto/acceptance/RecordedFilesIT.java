package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.artifact.DigestSet;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a link lists where a Pipeline changes branches, directories or workspaces, or takes files from elsewhere. */
@AcceptanceTest
class RecordedFilesIT {
    /** What {@code docker} has to do for {@code docker.inside}: it runs what is to run in the container on the agent itself. */
    private static final String DOCKER = """
            #!/bin/sh
            case $1 in
              -v) echo 'Docker version 28.2.2, build 1' ;;
              inspect) ;;
              run) echo 4f1d ;;
              top) printf 'PID COMMAND\\n1 cat\\n' ;;
              exec)
                shift
                while [ "$1" != 4f1d ]; do
                  case $1 in
                    --workdir) cd "$2" ;;
                    --env) export "$2" ;;
                  esac
                  shift 2
                done
                shift
                CONTAINER=4f1d exec "$@" ;;
              stop | rm) ;;
              *) echo "docker $1: not expected" >&2; exit 1 ;;
            esac
            """;

    private final RemoteJenkins jenkins;
    private ExampleChain chain;

    @TempDir
    private Path folder;

    RecordedFilesIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeEach
    void makeKeys() throws Exception {
        chain = ExampleChain.in(jenkins);
    }

    /** The step, up to its body. */
    private String record(String step) {
        return record(step, "");
    }

    private String record(String step, String parameters) {
        return "inTotoRecord(stepName: \"" + step + "\", credentialsId: '" + chain.signingKey + "'" + parameters + ")";
    }

    private static String write(String file) {
        return "writeFile file: '" + file + "', text: '" + file + "'\n";
    }

    private Job.Build run(String script) throws Exception {
        return jenkins.pipeline(RemoteJenkins.name("files"), script).run();
    }

    private Job.Build succeed(String script) throws Exception {
        var build = run(script);
        assertThat(build.result()).as(build.log()).isEqualTo("SUCCESS");
        return build;
    }

    private static void assertRecorded(Link link, List<String> materials, List<String> products) {
        assertThat(link.materials().toMap().keySet()).as("materials").containsExactlyInAnyOrderElementsOf(materials);
        assertThat(link.products().toMap().keySet()).as("products").containsExactlyInAnyOrderElementsOf(products);
    }

    private static void assertRecorded(Job.Build build, String step, List<String> materials, List<String> products)
            throws Exception {
        assertRecorded(AgentIT.link(build, step), materials, products);
    }

    @Test
    void parallelBranchesWithNodesOfTheirOwnSeeNothingOfEachOther() throws Exception {
        var branch =
                "{ name -> return { node { deleteDir()\nwriteFile file: name + '.in', text: name\n" + record("${name}")
                        + " { busy << name\nwaitUntil(quiet: true) { busy.size() == 2 }\n"
                        + "writeFile file: name + '.out', text: name\necho \"in ${pwd()}\" } } } }";
        var build = succeed("busy = []\ndef branch = " + branch + "\nparallel one: branch('one'), two: branch('two')");

        assertThat(build.log()).contains("@2\n");
        assertRecorded(build, "one", List.of("one.in"), List.of("one.in", "one.out"));
        assertRecorded(build, "two", List.of("two.in"), List.of("two.in", "two.out"));
    }

    /** The control files of a running {@code sh} in {@code dir('sub')} are in {@code sub@tmp}. */
    @Test
    void parallelBranchesInOneWorkspaceSeeEachOthersFilesButNotThoseOfJenkins() throws Exception {
        var build = succeed("node { deleteDir()\nparallel one: { dir('sub') {\n"
                + "sh 'echo made > out; while [ ! -e ../go ]; do sleep 0.2; done' } }, two: {\n"
                + "waitUntil(quiet: true) { fileExists('sub/out') }\n"
                + "try { " + record("two") + " { " + write("two.out") + "} } finally { " + write("go") + " } } }");

        assertRecorded(build, "two", List.of("sub/out"), List.of("sub/out", "two.out"));
    }

    @Test
    void eachCellOfAMatrixRecordsTheStepThatItNames() throws Exception {
        jenkins.requirePlugins("pipeline-model-definition");
        var build = succeed(matrix("build-${SYSTEM}"));

        for (var system : List.of("linux", "windows")) {
            assertRecorded(build, "build-" + system, List.of(), List.of(system + ".out"));
        }
    }

    @Test
    void ofTwoCellsOfAMatrixThatNameOneStepTheSecondIsRefused() throws Exception {
        jenkins.requirePlugins("pipeline-model-definition");
        var build = run(matrix("build"));

        assertThat(build.log())
                .contains("[in-toto] step 'build': 1 product on ")
                .containsOnlyOnce("this build has a link of step 'build' by this key already, or records one")
                .endsWith("Finished: FAILURE\n");
        assertThat(AgentIT.link(build, "build").products().size()).isEqualTo(1);
    }

    private String matrix(String step) {
        return "pipeline { agent none\nstages { stage('Cells') { matrix {\n"
                + "axes { axis { name 'SYSTEM'\nvalues 'linux', 'windows' } }\nagent any\n"
                + "stages { stage('Build') { steps { deleteDir()\n" + record(step)
                + " { writeFile file: \"${SYSTEM}.out\", text: SYSTEM } } } }\n} } } }";
    }

    @Test
    void namesBeginAtTheDirectoryOfTheStep() throws Exception {
        var layout = chain.signed(
                chain.step("build", ExampleChain.rules("DISALLOW *"), ExampleChain.rules("CREATE app", "DISALLOW *")),
                chain.step(
                        "package",
                        ExampleChain.rules("MATCH app IN sub WITH PRODUCTS FROM build", "DISALLOW *"),
                        ExampleChain.rules("ALLOW *")));
        jenkins.layout(chain.layout, layout, chain.ownersPublicKey());

        var build = succeed("node { deleteDir()\n" + write("above") + "dir('sub') { " + record("build") + " { "
                + write("app") + "sh 'true' } }\n" + record("package", ", materials: 'sub/**'") + " { dir('dist') { "
                + write("app.zip") + "} }\ninTotoVerify(layout: '" + chain.layout + "') }");

        assertRecorded(build, "build", List.of(), List.of("app"));
        assertRecorded(build, "package", List.of("sub/app"), List.of("above", "sub/app", "dist/app.zip"));
    }

    @Test
    void anotherWorkspaceIsRecordedOnlyFromWithinIt() throws Exception {
        var build = succeed("node { deleteDir()\n" + write("here") + "def there = pwd() + '-there'\n"
                + "ws(there) { deleteDir()\n" + write("in") + record("inner") + " { " + write("out") + "} }\n"
                + record("outer") + " { ws(there) { " + write("unseen") + "} } }");

        assertRecorded(build, "inner", List.of("in"), List.of("in", "out"));
        assertRecorded(build, "outer", List.of("here"), List.of("here"));
    }

    @Test
    void aRetriedStepLeavesTheLinkOfItsLastAttempt() throws Exception {
        var build = succeed("node { deleteDir()\nint attempt = 0\nretry(2) { attempt++\n"
                + record("build", ", onFailure: 'record'") + " { writeFile file: \"made-${attempt}\", text: ''\n"
                + "if (attempt == 1) { error 'flaky' } } } }");

        var link = AgentIT.link(build, "build");
        // What the first attempt left in the workspace went into the second.
        assertRecorded(link, List.of("made-1"), List.of("made-1", "made-2"));
        assertThat(link.byproducts()).doesNotContainKey("failure");
        assertThat(build.artifacts()).containsOnlyOnce(".link\"");
    }

    @Test
    void whatIsRetriedWithinTheStepIsOneStep() throws Exception {
        var build = succeed("node { deleteDir()\nint attempt = 0\n" + record("build", ", recordCommands: true")
                + " { retry(2) { attempt++\nsh \"echo ${attempt} > made; test ${attempt} = 2\" } } }");

        var link = AgentIT.link(build, "build");
        assertRecorded(link, List.of(), List.of("made"));
        assertThat(link.byproducts())
                .isEqualTo(Map.of(
                        "commands",
                        List.of(
                                Map.of("step", "sh", "script", "echo 1 > made; test 1 = 2"),
                                Map.of("step", "sh", "script", "echo 2 > made; test 2 = 2"))));
    }

    /** Only a node of Windows can run the first; that it was to be run stands in the Pipeline everywhere. */
    @Test
    void theShellsOfWindowsAreCommandsToo() throws Exception {
        var body = new StringBuilder();
        for (var shell : List.of("bat", "powershell", "pwsh")) {
            body.append("catchError { " + shell + " 'build ' + /src\\app.c/ }\n");
        }
        var link = AgentIT.link(
                run("node { deleteDir()\n" + record("build", ", recordCommands: true") + " { " + body + "} }"),
                "build");

        assertThat(link.byproducts())
                .isEqualTo(Map.of(
                        "commands",
                        List.of(
                                Map.of("step", "bat", "script", "build src\\app.c"),
                                Map.of("step", "powershell", "script", "build src\\app.c"),
                                Map.of("step", "pwsh", "script", "build src\\app.c"))));
    }

    @Test
    void unstashedFilesAreProductsOfTheStepThatUnstashesThem() throws Exception {
        jenkins.layout(
                chain.layout,
                chain.signed(
                        chain.step("build", List.of(), List.of()),
                        chain.step(
                                "package",
                                ExampleChain.rules("MATCH app WITH PRODUCTS FROM build", "DISALLOW *"),
                                List.of()),
                        chain.step(
                                "publish",
                                ExampleChain.rules("DISALLOW *"),
                                ExampleChain.rules("MATCH app WITH PRODUCTS FROM build", "DISALLOW *"))),
                chain.ownersPublicKey());
        var build = succeed("node { deleteDir()\n" + record("build") + " { " + write("app") + "stash 'built' } }\n"
                + "node { deleteDir()\nunstash 'built'\n" + record("package") + " { }\ndeleteDir()\n"
                + record("publish") + " { unstash 'built' }\ninTotoVerify(layout: '" + chain.layout + "') }");

        assertRecorded(build, "build", List.of(), List.of("app"));
        assertRecorded(build, "package", List.of("app"), List.of("app"));
        assertRecorded(build, "publish", List.of(), List.of("app"));
    }

    @Test
    @RequiresTool(Tool.GIT)
    void aCheckoutWithinTheStepMakesProductsAndProvenanceNamesIt() throws Exception {
        jenkins.requirePlugins("git");
        try (var repositories = new GitRepositories(folder)) {
            var commit = repositories.make("app", Map.of("src/app.c", "int main() {}"));
            var build = succeed("node { deleteDir()\n" + record("fetch")
                    + " { checkout([$class: 'GitSCM', branches: [[name: 'main']], userRemoteConfigs: [[url: '"
                    + repositories.address("app") + "']]]) }\n" + write("app.txt")
                    + "inTotoAttest subjects: 'app.txt', credentialsId: '" + chain.signingKey + "' }");

            assertRecorded(build, "fetch", List.of(), List.of("src/app.c"));
            var dependencies = (List<?>) SourceIT.definition(build).get("resolvedDependencies");
            assertThat(dependencies).isEqualTo(List.of(reported(repositories.address("app"), commit)));
        }
    }

    private static Map<String, Object> reported(String address, String commit) {
        return Map.of(
                "uri",
                "git+" + address,
                "digest",
                Map.of("gitCommit", commit),
                "annotations",
                Map.of("reportedBy", "agent"));
    }

    @Test
    @RequiresTool(Tool.GIT)
    void aSharedLibraryRecordsForWhoCallsItAndWithinItsCallers() throws Exception {
        jenkins.requirePlugins("git", "pipeline-groovy-lib");
        try (var repositories = new GitRepositories(folder)) {
            var commit = repositories.make(
                    "library",
                    Map.of(
                            "vars/recorded.groovy",
                            "def call(String name, String key, Closure body) {\n"
                                    + "inTotoRecord(stepName: name, credentialsId: key, recordCommands: true) { body() } }",
                            "vars/compile.groovy",
                            "def call() { writeFile file: 'app.txt', text: libraryResource('notice.txt')\nsh 'true' }",
                            "resources/notice.txt",
                            "of the library"));
            var build = succeed("library(identifier: 'steps@main', retriever: modernSCM([$class: 'GitSCMSource',"
                    + " remote: '" + repositories.address("library") + "']))\n"
                    + "node { deleteDir()\n" + write("in") + "recorded('build', '" + chain.signingKey
                    + "') { compile() }\ninTotoAttest subjects: 'app.txt', credentialsId: '" + chain.signingKey
                    + "' }");

            var link = AgentIT.link(build, "build");
            assertRecorded(link, List.of("in"), List.of("in", "app.txt"));
            assertThat(link.byproducts())
                    .isEqualTo(Map.of("commands", List.of(Map.of("step", "sh", "script", "true"))));
            assertThat(SourceIT.definition(build))
                    .extractingByKey("resolvedDependencies", list(Object.class))
                    .contains(reported(repositories.address("library"), commit));
        }
    }

    @Test
    @RequiresTool(Tool.GIT)
    void aBranchOfAMultibranchProjectRecordsItsOwnCheckout() throws Exception {
        jenkins.requirePlugins("git", "workflow-multibranch");
        try (var repositories = new GitRepositories(folder)) {
            var script = "node { checkout scm\n" + record("build")
                    + " { writeFile file: 'branch', text: env.BRANCH_NAME\n" + "} }";
            repositories.make("app", Map.of("Jenkinsfile", script, "src/app.c", "int main() {}"), "feature/x");
            var project = jenkins.multibranch(RemoteJenkins.name("branches"), repositories.address("app"));

            for (var branch : List.of("main", "feature%2Fx")) {
                var build = project.branch(branch).build(1);
                assertThat(build.result()).isEqualTo("SUCCESS");

                var link = AgentIT.link(build, "build");
                assertRecorded(
                        link, List.of("Jenkinsfile", "src/app.c"), List.of("Jenkinsfile", "src/app.c", "branch"));
                assertThat(link.environment())
                        .extractingByKey("jenkins", MAP)
                        .containsEntry("job", project.name() + "/" + branch);
                assertThat(jenkins.get(build.path() + "in-toto/").text()).contains(AgentIT.linkFile(build, "build"));
            }
        }
    }

    /** The steps of the body run in the container; files are hashed by the agent, which shares the workspace with it. */
    @Test
    void aContainerAroundTheStepOrWithinItChangesNothingOfWhatIsRecorded() throws Exception {
        jenkins.requirePlugins("docker-workflow");
        var programs = Files.createDirectory(folder.resolve("bin"));
        var docker = Files.writeString(programs.resolve("docker"), DOCKER);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        var path = programs + File.pathSeparator + System.getenv("PATH");
        var inside = "docker.image('maven:3').inside";
        try (var agent =
                new AgentProcess(jenkins, Files.createDirectory(folder.resolve("agent")), Map.of("PATH", path))) {
            var build = succeed("node('" + agent.name() + "') { deleteDir()\n" + write("in")
                    + inside + " { " + record("within", ", recordCommands: true, environment: 'PLACE, CONTAINER'")
                    + " { withEnv(['PLACE=container']) { dir('sub') { sh 'echo $PLACE $CONTAINER > made' } } } }\n"
                    + record("around", ", products: 'sub/made, other', recordCommands: true") + " { " + inside
                    + " { sh 'echo $CONTAINER > other' } } }");

            var within = AgentIT.link(build, "within");
            assertRecorded(within, List.of("in"), List.of("in", "sub/made"));
            assertThat(within.products().find("sub/made")).contains(sha256("container 4f1d\n"));
            assertThat(within.byproducts())
                    .isEqualTo(Map.of(
                            "commands", List.of(Map.of("step", "sh", "script", "echo $PLACE $CONTAINER > made"))));
            assertThat(within.environment()).doesNotContainKey("variables");
            var around = AgentIT.link(build, "around");
            assertRecorded(around, List.of("in", "sub/made"), List.of("sub/made", "other"));
            assertThat(around.products().find("other")).contains(sha256("4f1d\n"));
            assertThat(around.byproducts())
                    .isEqualTo(Map.of(
                            "commands",
                            List.of(
                                    Map.of("step", "sh", "script", "docker inspect -f . \"$JD_TO_RUN\""),
                                    Map.of("step", "sh", "script", "echo $CONTAINER > other"))));
        }
    }

    private static DigestSet sha256(String content) {
        return DigestSet.of(
                DigestAlgorithm.SHA256,
                DigestAlgorithm.SHA256.newDigest().digest(content.getBytes(StandardCharsets.UTF_8)));
    }
}
