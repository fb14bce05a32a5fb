package io.jenkins.plugins.intoto.verification;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.archive.Question;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.run.BuildPlace;
import io.jenkins.plugins.intoto.run.Choice;
import io.jenkins.plugins.intoto.run.GivenParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundSetter;

/** What to verify, by what, and what to do if it fails. Each setting has a default, but a layout or a policy must be given. */
public class VerificationSettings extends PolicySettings {
    private static final long serialVersionUID = 1L;

    private List<LinksFrom> linksFrom = new ArrayList<>();
    private String linksDir;
    private boolean anyBuild;
    private String products;
    private boolean strictCommands;
    private boolean inspections;
    private String onFailure = Choice.word(Consequence.FAIL);

    /** All settings at their defaults. */
    public VerificationSettings() {}

    /** Other builds whose archived links count beside those of this build; empty for none. */
    public List<LinksFrom> getLinksFrom() {
        return List.copyOf(linksFrom);
    }

    /** See {@link #getLinksFrom()}. */
    @DataBoundSetter
    public void setLinksFrom(List<LinksFrom> linksFrom) {
        this.linksFrom = linksFrom == null ? new ArrayList<>() : new ArrayList<>(linksFrom);
    }

    /** A directory below the current one whose links count instead of archived ones; null for none. */
    public String getLinksDir() {
        return linksDir;
    }

    /** See {@link #getLinksDir()}. */
    @DataBoundSetter
    public void setLinksDir(String linksDir) {
        this.linksDir = Util.fixEmptyAndTrim(linksDir);
    }

    /** Whether links count whatever build they name. */
    public boolean isAnyBuild() {
        return anyBuild;
    }

    /** See {@link #isAnyBuild()}. */
    @DataBoundSetter
    public void setAnyBuild(boolean anyBuild) {
        this.anyBuild = anyBuild;
    }

    /** Ant patterns of the files below the current directory that must be the chain's final products; null for no check. */
    public String getProducts() {
        return products;
    }

    /** See {@link #getProducts()}. */
    @DataBoundSetter
    public void setProducts(String products) {
        this.products = Util.fixEmptyAndTrim(products);
    }

    /** Whether a command other than the expected one fails the verification instead of a warning. */
    public boolean isStrictCommands() {
        return strictCommands;
    }

    /** See {@link #isStrictCommands()}. */
    @DataBoundSetter
    public void setStrictCommands(boolean strictCommands) {
        this.strictCommands = strictCommands;
    }

    /** Whether the layout's inspections are run in the current directory. */
    public boolean isInspections() {
        return inspections;
    }

    /** See {@link #isInspections()}. */
    @DataBoundSetter
    public void setInspections(boolean inspections) {
        this.inspections = inspections;
    }

    /** What to do if the verification fails: {@code fail}, {@code unstable} or {@code report}. */
    public String getOnFailure() {
        return onFailure;
    }

    /** See {@link #getOnFailure()}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = onFailure;
    }

    List<String> productPatterns() {
        return ListText.entries(products);
    }

    /**
     * What to do if the verification fails.
     *
     * @throws AbortException if {@code onFailure} is none of its choices
     */
    public Consequence consequence() throws AbortException {
        return Choice.of(Consequence.class, "onFailure", onFailure);
    }

    /**
     * Refuses settings that are none, and such as mean nothing together.
     *
     * @throws AbortException with a sentence that names them
     */
    public void check() throws AbortException {
        consequence();
        parameterValues();
        var given = new GivenParameters()
                .with("linksDir", linksDir != null)
                .with("anyBuild", anyBuild)
                .list("products", products)
                .with("strictCommands", strictCommands)
                .with("inspections", inspections);
        checkTrust(given);
        given.onlyWith(hasLayout(), "a layout", "linksDir", "anyBuild", "products", "strictCommands", "inspections");
    }

    /**
     * What is asked by these settings.
     *
     * @param place where in the run: files of another directory are another question
     */
    public Question question(BuildPlace place) {
        var remarks = new ArrayList<String>();
        boolean named = getPolicy() != null || getLayout() != null;
        if (!named) {
            remarks.add(getLayoutArtifact() != null ? "artifact of the build" : "file of the build");
        }
        if (anyBuild) {
            remarks.add(Question.ANY_BUILD);
        }
        var terms = new ArrayList<String>();
        linksFrom.forEach(other -> terms.add("links from " + other.getJob() + " " + other.getBuild()));
        getLayoutKeys().forEach(key -> terms.add("layout key " + key));
        getPolicyKeys().forEach(key -> terms.add("policy key " + key));
        getStepsOutsideJenkins().forEach(step -> terms.add("outside " + step));
        getParameters().forEach(parameter -> terms.add(parameter.getName() + "=" + parameter.getValue()));
        terms.addAll(List.of(
                "links " + linksDir,
                "products " + products,
                "commands " + strictCommands,
                "inspections " + inspections,
                "subjects " + getSubjects(),
                "archived " + isArchived(),
                "bundle " + getBundleFile()));
        place.directory().ifPresent(directory -> terms.add("in " + directory.getRemote()));
        var name = Stream.of(getPolicy(), getPolicyFile(), getLayout(), getLayoutFile(), getLayoutArtifact())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        return new Question(hasPolicy(), name, !named, remarks, terms);
    }

    @Override
    protected Object readResolve() {
        super.readResolve();
        linksFrom = linksFrom == null ? new ArrayList<>() : linksFrom;
        onFailure = onFailure == null ? Choice.word(Consequence.FAIL) : onFailure;
        return this;
    }
}
