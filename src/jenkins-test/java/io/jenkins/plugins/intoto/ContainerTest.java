package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hudson.EnvVars;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.model.Link;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Steps such as {@code container} of the Kubernetes plugin, which have the programs of their body run elsewhere while its files
 * stay with the agent.
 */
@WithJenkins
class ContainerTest {

    @Test
    void programsRunInTheContainerAndTheAgentHashesTheWorkspace(JenkinsRule jenkins) throws Exception {
        SampleChain.inJenkins();
        var job = jenkins.createProject(WorkflowJob.class, "app");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                    writeFile(file: 'in.txt', text: 'in')
                    elsewhere {
                        inTotoRecord(stepName: 'within', credentialsId: 'build-key', environment: 'PLACE') {
                            sh 'echo $PLACE $CONTAINER > app.txt'
                        }
                    }
                    inTotoRecord(stepName: 'around', credentialsId: 'build-key', environment: 'PLACE') {
                        elsewhere { sh 'echo $PLACE $CONTAINER > app2.txt' }
                    }
                    if (readFile('app.txt') != 'pod maven\\n' || readFile('app2.txt') != 'pod maven\\n') {
                        error 'it did not run in the container'
                    }
                }
                """, true));

        var build = jenkins.buildAndAssertSuccess(job);

        var links = new RunArchive(build).links();
        for (var name : links.fileNames()) {
            var link = (Link) EnvelopeReader.read(links.read(name, 1 << 20), name, JsonLimits.DEFAULT)
                    .payload();
            boolean within = link.name().equals("within");
            assertEquals(
                    within ? Set.of("in.txt") : Set.of("in.txt", "app.txt"),
                    link.materials().toMap().keySet());
            assertEquals(
                    within ? Set.of("in.txt", "app.txt") : Set.of("in.txt", "app.txt", "app2.txt"),
                    link.products().toMap().keySet());
            assertEquals(
                    within ? Map.of("PLACE", "pod") : null, link.environment().get("variables"));
        }
        assertEquals(2, links.fileNames().size());
    }

    /** Changes the launcher and the environment of its body, as steps for containers do. */
    public static final class Elsewhere extends Step {
        @DataBoundConstructor
        public Elsewhere() {}

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context);
        }

        private static final class Execution extends StepExecution {
            private static final long serialVersionUID = 1L;

            Execution(StepContext context) {
                super(context);
            }

            @Override
            public boolean start() throws Exception {
                var context = getContext();
                context.newBodyInvoker()
                        .withContexts(
                                BodyInvoker.mergeLauncherDecorators(
                                        context.get(LauncherDecorator.class), new InContainer()),
                                EnvironmentExpander.merge(
                                        context.get(EnvironmentExpander.class),
                                        EnvironmentExpander.constant(Map.of("PLACE", "pod"))))
                        .withCallback(BodyExecutionCallback.wrap(context))
                        .start();
                return false;
            }
        }

        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "elsewhere";
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(EnvVars.class, Launcher.class);
            }
        }
    }

    /** Runs programs with a variable that only those in the container have. */
    private static final class InContainer extends LauncherDecorator implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return new Launcher.DecoratedLauncher(launcher) {
                @Override
                public Proc launch(ProcStarter starter) throws IOException {
                    var variables = new ArrayList<>(List.of(starter.envs()));
                    variables.add("CONTAINER=maven");
                    return super.launch(starter.envs(variables.toArray(String[]::new)));
                }
            };
        }
    }
}
