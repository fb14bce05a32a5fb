package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.StaplerRequest2;

/** The layouts that the form of the global configuration shows: those that are entered, and a draft if its address names one. */
public final class LayoutsOfForm {
    private final List<NamedLayout> layouts;
    private final Optional<NamedLayout> draft;

    private LayoutsOfForm(List<NamedLayout> layouts, Optional<NamedLayout> draft) {
        this.layouts = layouts;
        this.draft = draft;
    }

    /**
     * @param entered what is entered
     * @param request with the parameters {@code layoutOf}, the id of a draft, and {@code signer}
     */
    static LayoutsOfForm of(List<NamedLayout> entered, StaplerRequest2 request) {
        var id = Util.fixEmptyAndTrim(request.getParameter("layoutOf"));
        var signers = request.getParameterValues("signer");
        Optional<NamedLayout> draft = id == null
                ? Optional.empty()
                : ExtensionList.lookup(LayoutDrafts.class).stream()
                        .map(drafts -> drafts.draft(id, signers == null ? List.of() : List.of(signers)))
                        .flatMap(Optional::stream)
                        .findFirst();
        var shown = new ArrayList<>(entered);
        draft.ifPresent(shown::add);
        return new LayoutsOfForm(List.copyOf(shown), draft);
    }

    /** The layouts, the draft last. */
    public List<NamedLayout> getLayouts() {
        return layouts;
    }

    /** The draft, which the form opens at; null if there is none. */
    @CheckForNull
    public NamedLayout getDraft() {
        return draft.orElse(null);
    }
}
