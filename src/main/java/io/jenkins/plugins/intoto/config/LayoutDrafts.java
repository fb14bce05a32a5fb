package io.jenkins.plugins.intoto.config;

import hudson.ExtensionPoint;
import java.util.List;
import java.util.Optional;

/** Makes layouts that the form of the global configuration is opened with. Nothing of them is kept unless the form is saved. */
public interface LayoutDrafts extends ExtensionPoint {
    /**
     * Makes one.
     *
     * @param id what it is made of, as the address of the form has it
     * @param signers the ids of the credentials that are to sign its steps, an empty one for whoever signed before
     * @return empty if there is nothing of that id, or the user may not see it
     */
    Optional<NamedLayout> draft(String id, List<String> signers);
}
