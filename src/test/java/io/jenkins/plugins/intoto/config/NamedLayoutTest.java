package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.security.ACL;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.UnsignedEnvelope;
import io.jenkins.plugins.intoto.engine.key.UnreadableKeyException;
import io.jenkins.plugins.intoto.engine.model.Layout;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.access.AccessDeniedException;

class NamedLayoutTest {
    private static final Instant FAR = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir
    Path home;

    private LocalJenkins jenkins;
    private final NamedLayout.DescriptorImpl form = new NamedLayout.DescriptorImpl();

    @BeforeEach
    void start() {
        jenkins = new LocalJenkins(home);
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    private static UnsignedEnvelope layout() {
        return LayoutSamples.layout(FAR, EnvelopeFormat.METABLOCK, "build");
    }

    private static String link() throws Exception {
        var link = new Link("build", List.of(), Artifacts.NONE, Artifacts.NONE, Map.of(), Map.of());
        return LayoutSamples.signed(UnsignedEnvelope.of(link, EnvelopeFormat.METABLOCK));
    }

    @ParameterizedTest
    @EnumSource
    void aLayoutIsReadFromEitherEnvelope(EnvelopeFormat format) throws Exception {
        var named = new NamedLayout("release", LayoutSamples.signed(LayoutSamples.layout(FAR, format, "build")));

        var envelope = named.envelope();

        assertThat(((Layout) envelope.payload()).steps()).hasSize(1);
        assertThat(envelope.signatureBy(LayoutSamples.OWNER.publicKey(), Instant.now()))
                .isPresent();
    }

    @Test
    void noSublayoutIsAllowedUnlessItIsConfigured() {
        var named = new NamedLayout("release", "{}");

        assertThat(named.getAllowSublayouts()).isEmpty();
        named.setAllowSublayouts(" build, test ");
        assertThat(ListText.entries(named.getAllowSublayouts())).containsExactly("build", "test");
        named.setAllowSublayouts(null);
        assertThat(named.getAllowSublayouts()).isEmpty();
    }

    @Test
    void aLinkIsNoLayout() throws Exception {
        var named = new NamedLayout("release", link());

        assertThatExceptionOfType(MalformedMetadataException.class)
                .isThrownBy(named::envelope)
                .withMessage("layout 'release': is a link, not a layout");
    }

    @Test
    void itsKeysAreRead() throws Exception {
        var named = new NamedLayout("release", "");
        named.setLayoutKeys(List.of(LayoutSamples.ownerKey()));

        assertThat(named.verificationKeys()).containsExactly(LayoutSamples.OWNER.publicKey());
    }

    @Test
    void oneKeyThatCannotBeReadLeavesNoneToVerifyWith() {
        var named = new NamedLayout("release", "");
        named.setLayoutKeys(List.of(LayoutSamples.ownerKey(), new TrustedKey("second", "nonsense")));

        assertThatExceptionOfType(UnreadableKeyException.class)
                .isThrownBy(named::verificationKeys)
                .withMessageContaining("second");
    }

    @Test
    void withoutKeysItHasNone() throws Exception {
        var named = new NamedLayout("release", "");
        named.setLayoutKeys(null);

        assertThat(named.verificationKeys()).isEmpty();
    }

    @Test
    void theFormTellsStepsAndExpiry() throws Exception {
        var answer = form.doCheckLayout(LayoutSamples.signed(layout()));

        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml()).contains("build").contains("2999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-07-15T12:00:00Z", "2999-07-15T12:00:00Z"})
    void theFormWritesTimesInTheLanguageOfTheReaderWithTheZone(String expires) throws Exception {
        var zone = DateTimeFormatter.ofPattern("z", Locale.GERMAN).withZone(ZoneId.systemDefault());
        var layout = LayoutSamples.layout(Instant.parse(expires), EnvelopeFormat.METABLOCK, "build");

        var answer = GermanReader.reads(() -> form.doCheckLayout(LayoutSamples.signed(layout)));

        assertThat(answer.renderHtml())
                .contains("15.07." + expires.substring(0, 4))
                .contains(" " + zone.format(Instant.parse(expires)))
                .doesNotContain(expires);
    }

    @Test
    void theFormPointsAtTheDefect() throws Exception {
        var answer = form.doCheckLayout(LayoutSamples.signed(layout()).replace(FAR.toString(), "tomorrow"));

        assertThat(answer.kind).isEqualTo(Kind.ERROR);
        assertThat(answer.renderHtml()).contains("/expires");
    }

    @Test
    void theFormWarnsOfALayoutThatExpiresSoon() throws Exception {
        var soon = LayoutSamples.layout(Instant.now().plusSeconds(86_400), EnvelopeFormat.METABLOCK, "build");

        var answer = form.doCheckLayout(LayoutSamples.signed(soon));

        assertThat(answer.kind).isEqualTo(Kind.WARNING);
        assertThat(answer.renderHtml()).contains("expires soon");
    }

    @Test
    void aFreshFormIsNotRed() {
        assertThat(form.doCheckLayout("").kind).isEqualTo(Kind.OK);
    }

    @Test
    void theFormRefusesALink() throws Exception {
        assertThat(form.doCheckLayout(link()).kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void theFormWarnsOfALayoutThatNobodySigned() {
        var answer = form.doCheckLayout(LayoutSamples.unsigned(layout()));

        assertThat(answer.kind).isEqualTo(Kind.WARNING);
        assertThat(answer.renderHtml()).contains("not signed");
    }

    @Test
    void theFormWarnsOfALayoutThatHasExpired() throws Exception {
        var expired = LayoutSamples.layout(Instant.EPOCH, EnvelopeFormat.METABLOCK, "build");

        var answer = form.doCheckLayout(LayoutSamples.signed(expired));

        assertThat(answer.kind).isEqualTo(Kind.WARNING);
        assertThat(answer.renderHtml()).contains("The layout expired at ");
    }

    @Test
    void theFormShowsNamesAsText() throws Exception {
        var named = LayoutSamples.layout(FAR, EnvelopeFormat.METABLOCK, "<b>\u202e");

        assertThat(form.doCheckLayout(LayoutSamples.signed(named)).renderHtml())
                .contains("&lt;b>\\u202e")
                .doesNotContain("\u202e");
    }

    @Test
    void onlyAnAdministratorIsAnswered() {
        jenkins.allowing((who, permission) -> false);
        try (var anyone = ACL.as2(new LocalUser("anyone"))) {
            assertThat(anyone).isNotNull();
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> form.doCheckLayout("{}"));
        }
    }
}
