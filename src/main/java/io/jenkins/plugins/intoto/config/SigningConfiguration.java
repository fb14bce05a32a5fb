package io.jenkins.plugins.intoto.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PersistentDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** What holds keys outside of Jenkins; an administrator decides that, since libraries and programs are code. */
@Extension(ordinal = -22) // after the sections that it belongs to
@Symbol("inTotoSigning")
public final class SigningConfiguration extends GlobalConfiguration implements PersistentDescriptor {
    private volatile List<NamedToken> tokens = new ArrayList<>();
    private volatile List<NamedProgram> programs = new ArrayList<>();

    /** The configuration of this Jenkins. */
    public static SigningConfiguration get() {
        return ExtensionList.lookupSingleton(SigningConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.SigningConfiguration_DisplayName();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        // a form whose entries were all deleted is silent on the list
        var tokensBefore = tokens;
        var programsBefore = programs;
        try {
            checkTokens(request.bindJSONToList(NamedToken.class, form.opt("tokens")));
            checkPrograms(request.bindJSONToList(NamedProgram.class, form.opt("programs")));
            request.bindJSON(this, form);
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, "tokens");
        }
        if (tokens == tokensBefore) {
            setTokens(null);
        }
        programs = programs == programsBefore ? new ArrayList<>() : programs;
        save();
        return true;
    }

    /** The tokens that credentials can name. */
    public List<NamedToken> getTokens() {
        return List.copyOf(tokens);
    }

    private static void checkTokens(@CheckForNull List<NamedToken> tokens) {
        if (tokens != null) {
            FormText.checkNames(
                    Messages.NamedToken_DisplayName(),
                    tokens.stream().map(NamedToken::getName).toList());
            tokens.forEach(NamedToken::check);
        }
    }

    /**
     * @throws IllegalArgumentException if one has no library or no name, or has the name of another one
     */
    @DataBoundSetter
    public void setTokens(@CheckForNull List<NamedToken> tokens) {
        checkTokens(tokens);
        this.tokens = tokens == null ? new ArrayList<>() : new ArrayList<>(tokens);
        save();
        endOtherSessions();
    }

    /** Ends the sessions with tokens that are not, or not in this way, among those that credentials can name. */
    void endOtherSessions() {
        TokenSession.retain(tokens.stream().map(NamedToken::access).collect(Collectors.toSet()));
    }

    /**
     * Finds a token by its name.
     *
     * @param name the name; case counts
     */
    public Optional<NamedToken> token(String name) {
        return tokens.stream().filter(token -> token.getName().equals(name)).findFirst();
    }

    /** The programs that credentials can name. */
    public List<NamedProgram> getPrograms() {
        return List.copyOf(programs);
    }

    private static void checkPrograms(@CheckForNull List<NamedProgram> programs) {
        if (programs != null) {
            FormText.checkNames(
                    Messages.NamedProgram_DisplayName(),
                    programs.stream().map(NamedProgram::getName).toList());
            programs.forEach(NamedProgram::check);
        }
    }

    /**
     * @throws IllegalArgumentException if one has no command, no name or no time, or has the name of another one
     */
    @DataBoundSetter
    public void setPrograms(@CheckForNull List<NamedProgram> programs) {
        checkPrograms(programs);
        this.programs = programs == null ? new ArrayList<>() : new ArrayList<>(programs);
        save();
    }

    /**
     * Finds a program by its name.
     *
     * @param name the name; case counts
     */
    public Optional<NamedProgram> program(String name) {
        return programs.stream()
                .filter(program -> program.getName().equals(name))
                .findFirst();
    }
}
