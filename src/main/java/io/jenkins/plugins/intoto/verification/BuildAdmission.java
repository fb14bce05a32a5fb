package io.jenkins.plugins.intoto.verification;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.LinkEnvironment;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.verify.LinkAdmission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Admits the links of certain runs. A link of another run is validly signed too, but says nothing of what is verified: it is
 * a replay. Links of people name no run, and count only for steps that are known to be carried out by people.
 */
final class BuildAdmission implements LinkAdmission {
    private final List<Run<?, ?>> runs;
    private final Set<String> outside;

    /**
     * @param runs whose links count
     * @param outside the steps of which links count that name no run at all; those of a sublayout as {@code STEP/ITS STEP}
     */
    BuildAdmission(List<Run<?, ?>> runs, Collection<String> outside) {
        this.runs = List.copyOf(runs);
        this.outside = Set.copyOf(outside);
    }

    @Override
    public LinkAdmission within(String step) {
        return new BuildAdmission(runs, ItemNames.within(outside, step));
    }

    @Override
    public Optional<String> whyRefused(Link link) {
        var environment = link.environment();
        if (runs.stream().anyMatch(run -> LinkEnvironment.isOf(run, environment))) {
            return Optional.empty();
        }
        var named = LinkEnvironment.runOf(environment);
        if (named.isEmpty()) {
            return outside.contains(link.name()) ? Optional.empty() : Optional.of(Messages.BuildAdmission_NoBuild());
        }
        return Optional.of(
                runs.stream().anyMatch(run -> LinkEnvironment.isNamed(run, environment))
                        ? Messages.BuildAdmission_Namesake(named.get())
                        : Messages.BuildAdmission_OtherBuild(named.get()));
    }
}
