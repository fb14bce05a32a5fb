package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.Signer;
import io.jenkins.plugins.intoto.engine.key.SigningProgram;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A program that holds a key and signs with it. Only administrators enter one, since it runs as the user of Jenkins. */
public final class NamedProgram implements Describable<NamedProgram> {
    private static final Logger LOGGER = Logger.getLogger(NamedProgram.class.getName());
    private static final int LONGEST_SECONDS = 3600;

    private final String name;
    private final String command;
    private int timeLimit = (int) SigningProgram.DEFAULT_TIME_LIMIT.toSeconds();

    /**
     * @param name what credentials call the program
     * @param command the path of the program, which is started without arguments
     */
    @DataBoundConstructor
    public NamedProgram(@CheckForNull String name, @CheckForNull String command) {
        this.name = FormText.of(name);
        this.command = FormText.of(command);
    }

    /** What credentials call the program. */
    public String getName() {
        return name;
    }

    /** The path of the program. */
    public String getCommand() {
        return command;
    }

    /** How long an answer may take, in seconds. */
    public int getTimeLimit() {
        return timeLimit;
    }

    @DataBoundSetter
    public void setTimeLimit(int timeLimit) {
        this.timeLimit = timeLimit;
    }

    /**
     * Refuses what cannot be a program.
     *
     * @throws IllegalArgumentException with a sentence that names the program
     */
    void check() {
        if (command.isEmpty()) {
            throw new IllegalArgumentException(Messages.NamedProgram_CommandMissing(source()));
        }
        if (timeLimit < 1 || timeLimit > LONGEST_SECONDS) {
            throw new IllegalArgumentException(Messages.NamedProgram_TimeLimit(source(), LONGEST_SECONDS));
        }
    }

    private String source() {
        return DisplayText.of(Messages.NamedProgram_Source(name));
    }

    /**
     * Starts the program and asks it for its key. It runs until the signer is closed.
     *
     * @throws InTotoException if the program does not do its part
     * @throws IOException if the thread is interrupted
     */
    public Signer open() throws InTotoException, IOException {
        var program = new SigningProgram(
                Path.of(command),
                Duration.ofSeconds(timeLimit),
                Set.of(),
                line -> LOGGER.log(Level.FINE, "{0}: {1}", new Object[] {source(), line}));
        Signer key = null;
        try {
            key = program.key();
            return key;
        } finally {
            if (key == null) {
                program.close();
            }
        }
    }

    /** The form of a program. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<NamedProgram> {
        @Override
        public String getDisplayName() {
            return Messages.NamedProgram_DisplayName();
        }

        /** Whether there is such a program. */
        @POST
        public FormValidation doCheckCommand(@QueryParameter String value) {
            return FormText.checkFile(value, Messages.NamedProgram_NoProgram());
        }

        /** Whether the text is a number of seconds that can be set. */
        @POST
        public FormValidation doCheckTimeLimit(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return seconds(value).isPresent()
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.NamedProgram_NoTimeLimit(LONGEST_SECONDS));
        }

        private static OptionalInt seconds(String text) {
            var digits = FormText.of(text);
            int seconds = digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
            return seconds >= 1 && seconds <= LONGEST_SECONDS ? OptionalInt.of(seconds) : OptionalInt.empty();
        }

        /** Starts the program as entered, and says which key it holds. */
        @POST
        public FormValidation doTest(@QueryParameter String command, @QueryParameter String timeLimit) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            if (seconds(timeLimit).isEmpty()) {
                return FormValidation.error(Messages.NamedProgram_NoTimeLimit(LONGEST_SECONDS));
            }
            var program = new NamedProgram("", command);
            program.setTimeLimit(seconds(timeLimit).getAsInt());
            try (var signer = program.open()) {
                var key = signer.publicKey();
                return FormValidation.ok(Messages.NamedProgram_Key(key.keytype(), key.keyId()));
            } catch (InTotoException | IOException e) {
                return FormValidation.error(DisplayText.of(e.getMessage()));
            }
        }
    }
}
