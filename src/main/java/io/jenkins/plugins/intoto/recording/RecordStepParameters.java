package io.jenkins.plugins.intoto.recording;

import org.kohsuke.stapler.DataBoundSetter;

/** The optional parameters of {@link RecordStep}: those of a recording, each a parameter of the step. */
public abstract class RecordStepParameters extends FileParameters {
    /** See {@link RecordingOptions#getCommand}. */
    public String getCommand() {
        return options().getCommand();
    }

    /** See {@link RecordingOptions#getCommand}. */
    @DataBoundSetter
    public void setCommand(String command) {
        options().setCommand(command);
    }

    /** See {@link RecordingOptions#getEnvironment}. */
    public String getEnvironment() {
        return options().getEnvironment();
    }

    /** See {@link RecordingOptions#getEnvironment}. */
    @DataBoundSetter
    public void setEnvironment(String environment) {
        options().setEnvironment(environment);
    }

    /** See {@link RecordingOptions#getFormat}. */
    public String getFormat() {
        return options().getFormat();
    }

    /** See {@link RecordingOptions#getFormat}. */
    @DataBoundSetter
    public void setFormat(String format) {
        options().setFormat(format);
    }

    /** See {@link RecordingOptions#getKeyIds}. */
    public String getKeyIds() {
        return options().getKeyIds();
    }

    /** See {@link RecordingOptions#getKeyIds}. */
    @DataBoundSetter
    public void setKeyIds(String keyIds) {
        options().setKeyIds(keyIds);
    }

    /** See {@link RecordingOptions#isRecordCommands}. */
    public boolean isRecordCommands() {
        return options().isRecordCommands();
    }

    /** See {@link RecordingOptions#isRecordCommands}. */
    @DataBoundSetter
    public void setRecordCommands(boolean recordCommands) {
        options().setRecordCommands(recordCommands);
    }

    /** See {@link RecordingOptions#isArchive}. */
    public boolean isArchive() {
        return options().isArchive();
    }

    /** See {@link RecordingOptions#isArchive}. */
    @DataBoundSetter
    public void setArchive(boolean archive) {
        options().setArchive(archive);
    }

    /** See {@link RecordingOptions#getOnFailure}. */
    public String getOnFailure() {
        return options().getOnFailure();
    }

    /** See {@link RecordingOptions#getOnFailure}. */
    @DataBoundSetter
    public void setOnFailure(String onFailure) {
        options().setOnFailure(onFailure);
    }

    /** See {@link RecordingOptions#isAllowEmpty}. */
    public boolean isAllowEmpty() {
        return options().isAllowEmpty();
    }

    /** See {@link RecordingOptions#isAllowEmpty}. */
    @DataBoundSetter
    public void setAllowEmpty(boolean allowEmpty) {
        options().setAllowEmpty(allowEmpty);
    }

    /** See {@link RecordingOptions#isReplace}. */
    public boolean isReplace() {
        return options().isReplace();
    }

    /** See {@link RecordingOptions#isReplace}. */
    @DataBoundSetter
    public void setReplace(boolean replace) {
        options().setReplace(replace);
    }
}
