package io.jenkins.plugins.intoto.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.KeyFileWriter;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerResponse2;

/** The public part of a signing key as a file, for those who may see the credential. */
final class PublicKeyDownload {
    private PublicKeyDownload() {}

    static void send(StaplerResponse2 response, Item item, String id) throws IOException {
        AccessControlled context = item == null ? Jenkins.get() : item;
        context.checkPermission(CredentialsProvider.VIEW);
        var credential =
                CredentialsProvider.lookupCredentialsInItem(SigningKeyCredentials.class, item, ACL.SYSTEM2, List.of())
                        .stream()
                        .filter(key -> key.getId().equals(id))
                        .findFirst()
                        .orElseThrow(HttpResponses::notFound);
        byte[] pem;
        try (var signer = credential.open("the key")) {
            pem = KeyFileWriter.publicPem(signer.publicKey());
        } catch (InTotoException | IOException e) {
            throw HttpResponses.notFound(); // the form of the credential says why
        }
        response.setContentType("application/x-pem-file");
        // an id may hold anything if it was not entered in a form
        var name = id.replaceAll("[^A-Za-z0-9_.-]", "_") + ".pub";
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.getOutputStream().write(pem);
    }
}
