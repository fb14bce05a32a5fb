package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.model.Descriptor.FormException;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.LocalJenkins;
import net.sf.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.StaplerRequest2;

class InTotoConfigurationTest {
    private final InTotoConfiguration configuration = new InTotoConfiguration();

    @Test
    void itIsThatOfTheRunningJenkins(@TempDir Path home) {
        try (var jenkins = new LocalJenkins(home).with(configuration)) {
            assertThat(jenkins).isNotNull();
            assertThat(InTotoConfiguration.get()).isSameAs(configuration);
        }
    }

    @Test
    void nothingIsTrustedOrAllowedUnlessItIsConfigured() {
        assertThat(configuration.getLayouts()).isEmpty();
        assertThat(configuration.getTrustedKeys()).isEmpty();
        assertThat(configuration.isInspectionsAllowed()).isFalse();
        assertThat(configuration.defaultExcludePatterns()).isEmpty();
        assertThat(configuration.keyIdRule()).isEqualTo(KeyIdRule.LEGACY);
    }

    @Test
    void aLayoutIsFoundByItsName() {
        var release = LayoutSamples.named("release");
        configuration.setLayouts(List.of(LayoutSamples.named("other"), release));

        assertThat(configuration.layout("release")).containsSame(release);
        assertThat(configuration.layout("Release")).isEmpty();
    }

    @Test
    void aTrustedKeyIsFoundByItsName() {
        var owner = LayoutSamples.ownerKey();
        configuration.setTrustedKeys(List.of(owner));

        assertThat(configuration.trustedKey("owner")).containsSame(owner);
        assertThat(configuration.trustedKey("")).isEmpty();
    }

    @Test
    void excludesAreListedAsLinesOrWithCommas() {
        configuration.setDefaultExcludes("**/node_modules/**,\r\n**/*.tmp\r\n");

        assertThat(configuration.defaultExcludePatterns()).containsExactly("**/node_modules/**", "**/*.tmp");
    }

    @Test
    void eitherRuleCanNameTheLinks() {
        configuration.setKeyIds("current");

        assertThat(configuration.keyIdRule()).isEqualTo(KeyIdRule.CURRENT);
        assertThat(configuration.getKeyIds()).isEqualTo("current");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "LEGACY", "sha256"})
    void noOtherRuleDoes(String keyIds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setKeyIds(keyIds))
                .withMessageContaining("legacy");
        assertThat(configuration.keyIdRule()).isEqualTo(KeyIdRule.LEGACY);
    }

    @Test
    void aFormWithoutEntriesLeavesNone() throws Exception {
        configuration.setLayouts(List.of(LayoutSamples.named("release")));
        configuration.setTrustedKeys(List.of(LayoutSamples.ownerKey()));

        configuration.configure(form(() -> {}), new JSONObject());

        assertThat(configuration.getLayouts()).isEmpty();
        assertThat(configuration.getTrustedKeys()).isEmpty();
    }

    @Test
    void theOldEntriesHoldUntilTheFormIsRead() throws Exception {
        configuration.setLayouts(List.of(LayoutSamples.named("release")));
        configuration.setTrustedKeys(List.of(LayoutSamples.ownerKey()));
        var seen = new ArrayList<Object>();

        configuration.configure(
                form(() -> {
                    seen.addAll(configuration.getLayouts());
                    seen.addAll(configuration.getTrustedKeys());
                }),
                new JSONObject());

        assertThat(seen).hasSize(2);
    }

    @Test
    void aFormWithEntriesReplacesThem() throws Exception {
        configuration.setTrustedKeys(List.of(LayoutSamples.ownerKey()));

        var other = new TrustedKey("other", LayoutSamples.ownerKey().getPublicKey());
        configuration.configure(form(() -> configuration.setTrustedKeys(List.of(other))), new JSONObject());

        assertThat(configuration.getTrustedKeys())
                .extracting(TrustedKey::getName)
                .containsExactly("other");
    }

    /** A submitted form that does what its entries would. */
    private static StaplerRequest2 form(Runnable binding) {
        return (StaplerRequest2) Proxy.newProxyInstance(
                InTotoConfigurationTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("bindJSONToList")) {
                        return List.of();
                    }
                    binding.run();
                    return null;
                });
    }

    private void refused(List<NamedLayout> layouts, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setLayouts(layouts))
                .satisfies(failure ->
                        assertThat(failure.getMessage()).contains(words).doesNotContain("\n"));
        assertThat(configuration.getLayouts()).isEmpty();
    }

    @Test
    void whatIsNoLayoutIsRefusedWithThePlaceOfTheDefect() {
        var good = LayoutSamples.named("good");
        refused(List.of(good, new NamedLayout("broken", "{}")), "layout 'broken'");
        var late = new NamedLayout("late", good.getLayout().replace("2999-01-01T00:00:00Z", "tomorrow"));
        late.setLayoutKeys(good.getLayoutKeys());
        refused(List.of(late), "layout 'late'", "/expires");
    }

    @Test
    void aLayoutWithoutAKeyOrANameAndTwoOfOneNameAreRefused() {
        var good = LayoutSamples.named("good");
        refused(List.of(new NamedLayout("alone", good.getLayout())), "layout 'alone'", "has no key");
        refused(List.of(LayoutSamples.named(" ")), "has no name");
        refused(List.of(good, LayoutSamples.named("good")), "two entries", "'good'");
    }

    @Test
    void aKeyThatIsNoneIsRefusedWithoutBeingQuoted() {
        var layout = LayoutSamples.named("release");
        layout.setLayoutKeys(List.of(new TrustedKey("owner", "9d61b19deffd5a60ba844af492ec2cc4")));
        refused(List.of(layout), "trusted key 'owner'");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setTrustedKeys(List.of(new TrustedKey("seed", "secret"))))
                .satisfies(failure ->
                        assertThat(failure.getMessage()).contains("'seed'").doesNotContain("secret"));
        assertThat(configuration.getTrustedKeys()).isEmpty();
    }

    @Test
    void aFormWithALayoutThatIsNoneChangesNothing() {
        configuration.setLayouts(List.of(LayoutSamples.named("release")));
        var form = (StaplerRequest2) Proxy.newProxyInstance(
                InTotoConfigurationTest.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("bindJSONToList") && arguments[0] == NamedLayout.class) {
                        return List.of(new NamedLayout("broken", "{}"));
                    }
                    if (method.getName().equals("bindJSONToList")) {
                        return List.of();
                    }
                    throw new AssertionError("nothing is bound");
                });

        assertThatExceptionOfType(FormException.class)
                .isThrownBy(() -> configuration.configure(form, new JSONObject()))
                .withMessageContaining("layout 'broken'");
        assertThat(configuration.getLayouts()).extracting(NamedLayout::getName).containsExactly("release");
    }

    @Test
    void whatWasHandedOutDoesNotChange() {
        configuration.setLayouts(List.of(LayoutSamples.named("release")));
        var layouts = configuration.getLayouts();

        configuration.setLayouts(null);

        assertThat(layouts).hasSize(1);
        assertThat(configuration.getLayouts()).isEmpty();
    }

    @Test
    void aLinkOfAMillionFilesFitsUnlessTheAdministratorSaysOtherwise() {
        assertThat(configuration.getLinkLimit()).isEqualTo(192);
        assertThat(configuration.getVerificationLimit()).isEqualTo(512);

        configuration.setLinkLimit(10);
        configuration.setVerificationLimit(20);

        assertThat(configuration.linkBytes()).isEqualTo(10 << 20);
        assertThat(configuration.verificationLimits().json().maxBytes()).isEqualTo(10 << 20);
        assertThat(configuration.verificationLimits().maxBytes()).isEqualTo(20 << 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2048, Integer.MAX_VALUE})
    void aLimitThatCannotBeIsRefused(int limit) {
        assertThatIllegalArgumentException().isThrownBy(() -> configuration.setLinkLimit(limit));
        assertThatIllegalArgumentException().isThrownBy(() -> configuration.setVerificationLimit(limit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2048", "99999999999", "", "1.5", "many"})
    void aLimitThatCannotBeIsAnErrorOfTheFormThatChangesNothing(String limit) {
        for (var field : List.of("linkLimit", "verificationLimit")) {
            var entered = new JSONObject();
            entered.put(field, limit);
            var form = form(() -> {
                throw new AssertionError("nothing is bound");
            });

            assertThatExceptionOfType(FormException.class)
                    .isThrownBy(() -> configuration.configure(form, entered))
                    .withMessageContaining("from 1 to 2047");
        }
    }

    @Test
    void aLengthOfLinesThatCannotBeIsAnErrorOfTheFormToo() {
        var entered = new JSONObject();
        entered.put("bundleLineLimit", "0");

        assertThatExceptionOfType(FormException.class)
                .isThrownBy(() -> new AttestationConfiguration().configure(form(() -> {}), entered))
                .withMessage("Longest line of a bundle, in MiB: enter a number of MiB from 1 to 2047");
    }

    @Test
    void whatASetterRefusesIsAnErrorOfTheForm() {
        var form = form(() -> configuration.setKeyIds("none"));

        assertThatExceptionOfType(FormException.class)
                .isThrownBy(() -> configuration.configure(form, new JSONObject()))
                .withMessageContaining("keyIds");
    }

    @Test
    void limitsThatCanBeAreBound() throws Exception {
        var entered = new JSONObject();
        entered.put("linkLimit", "2047");
        entered.put("verificationLimit", " 1");

        configuration.configure(form(() -> configuration.setLinkLimit(2047)), entered);

        assertThat(configuration.getLinkLimit()).isEqualTo(2047);
    }
}
