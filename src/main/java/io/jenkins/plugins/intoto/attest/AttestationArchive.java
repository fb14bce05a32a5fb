package io.jenkins.plugins.intoto.attest;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.intoto.InTotoException;
import io.jenkins.plugins.intoto.archive.ArchivedBundles;
import io.jenkins.plugins.intoto.archive.AttestationIndex;
import io.jenkins.plugins.intoto.page.InTotoAction;
import io.jenkins.plugins.intoto.statement.Statement;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Where signed statements go in a run: bundles among its artifacts, its index, its page. */
final class AttestationArchive {
    private final Run<?, ?> run;
    private final TaskListener listener;

    AttestationArchive(Run<?, ?> run, TaskListener listener) {
        this.run = run;
        this.listener = listener;
    }

    /**
     * Signs statements and adds each to its bundle: all of them, or none if one cannot be signed.
     *
     * @param statements the path of each bundle among the artifacts, and what goes into it
     * @return who signed each
     * @throws InTotoException if the key or a service does not do its part
     */
    Map<String, StatementSigner.Signed> sign(Map<String, Statement> statements, StatementSigner signer)
            throws InTotoException, IOException, InterruptedException {
        var signed = new TreeMap<String, StatementSigner.Signed>();
        var lines = new TreeMap<String, byte[]>();
        int subjects = 0;
        for (var entry : statements.entrySet()) {
            var each = signer.sign(entry.getValue());
            signed.put(entry.getKey(), each);
            lines.put(entry.getKey(), each.line());
            subjects += entry.getValue().subjects().size();
        }
        var action = InTotoAction.of(run);
        // Parallel branches may add to one bundle.
        synchronized (action) {
            new ArchivedBundles(run).append(lines, listener);
            var index = new AttestationIndex(run);
            for (var entry : statements.entrySet()) {
                var by = signed.get(entry.getKey());
                index.add(Map.of(entry.getKey(), entry.getValue()), by.keyId(), by.name());
            }
            action.attested(subjects);
        }
        return signed;
    }
}
