package io.jenkins.plugins.intoto.page;

import hudson.Functions;
import hudson.model.Run;
import io.jenkins.plugins.intoto.key.AsymmetricKey;
import io.jenkins.plugins.intoto.provenance.RecordedMaterials;
import io.jenkins.plugins.intoto.verify.KeyNames;
import java.io.IOException;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a run has of in-toto: which links it recorded and what its verifications came to. It is saved with the run and loaded
 * with it, so it stays small; its {@linkplain RunPage page} reads all else from the archived files.
 */
@ExportedBean
public final class InTotoAction implements RunAction2, StaplerProxy {
    private volatile RecordedLinks recorded = new RecordedLinks();
    private volatile PastVerifications verifications = new PastVerifications();

    private volatile int attestations;

    private transient Run<?, ?> run;
    private transient volatile RunPage page;

    /**
     * The one action of a run; it is added if there is none.
     *
     * @param run the run
     */
    public static InTotoAction of(Run<?, ?> run) {
        synchronized (run) {
            var action = run.getAction(InTotoAction.class);
            if (action == null) {
                action = new InTotoAction();
                run.addAction(action);
            }
            return action;
        }
    }

    /**
     * Takes note of a link that was archived.
     *
     * @param file the name of its file
     * @param key the key that signed it
     * @param name what the key is called
     */
    public synchronized void linkRecorded(String file, AsymmetricKey key, KeyNames.Name name) throws IOException {
        // What is being saved by another thread must not change meanwhile.
        var more = recorded.copy();
        more.add(file, key, name);
        recorded = more;
        run.save();
    }

    /** Takes note of a verification. */
    public synchronized void verified(VerificationSummary verification) throws IOException {
        verifications = verifications.with(verification);
        run.save();
    }

    /**
     * Takes note of an attestation that was archived.
     *
     * @param subjects how many artifacts it is about
     */
    public synchronized void attested(int subjects) throws IOException {
        attestations += subjects;
        run.save();
    }

    /** How many times artifacts of the run were attested. */
    @Exported
    public int getAttestations() {
        return attestations;
    }

    /** How many links the run has recorded. */
    @Exported
    public int getLinks() {
        return recorded.count();
    }

    /** What the verifications came to, the last one first. */
    @Exported
    public List<VerificationSummary> getVerifications() {
        return verifications.newestFirst();
    }

    /**
     * What the run's verifications came to as a whole: of the last answers to each question, one that did not pass if there is
     * any. Null if nothing was verified.
     */
    public VerificationSummary getVerdict() {
        return verifications.verdict().orElse(null);
    }

    /** The run's in-toto in a few words: how many links and attestations, and what the last verification came to. */
    public String getSummary() {
        return SummaryWords.of(getLinks(), getAttestations(), getVerdict());
    }

    /** The run, for the views. */
    public Run<?, ?> getRun() {
        return run;
    }

    /**
     * What the links recorded that the run has signed.
     *
     * @throws IOException with one sentence if one of them cannot be read, or was replaced
     */
    public RecordedMaterials recordedMaterials() throws IOException {
        return RecordedMaterials.of(run, recorded.files(), recorded.keys());
    }

    /** What the run calls the keys that it has signed links with. */
    public KeyNames keyNames() {
        return recorded.names();
    }

    RecordedLinks recorded() {
        return recorded;
    }

    /** The page, for those who may see the artifacts of the run, from which it is made. */
    @Override
    public Object getTarget() {
        if (Functions.isArtifactsPermissionEnabled()) {
            run.checkPermission(Run.ARTIFACTS);
        }
        return page();
    }

    /** Not behind the lock that is held while files are archived: nobody who looks at the page waits for that. */
    private RunPage page() {
        var known = page;
        if (known == null) {
            known = new RunPage(this);
            page = known;
        }
        return known;
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public String getIconFileName() {
        return "symbol-link";
    }

    @Override
    public String getDisplayName() {
        return "in-toto";
    }

    @Override
    public String getUrlName() {
        return "in-toto";
    }
}
