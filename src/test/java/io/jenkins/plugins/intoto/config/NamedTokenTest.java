package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import hudson.util.Secret;
import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.SoftHsm;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.access.AccessDeniedException;

/** Tokens of the global configuration. */
class NamedTokenTest {
    private static final String WRONG = "999999";

    @TempDir
    private Path folder;

    private final SigningConfiguration configuration = new SigningConfiguration();
    private final NamedToken.DescriptorImpl form = new NamedToken.DescriptorImpl();
    private LocalJenkins jenkins;

    @BeforeEach
    void startJenkins() {
        jenkins = new LocalJenkins(folder).with(configuration);
    }

    @AfterEach
    void stopJenkins() {
        configuration.setTokens(null);
        jenkins.close();
    }

    private static NamedToken token(String name, Path library, String label, String pin) {
        var token = new NamedToken(name, library.toString());
        token.setLabel(label);
        token.setPin(Secret.fromString(pin));
        return token;
    }

    private static NamedToken token(SoftHsm hsm, String pin) {
        return token("hsm", hsm.library(), hsm.label(), pin);
    }

    private FormValidation test(SoftHsm hsm, String pin) {
        return form.doTest(hsm.library().toString(), hsm.label(), "", Secret.fromString(pin));
    }

    private static String failure(NamedToken token) {
        try {
            token.key(Optional.of("release"), Optional.empty(), "the credential 'key'");
            return "";
        } catch (UnreadableKeyException e) {
            assertThat(e.getMessage()).doesNotContain(SoftHsm.PIN, WRONG, "pkcs11:", "in-toto key list");
            return e.getMessage();
        }
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void theTestOfATokenSaysWhichKeysItHolds() throws Exception {
        var hsm = SoftHsm.token(folder);
        assertThat(test(hsm, SoftHsm.PIN).kind).isEqualTo(Kind.WARNING);
        var publicKey = hsm.add("ec256", "release", "a1");

        var answer = test(hsm, SoftHsm.PIN);

        var id = KeyFiles.readPublic(publicKey).keyId();
        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml()).contains("'release' (ID a1): ecdsa key " + id);
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void aWrongPinIsNotTriedAgainUnlessAnAdministratorTestsOrChangesIt() throws Exception {
        var hsm = SoftHsm.token(folder);
        hsm.add("ec256", "release", "a1");
        var token = token(hsm, WRONG);

        assertThat(failure(token))
                .isEqualTo(
                        "in-toto token 'hsm': the PIN is wrong; it was tried once, since tokens lock after a few wrong ones");
        assertThat(failure(token))
                .startsWith("in-toto token 'hsm': the PIN was wrong when it was tried, and is not tried again");
        assertThat(failure(token(hsm, WRONG))).contains("is not tried again");
        assertThat(test(hsm, WRONG).renderHtml()).startsWith("The token: the PIN is wrong; it was tried once");
        assertThat(failure(token(hsm, SoftHsm.PIN))).isEmpty();
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void anotherPinIsTriedOnlyWhenTheTokenIsClosed() throws Exception {
        var hsm = SoftHsm.token(folder);
        hsm.add("ec256", "release", "a1");
        configuration.setTokens(List.of(token(hsm, SoftHsm.PIN)));
        assertThat(failure(configuration.token("hsm").orElseThrow())).isEmpty();

        assertThat(test(hsm, WRONG).renderHtml()).startsWith("The token is open with the PIN that was saved");
        configuration.setTokens(List.of(token(hsm, WRONG)));

        assertThat(failure(configuration.token("hsm").orElseThrow())).contains("the PIN is wrong");
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void aTokenThatIsTestedAndNotSavedIsNotLeftOpen() throws Exception {
        var hsm = SoftHsm.token(folder);
        hsm.add("ec256", "release", "a1");

        assertThat(test(hsm, SoftHsm.PIN).kind).isEqualTo(Kind.OK);

        assertThat(test(hsm, WRONG).renderHtml()).startsWith("The token: the PIN is wrong");
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void whatIsNotOnTheTokenIsCalledByTheCredential() throws Exception {
        var hsm = SoftHsm.token(folder);
        var token = token(hsm, SoftHsm.PIN);

        assertThat(failure(token)).isEqualTo("the credential 'key': the token holds no such private key");
        hsm.add("ec256", "release", "01");
        hsm.add("ec384", "release", "02");

        assertThat(failure(token))
                .isEqualTo("the credential 'key': the token holds 2 private keys that match; name one by its id");
        assertThat(token.key(Optional.empty(), Optional.of(new byte[] {2}), "key")
                        .publicKey()
                        .scheme())
                .isEqualTo("ecdsa-sha2-nistp384");
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void aTokenThatIsNotThereIsCalledByItsName() throws Exception {
        var hsm = SoftHsm.token(folder);

        assertThat(failure(token("hsm", hsm.library(), "other", SoftHsm.PIN)))
                .startsWith("in-toto token 'hsm': there is no such token; there is ")
                .contains(hsm.label());
    }

    @Test
    @RequiresTool(Tool.SOFTHSM)
    void withoutAPinTheTokenSaysSo() throws Exception {
        var hsm = SoftHsm.token(folder);

        assertThat(failure(token(hsm, ""))).isEqualTo("in-toto token 'hsm': is protected by a PIN, and none was given");
    }

    @Test
    void aLibraryThatIsNotThereOrNoneIsCalledThat() throws Exception {
        assertThat(failure(token("hsm", Path.of("/nowhere/lib.so"), "x", SoftHsm.PIN)))
                .isEqualTo("in-toto token 'hsm': there is no PKCS#11 library /nowhere/lib.so");
        var text = Files.writeString(folder.resolve("text.so"), "text");
        assertThat(failure(token("hsm", text, "x", SoftHsm.PIN)))
                .isEqualTo("in-toto token 'hsm': " + text + " cannot be loaded as a PKCS#11 library");

        assertThat(form.doCheckLibrary("/nowhere/lib.so").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckLibrary(text.toString()).kind).isEqualTo(Kind.OK);
        assertThat(form.doCheckLibrary(" ").kind).isEqualTo(Kind.OK);
        assertThat(form.doTest("", "", "", Secret.fromString("")).kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void theSlotIsANumber() {
        assertThat(form.doCheckSlot("a").kind).isEqualTo(Kind.ERROR);
        assertThat(form.doCheckSlot("12").kind).isEqualTo(Kind.OK);
        var token = token("hsm", Path.of("/lib.so"), "", SoftHsm.PIN);
        token.setSlot("first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setTokens(List.of(token)))
                .withMessage("in-toto token 'hsm': the slot is a number");
    }

    @Test
    void aTokenWithoutANameOrALibraryAndTwoOfOneNameAreRefused() {
        var good = token("hsm", Path.of("/lib.so"), "", SoftHsm.PIN);
        for (var bad : List.of(
                List.of(good, good),
                List.of(token("", Path.of("/lib.so"), "", SoftHsm.PIN)),
                List.of(new NamedToken("hsm", "")))) {
            assertThatIllegalArgumentException().isThrownBy(() -> configuration.setTokens(bad));
            assertThat(configuration.getTokens()).isEmpty();
        }
    }

    @Test
    void thePinIsStoredAsASecretAndShownNowhere() {
        var token = token("hsm", Path.of("/lib.so"), "a b;c", SoftHsm.PIN);

        assertThat(token.getPin()).isEqualTo(Secret.fromString(SoftHsm.PIN));
        assertThat(token.access()).hasToString("pkcs11:token=a%20b%3Bc;?module-path=%2Flib.so");
    }

    @Test
    void onlyAdministratorsTestTokens() throws Exception {
        jenkins.allowing((who, permission) -> !permission.equals(Jenkins.ADMINISTER));
        try (var someone = ACL.as2(new LocalUser("someone"))) {
            assertThat(someone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> form.doTest("/lib.so", "", "", Secret.fromString("")));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckLibrary("/lib.so"));
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckSlot("1"));
        }
    }
}
