package io.jenkins.plugins.intoto.verification;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.report.ReportSummary;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.run.BackgroundStepExecution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Verifies off the thread that runs the Pipeline. */
final class VerifyStepExecution extends BackgroundStepExecution {
    private static final long serialVersionUID = 1L;

    private final VerifyStep step;

    VerifyStepExecution(StepContext context, VerifyStep step) throws InterruptedException {
        super(context);
        this.step = step;
    }

    @Override
    protected void work() throws Exception {
        save();
        var context = getContext();
        var run = context.get(Run.class);
        var result = step.verify(run, listener(), place());
        if (!result.passed()) {
            context.get(FlowNode.class)
                    .addOrReplaceAction(
                            new WarningAction(step.consequence().mark()).withMessage(DisplayText.of(result.summary())));
        }
        step.impose(run, listener(), result);
        succeed(plain(result));
    }

    /** What a script can look into without being approved, and what can be saved with the Pipeline. */
    private static Map<String, Object> plain(ReportSummary result) {
        var map = new LinkedHashMap<String, Object>();
        map.put("passed", result.passed());
        map.put("summary", result.summary());
        map.put("failures", new ArrayList<>(result.failures()));
        return map;
    }
}
