package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import hudson.model.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A restart of the controller while the body of a recorded step runs. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private String secret;

    @Test
    void theStepGoesOnAndLeavesNothingOfTheKeyInTheBuild() throws Throwable {
        sessions.then(jenkins -> {
            secret = SampleChain.inJenkins().secret();
            var job = jenkins.createProject(WorkflowJob.class, "app");
            job.setDefinition(new CpsFlowDefinition("""
                    node {
                        inTotoRecord(stepName: 'build', credentialsId: 'build-key') {
                            semaphore 'body'
                            writeFile(file: 'app.txt', text: 'built')
                        }
                        inTotoVerify(layout: 'release')
                    }
                    """, true));
            var build = job.scheduleBuild2(0).waitForStart();
            SemaphoreStep.waitForStart("body/1", build);
            assertEquals(List.of(), filesWith(build, secret));
        });
        sessions.then(jenkins -> {
            SemaphoreStep.success("body/1", null);
            var job = jenkins.jenkins.getItemByFullName("app", WorkflowJob.class);
            WorkflowRun build = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getLastBuild()));
            jenkins.assertLogContains("[in-toto] PASSED: 1 step with 1 link verified against release", build);
            assertEquals(List.of(), filesWith(build, secret));
            assertFalse(Files.exists(build.getRootDir().toPath().resolve("in-toto-materials")));
        });
    }

    private static List<Path> filesWith(Run<?, ?> build, String secret) throws IOException {
        try (var files = Files.walk(build.getRootDir().toPath())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, secret))
                    .toList();
        }
    }

    private static boolean contains(Path file, String secret) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
