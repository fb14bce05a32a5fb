package io.jenkins.plugins.intoto.run;

import hudson.Util;
import io.jenkins.plugins.intoto.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.key.KeyIdRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundSetter;

/** What a link says besides its files, and in which form. */
public abstract class LinkOptions extends FileOptions {
    private static final long serialVersionUID = 1L;

    private String command;
    private String environment;
    private boolean recordCommands;
    private LinkFormat format = LinkFormat.LINK;
    private KeyIdRule keyIds;

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
        return format.toString();
    }

    /** See {@link #getFormat()}. */
    @DataBoundSetter
    public void setFormat(String format) {
        this.format = LinkFormat.of(format);
    }

    /** Which key id names the file: {@code legacy} or {@code current}; null for the global default. */
    public String getKeyIds() {
        return keyIds == null ? null : keyIds.name().toLowerCase(Locale.ROOT);
    }

    /** See {@link #getKeyIds()}. */
    @DataBoundSetter
    public void setKeyIds(String keyIds) {
        var name = Util.fixEmptyAndTrim(keyIds);
        this.keyIds = name == null ? null : KeyIdRule.valueOf(name.toUpperCase(Locale.ROOT));
    }

    List<String> commandWords() {
        return command == null ? List.of() : List.of(Util.tokenize(command));
    }

    List<String> environmentNames() {
        return words(environment);
    }

    EnvelopeFormat envelopeFormat() {
        return format.envelope();
    }

    Optional<KeyIdRule> keyIdRule() {
        return Optional.ofNullable(keyIds);
    }

    /** What was saved by hand, or before an option was there, lacks it. */
    protected Object readResolve() {
        format = format == null ? LinkFormat.LINK : format;
        return this;
    }
}
