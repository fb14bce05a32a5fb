package io.jenkins.plugins.intoto.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.intoto.config.NamedProgram;
import io.jenkins.plugins.intoto.config.SigningConfiguration;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException.Reason;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A program of the global configuration that signs. Only administrators enter one, since a program may sign for whoever names it.
 */
public final class ExternalProgram extends SigningService {
    private final String programName;

    /**
     * @param programName the name of a program of the global configuration
     * @throws org.springframework.security.access.AccessDeniedException if the user is not an administrator
     */
    @DataBoundConstructor
    public ExternalProgram(@CheckForNull String programName) {
        this.programName = Util.fixNull(programName).strip();
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    }

    /** What arrives as XML is not made by the constructor; what was saved is read by Jenkins itself. */
    private Object readResolve() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
    }

    /** The name of the program in the global configuration. */
    public String getProgramName() {
        return programName;
    }

    @Override
    public Signer open(String source) throws InTotoException, IOException {
        return SigningConfiguration.get()
                .program(programName)
                .orElseThrow(() -> new UnreadableKeyException(
                        source, Reason.NO_SUCH_FILE, DisplayText.of(Messages.ExternalProgram_NoProgram(programName))))
                .open();
    }

    /** The form of an external program. */
    @Extension
    @Symbol("externalProgram")
    public static final class DescriptorImpl extends Descriptor<SigningService> {
        @Override
        public String getDisplayName() {
            return Messages.ExternalProgram_DisplayName();
        }

        /** The programs to choose from. */
        @POST
        public ListBoxModel doFillProgramNameItems(@QueryParameter String programName) {
            return SigningKeyForm.names(
                    SigningConfiguration.get().getPrograms().stream().map(NamedProgram::getName), programName);
        }
    }
}
