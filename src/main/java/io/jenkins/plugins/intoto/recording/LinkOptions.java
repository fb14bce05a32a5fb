package io.jenkins.plugins.intoto.recording;

import hudson.AbortException;
import hudson.Util;
import io.jenkins.plugins.intoto.config.ListText;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.run.Choice;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundSetter;

/** What a link says besides its files, and in which form. */
public abstract class LinkOptions extends FileOptions {
    private static final long serialVersionUID = 1L;
    private static final String DEFAULT_FORMAT = Choice.word(Format.LINK);

    /** The envelope of a link: a Metablock, or a DSSE envelope. */
    private enum Format {
        LINK,
        DSSE
    }

    private String command;
    private String environment;
    private boolean recordCommands;
    private String format = DEFAULT_FORMAT;
    private String keyIds;

    /** The command that the link names, as on a command line; null for none. */
    public String getCommand() {
        return command;
    }

    /** See {@link #getCommand()}. */
    @DataBoundSetter
    public void setCommand(String command) {
        this.command = Util.fixEmptyAndTrim(command);
    }

    /** Names of environment variables to record, separated by commas; null for none. */
    public String getEnvironment() {
        return environment;
    }

    /** See {@link #getEnvironment()}. */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        this.environment = Util.fixEmptyAndTrim(environment);
    }

    /** Whether the shell steps that ran inside are listed in the byproducts. */
    public boolean isRecordCommands() {
        return recordCommands;
    }

    /** See {@link #isRecordCommands()}. */
    @DataBoundSetter
    public void setRecordCommands(boolean recordCommands) {
        this.recordCommands = recordCommands;
    }

    /** The envelope of the link: {@code link} or {@code dsse}. */
    public String getFormat() {
        return format;
    }

    /** See {@link #getFormat()}. */
    @DataBoundSetter
    public void setFormat(String format) {
        this.format = format;
    }

    /** Which key id names the file: {@code legacy} or {@code current}; null for the global default. */
    public String getKeyIds() {
        return keyIds;
    }

    /** See {@link #getKeyIds()}. */
    @DataBoundSetter
    public void setKeyIds(String keyIds) {
        this.keyIds = Util.fixEmptyAndTrim(keyIds);
    }

    List<String> commandWords() {
        return command == null ? List.of() : List.of(Util.tokenize(command));
    }

    List<String> environmentNames() {
        return ListText.entries(environment);
    }

    EnvelopeFormat envelopeFormat() throws AbortException {
        return switch (Choice.of(Format.class, "format", format)) {
            case LINK -> EnvelopeFormat.METABLOCK;
            case DSSE -> EnvelopeFormat.DSSE;
        };
    }

    Optional<KeyIdRule> keyIdRule() throws AbortException {
        return keyIds == null ? Optional.empty() : Optional.of(Choice.of(KeyIdRule.class, "keyIds", keyIds));
    }

    /** Refuses words that are none of their choices. */
    final void checkWords() throws AbortException {
        envelopeFormat();
        keyIdRule();
        algorithms();
    }

    /** What was saved by hand, or before an option was there, lacks it. */
    protected Object readResolve() {
        format = format == null ? DEFAULT_FORMAT : format;
        return this;
    }
}
