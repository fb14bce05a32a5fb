package io.jenkins.plugins.intoto.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.Permission;
import hudson.util.FormValidation;
import hudson.util.FormValidation.Kind;
import io.jenkins.plugins.intoto.jenkinsapi.LocalJob;
import io.jenkins.plugins.intoto.jenkinsapi.LocalUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import jenkins.model.LocalJenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsDropDownTest {
    @TempDir
    Path home;

    private LocalJenkins jenkins;
    private final Item job = new LocalJob("job");

    @BeforeEach
    void start() throws Exception {
        jenkins = new LocalJenkins(home);
        SampleCredentials.add(SampleCredentials.own("own", "private/rsa.pkcs8.pem", null));
        SampleCredentials.add(SampleCredentials.file("file", "private/rsa.pkcs8.pem"));
        SampleCredentials.add(SampleCredentials.string("text", "hunter2"));
        SampleCredentials.add(SampleCredentials.ssh("ssh", null));
        SampleCredentials.add(SampleCredentials.certificate("certificate", null));
        SampleCredentials.add(SampleCredentials.userName("user"));
    }

    @AfterEach
    void stop() {
        jenkins.close();
    }

    /** What someone sees who has certain permissions, and Overall/Read and Job/Read anyway. */
    private <T> T as(Set<Permission> permissions, Supplier<T> view) {
        jenkins.allowing((who, permission) ->
                permissions.contains(permission) || permission.equals(Jenkins.READ) || permission.equals(Item.READ));
        try (var someone = ACL.as2(new LocalUser("someone"))) {
            assertThat(someone).isNotNull();
            return view.get();
        }
    }

    private List<String> ids(Item item, Permission... permissions) {
        return as(Set.of(permissions), () -> CredentialsDropDown.items(item, "present")).stream()
                .map(option -> option.value)
                .toList();
    }

    private FormValidation check(Item item, String id, Permission... permissions) {
        return as(Set.of(permissions), () -> CredentialsDropDown.check(item, id));
    }

    static Stream<Permission> thatShowIdsInAJob() {
        return Stream.of(Item.EXTENDED_READ, CredentialsProvider.USE_ITEM);
    }

    @ParameterizedTest
    @MethodSource("thatShowIdsInAJob")
    void whoConfiguresTheJobChoosesAmongTheKindsThatHoldKeys(Permission permission) {
        assertThat(ids(job, permission))
                .containsExactlyInAnyOrder("", "own", "file", "text", "ssh", "certificate", "present");
    }

    @Test
    void anAdministratorChoosesForJenkins() {
        assertThat(ids(null, Jenkins.ADMINISTER)).contains("own", "present");
    }

    @Test
    void whoMayOnlyReadSeesThePresentChoiceAlone() {
        assertThat(ids(job)).containsExactly("present");
        assertThat(ids(null)).containsExactly("present");
    }

    @Test
    void whoConfiguresAJobSeesNothingOfJenkins() {
        assertThat(ids(null, Item.EXTENDED_READ, CredentialsProvider.USE_ITEM)).containsExactly("present");
    }

    @Test
    void thereNeedBeNoPresentChoice() {
        var items = as(Set.of(Item.EXTENDED_READ), () -> CredentialsDropDown.items(job, null));

        assertThat(items).extracting(option -> option.value).contains("", "own").doesNotContain("present");
    }

    @ParameterizedTest
    @MethodSource("thatShowIdsInAJob")
    void aChoiceThatExistsIsFine(Permission permission) {
        assertThat(check(job, "own", permission).kind).isEqualTo(Kind.OK);
        assertThat(check(job, "own", permission).renderHtml()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "text", "ssh", "certificate"})
    void aKindThatJobsCanReadIsFineButSaidSo(String id) {
        var answer = check(job, id, Item.EXTENDED_READ);

        assertThat(answer.kind).isEqualTo(Kind.OK);
        assertThat(answer.renderHtml()).contains("Jobs can read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nosuch", "user"})
    void aChoiceThatDoesNotExistOrHoldsNoKeyIsAnError(String id) {
        assertThat(check(job, id, Item.EXTENDED_READ).kind).isEqualTo(Kind.ERROR);
    }

    @Test
    void aFreshFormIsNotRed() {
        assertThat(check(job, " ", Item.EXTENDED_READ).kind).isEqualTo(Kind.OK);
        assertThat(check(job, null, Item.EXTENDED_READ).kind).isEqualTo(Kind.OK);
    }

    @Test
    void aParameterIsNotKnownYet() {
        assertThat(check(job, "${KEY}", Item.EXTENDED_READ).kind).isEqualTo(Kind.WARNING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "file", "nosuch", "", "${KEY}"})
    void whoMayOnlyReadLearnsNothing(String id) {
        for (Item item : new Item[] {job, null}) {
            var answer = check(item, id);

            assertThat(answer.kind).isEqualTo(Kind.OK);
            assertThat(answer.renderHtml()).isEmpty();
        }
    }
}
