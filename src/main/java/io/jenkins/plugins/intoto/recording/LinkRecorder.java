package io.jenkins.plugins.intoto.recording;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.tasks.Recorder;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.run.AbortedBuild;
import io.jenkins.plugins.intoto.run.EveryJobDescriptor;
import io.jenkins.plugins.intoto.run.OrderedPublisher;
import io.jenkins.plugins.intoto.run.PublisherOrder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Records a whole freestyle build as a step, or as several: the materials after the checkout, the products after the build
 * steps. One instance serves all builds of a job, also at the same time, so nothing of a build is kept in it.
 */
@SuppressWarnings("unchecked") // the type of a recorder's descriptor is raw in Jenkins
public final class LinkRecorder extends Recorder implements OrderedPublisher {
    private final List<RecordStep> steps;

    /**
     * @param steps what to record; the body of each is the build
     */
    @DataBoundConstructor
    public LinkRecorder(@CheckForNull List<RecordStep> steps) {
        this.steps = steps == null ? new ArrayList<>() : new ArrayList<>(steps);
    }

    /** What to record. */
    public List<RecordStep> getSteps() {
        return steps == null ? List.of() : List.copyOf(steps);
    }

    @Override
    public Turn turn() {
        return Turn.RECORD;
    }

    /** Records the materials. Cannot throw, so a failure is told to the console and ends the build. */
    @Override
    public boolean prebuild(AbstractBuild<?, ?> build, BuildListener listener) {
        try {
            PublisherOrder.restore(build.getProject());
            BuildRecording.of(getSteps(), build, listener).recordMaterials();
            return true;
        } catch (IOException e) {
            listener.fatalError(Console.abort(e).getMessage());
        } catch (InterruptedException e) {
            AbortedBuild.conclude(build, listener);
        }
        return false;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        return BuildRecording.of(getSteps(), build, listener).recordProducts();
    }

    /** Describes the post-build action. */
    @Extension
    @Symbol("inTotoLink")
    public static final class DescriptorImpl extends EveryJobDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.LinkRecorder_DisplayName();
        }
    }
}
