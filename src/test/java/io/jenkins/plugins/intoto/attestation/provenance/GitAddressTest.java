package io.jenkins.plugins.intoto.attestation.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://host.example/team/app.git, git+https://host.example/team/app.git",
        "HTTPS://host.example/app, git+https://host.example/app",
        "ssh://git@host.example:2222/app.git, git+ssh://git@host.example:2222/app.git",
        "git@host.example:team/app.git, git+ssh://git@host.example/team/app.git",
        "host.example:/srv/app.git, git+ssh://host.example/srv/app.git",
        "/srv/git/app.git, git+file:///srv/git/app.git",
        "https://host.example/@scope/app, git+https://host.example/@scope/app",
        "https://host.example:8443/@scope/app, git+https://host.example:8443/@scope/app",
        "file:///srv/git/app.git, git+file:///srv/git/app.git",
    })
    void everyFormOfAnAddressBecomesAUri(String address, String uri) {
        assertThat(GitAddress.uri(address)).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user:s3cret@host.example/app.git",
        "https://s3cret@host.example/app.git",
        "ssh://git:s3cret@host.example/app.git",
        "https://host.example/app.git?token=s3cret",
        "git:s3cret@host.example:app.git",
        "https://bot:p@s3cret@host.example/app.git",
        "https://bot:se/s3cret@host.example/app.git",
        "https://bot:se@x/s3cret@host.example/app.git",
    })
    void whatLogsInIsNoPartOfIt(String address) {
        assertThat(GitAddress.uri(address)).doesNotContain("s3cret").startsWith("git+");
    }
}
