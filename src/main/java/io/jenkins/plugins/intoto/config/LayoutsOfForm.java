package io.jenkins.plugins.intoto.config;

import hudson.ExtensionList;
import hudson.Util;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.StaplerRequest2;

/** The layouts that the form of the global configuration shows: those that are entered, and a draft if its address names one. */
public final class LayoutsOfForm {
    private final List<NamedLayout> layouts;

    private LayoutsOfForm(List<NamedLayout> layouts) {
        this.layouts = layouts;
    }

    /**
     * @param entered what is entered
     * @param request with the parameters {@code layoutOf}, the id of a draft, and {@code signer}
     */
    static LayoutsOfForm of(List<NamedLayout> entered, StaplerRequest2 request) {
        var shown = new ArrayList<>(entered);
        var id = Util.fixEmptyAndTrim(request.getParameter("layoutOf"));
        var signers = request.getParameterValues("signer");
        if (id != null) {
            ExtensionList.lookup(LayoutDrafts.class).stream()
                    .map(drafts -> drafts.draft(id, signers == null ? List.of() : List.of(signers)))
                    .flatMap(Optional::stream)
                    .forEach(shown::add);
        }
        return new LayoutsOfForm(List.copyOf(shown));
    }

    /** The layouts, the draft last. */
    public List<NamedLayout> getLayouts() {
        return layouts;
    }
}
