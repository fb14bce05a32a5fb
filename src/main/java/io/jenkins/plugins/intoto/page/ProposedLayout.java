package io.jenkins.plugins.intoto.page;

import hudson.model.Failure;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.RunArchive;
import io.jenkins.plugins.intoto.archive.RunState;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.layout.LayoutProposal;
import io.jenkins.plugins.intoto.engine.layout.SignedLink;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A layout that the links of a run satisfy, for somebody to read and adapt. It is not signed. */
final class ProposedLayout {
    private static final Duration HOLDS = Duration.ofDays(365);
    private static final JsonLimits LIMITS = new JsonLimits(64L << 20, 64);

    private ProposedLayout() {}

    /** The name of a layout for a job, as part of a file's name: that of the job with its folders, with hyphens for other characters. */
    static String name(Job<?, ?> job) {
        return job.getFullName().replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /**
     * Proposes a layout.
     *
     * @param state the links that the run itself has signed; others in its archive do not count
     * @param known what was read before
     * @param budget what may be read now
     * @throws Failure with one sentence if no layout can be made of them, if not all of them are read yet, or if they are too
     *     large together to be held until they are
     */
    static LayoutProposal of(RunState state, ReadFiles known, ReadingBudget budget) {
        try {
            var links = new ArrayList<SignedLink>();
            var now = Instant.now();
            var recorded = state.links();
            for (var link : recorded) {
                var file = link.fileName();
                known.get(state.run(), file, SignedLink.class, file, budget, new LinkReader(state, file, now))
                        .ifPresent(links::add);
            }
            if (links.size() < recorded.size()
                    && links.stream().mapToLong(ProposedLayout::bytes).sum() > known.mostBytes()) {
                throw new Failure(Messages.ProposedLayout_TooLarge());
            }
            if (links.size() < recorded.size()) {
                throw new Failure(Messages.ProposedLayout_Unfinished(links.size(), recorded.size()));
            }
            return LayoutProposal.of(links, now.plus(HOLDS), "");
        } catch (InTotoException e) {
            throw new Failure(Messages.ProposedLayout_Impossible(DisplayText.of(e.getMessage())));
        }
    }

    /** The file of a layout that was proposed from the links of a run: not signed, with words for its reader. */
    static byte[] file(Run<?, ?> run, LayoutProposal proposal) {
        var layout = withReadme(proposal.layout(), readme(run, proposal.remarks()));
        return UnsignedEnvelope.of(layout, EnvelopeFormat.METABLOCK).toByteArray(List.of());
    }

    private record LinkReader(RunState state, String file, Instant now)
            implements ReadFiles.Reader<SignedLink, InTotoException> {
        @Override
        public SignedLink read() throws InTotoException {
            byte[] content = new RunArchive(state.run()).links().read(file, LIMITS.maxBytes());
            if (!state.isLink(file, content)) {
                throw new UnreadableFileException(file, "is not the link that this build has signed");
            }
            var signed = SignedLink.of(EnvelopeReader.read(content, file, LIMITS), file, state.keys(), now);
            var link = signed.link();
            // A layout says nothing of byproducts and environments, which can be large.
            return new SignedLink(
                    new Link(link.name(), link.command(), link.materials(), link.products(), Map.of(), Map.of()),
                    signed.functionary());
        }

        @Override
        public long bytes(SignedLink read, long size) {
            return ProposedLayout.bytes(read);
        }
    }

    private static long bytes(SignedLink signed) {
        var link = signed.link();
        return 1024
                + 2L * link.command().stream().mapToInt(String::length).sum()
                + link.materials().bytes()
                + link.products().bytes();
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
