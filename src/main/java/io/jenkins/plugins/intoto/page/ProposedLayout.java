package io.jenkins.plugins.intoto.page;

import hudson.model.Failure;
import hudson.model.Run;
import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.file.UnreadableFileException;
import io.jenkins.plugins.intoto.json.JsonLimits;
import io.jenkins.plugins.intoto.model.Layout;
import io.jenkins.plugins.intoto.propose.LayoutProposal;
import io.jenkins.plugins.intoto.propose.SignedLink;
import io.jenkins.plugins.intoto.verify.DisplayText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A layout that the links of a run satisfy, for somebody to read and adapt. It is not signed. */
final class ProposedLayout {
    private static final Duration HOLDS = Duration.ofDays(365);
    private static final JsonLimits LIMITS = new JsonLimits(128L << 20, 64);

    private ProposedLayout() {}

    /**
     * Proposes a layout.
     *
     * @param state the links that the run itself has signed; others in its archive do not count
     * @return the layout's file
     * @throws Failure with one sentence if no layout can be made of them
     */
    static byte[] of(RunState state) {
        var run = state.run();
        try {
            var links = new ArrayList<SignedLink>();
            var now = Instant.now();
            var archive = new RunArchive(run).links();
            var keys = state.keys();
            for (var link : state.links()) {
                var file = link.fileName();
                byte[] content = archive.read(file, LIMITS.maxBytes());
                if (!state.isLink(file, content)) {
                    throw new UnreadableFileException(file, "is not the link that this build has signed");
                }
                links.add(SignedLink.of(EnvelopeReader.read(content, file, LIMITS), file, keys, now));
            }
            var proposal = LayoutProposal.of(links, now.plus(HOLDS), "");
            var layout = withReadme(proposal.layout(), readme(run, proposal.remarks()));
            return UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK).toByteArray(List.of());
        } catch (InTotoException e) {
            throw new Failure("No layout can be proposed: " + DisplayText.of(e.getMessage()));
        }
    }

    private static String readme(Run<?, ?> run, List<String> remarks) {
        var sentences = new ArrayList<String>();
        sentences.add("Proposed from the links of " + run.getFullDisplayName() + "; read it, adapt it, and sign it");
        sentences.addAll(remarks);
        return String.join(". ", sentences) + ".";
    }

    private static Layout withReadme(Layout layout, String readme) {
        return new Layout(
                layout.expires(),
                readme,
                layout.keys(),
                layout.steps(),
                layout.inspections(),
                layout.rootCas(),
                layout.intermediateCas());
    }
}
