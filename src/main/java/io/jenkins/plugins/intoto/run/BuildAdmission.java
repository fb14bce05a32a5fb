package io.jenkins.plugins.intoto.run;

import hudson.model.Run;
import io.jenkins.plugins.intoto.model.Link;
import io.jenkins.plugins.intoto.verify.LinkAdmission;
import java.util.List;
import java.util.Optional;

/**
 * Admits the links of certain runs. A link of another run is validly signed too, but says nothing of what is verified: it is
 * a replay.
 */
final class BuildAdmission implements LinkAdmission {
    private final List<Run<?, ?>> runs;
    private final boolean mustNameRun;

    /**
     * @param runs whose links count
     * @param mustNameRun whether a link that names no run at all is refused; people's own links name none
     */
    BuildAdmission(List<Run<?, ?>> runs, boolean mustNameRun) {
        this.runs = List.copyOf(runs);
        this.mustNameRun = mustNameRun;
    }

    @Override
    public Optional<String> whyRefused(Link link) {
        if (runs.stream().anyMatch(run -> LinkEnvironment.isOf(run, link.environment()))) {
            return Optional.empty();
        }
        var named = LinkEnvironment.runOf(link.environment());
        if (named.isPresent()) {
            return Optional.of("it was recorded in " + named.get() + ", so it is a replay here");
        }
        return mustNameRun ? Optional.of("it names no build, so it may be a replay") : Optional.empty();
    }
}
