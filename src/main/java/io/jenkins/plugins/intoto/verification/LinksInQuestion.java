package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.intoto.agent.WorkspaceLinks;
import io.jenkins.plugins.intoto.archive.OwnLinks;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.config.InTotoConfiguration;
import io.jenkins.plugins.intoto.console.Console;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.engine.verify.LinkAdmission;
import io.jenkins.plugins.intoto.engine.verify.LinkSource;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The links that a verification looks at.
 *
 * @param source where they are
 * @param admission which of them count
 * @param names what the builds that recorded them call their keys
 */
record LinksInQuestion(LinkSource source, LinkAdmission admission, KeyNames names) {

    /**
     * Finds what a step asks for.
     *
     * @param outside the steps that are carried out outside of Jenkins
     * @throws AbortException with a sentence that says what to do if a build or a directory cannot be looked at
     */
    static LinksInQuestion find(Run<?, ?> run, VerifyStep step, Collection<String> outside, BuildPlace place)
            throws IOException, InterruptedException {
        var runs = new ArrayList<Run<?, ?>>();
        runs.add(run);
        for (var other : step.getLinksFrom()) {
            var found = OtherBuild.find(run, other);
            if (!runs.contains(found)) {
                runs.add(found);
            }
        }
        boolean fromWorkspace = step.getLinksDir() != null;
        LinkAdmission admission = step.isAnyBuild() ? LinkAdmission.ANY : new BuildAdmission(runs, outside);
        try {
            var names = KeyNames.NONE;
            for (var each : runs) {
                var state = each.getAction(RunState.class);
                names = state == null ? names : names.with(state.keyNames());
            }
            if (fromWorkspace) {
                var path = step.getLinksDir().replaceFirst("/+$", "");
                var directory = WorkspaceFiles.within(place.requireDirectory("linksDir"), path);
                return new LinksInQuestion(
                        WorkspaceLinks.fetch(
                                directory, path, InTotoConfiguration.get().verificationLimits()),
                        admission,
                        names);
            }
            return new LinksInQuestion(archived(runs), admission, names);
        } catch (UnreadableFileException e) {
            throw Console.abort(DisplayText.of(e.getMessage()));
        }
    }

    private static LinkSource archived(List<Run<?, ?>> runs) throws UnreadableFileException, AbortException {
        if (runs.size() == 1) {
            return new OwnLinks(runs.get(0));
        }
        var sources = new LinkedHashMap<String, LinkSource>();
        var builds = new LinkedHashMap<String, LinkSource>();
        for (var run : runs) {
            var links = new OwnLinks(run);
            builds.put(run.getFullDisplayName(), links);
            for (var file : links.fileNames()) {
                var other = sources.putIfAbsent(file, links);
                if (other != null && file.endsWith(".link")) {
                    throw Console.abort(Messages.LinksInQuestion_Ambiguous(
                            DisplayText.of(other.describe(file)), DisplayText.of(links.describe(file))));
                }
            }
        }
        return new CombinedLinks(sources, builds);
    }
}
