package io.jenkins.plugins.intoto.run;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.intoto.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.key.KeyIdRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** How a link is recorded: everything but the name of the step and the key. Each option has a default. */
public class RecordingOptions extends FileOptions implements Describable<RecordingOptions> {
    private static final long serialVersionUID = 1L;

    private String command;
    private String environment;
    private LinkFormat format = LinkFormat.LINK;
    private KeyIdRule keyIds;
    private boolean recordCommands;
    private boolean archive = true;
    private OnFailure onFailure = OnFailure.SKIP;
    private boolean replace;

    /** All options at their defaults. */
    @DataBoundConstructor
    public RecordingOptions() {}

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

    /** Whether the shell steps that ran inside are listed in the byproducts. */
    public boolean isRecordCommands() {
        return recordCommands;
    }

    /** See {@link #isRecordCommands()}. */
    @DataBoundSetter
    public void setRecordCommands(boolean recordCommands) {
        this.recordCommands = recordCommands;
    }

    /** Whether the link becomes an artifact of the build; if not, it is put into the directory. */
    public boolean isArchive() {
        return archive;
    }

    /** See {@link #isArchive()}. */
    @DataBoundSetter
    public void setArchive(boolean archive) {
        this.archive = archive;
    }

    /** What to do if the body fails: {@code skip} writes no link, {@code record} one that says so. */
    public String getOnFailure() {
        return onFailure.toString();
    }

    /** See {@link #getOnFailure()}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        this.onFailure = OnFailure.of(onFailure);
    }

    /** Whether a link of this step and key that the build has already may be replaced. */
    public boolean isReplace() {
        return replace;
    }

    /** See {@link #isReplace()}. */
    @DataBoundSetter
    public void setReplace(boolean replace) {
        this.replace = replace;
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

    /** Whether a link is written for a body that failed. */
    public boolean recordsFailures() {
        return onFailure == OnFailure.RECORD;
    }

    /** What was saved by hand, or before an option was there, lacks it. */
    protected Object readResolve() {
        format = format == null ? LinkFormat.LINK : format;
        onFailure = onFailure == null ? OnFailure.SKIP : onFailure;
        return this;
    }

    /** Describes the options to forms and scripts. */
    @Extension
    public static final class DescriptorImpl extends RecordingForm {
        @Override
        public String getDisplayName() {
            return "Recording options";
        }
    }
}
