package io.jenkins.plugins.intoto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.engine.envelope.EnvelopeFormat;
import io.jenkins.plugins.intoto.engine.envelope.EnvelopeReader;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.key.KeyFiles;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.KeyIdRule;
import io.jenkins.plugins.intoto.engine.key.PassphraseSource;
import io.jenkins.plugins.intoto.engine.key.SigningKey;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.LinkFileNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandsTest {
    @TempDir
    Path directory;

    @TempDir
    Path keys;

    private SigningKey key;

    @BeforeEach
    void makeKeys() throws Exception {
        for (var name : new String[] {"alice", "bob"}) {
            Cli.in(keys).run("keygen", "-t", "ed25519", name).succeeded();
        }
        key = KeyFiles.readPrivate(keys.resolve("alice"), PassphraseSource.NONE);
        Files.writeString(directory.resolve("f"), "before");
    }

    private Cli.Result start(String name, String... more) {
        return record("start", name, "alice", more);
    }

    private Cli.Result stop(String name, String... more) {
        return record("stop", name, "alice", more);
    }

    private Cli.Result record(String command, String name, String keyFile, String... more) {
        var args = new java.util.ArrayList<>(java.util.List.of(
                "record", command, "-n", name, "-k", keys.resolve(keyFile).toString()));
        args.addAll(java.util.List.of(more));
        return Cli.in(directory).run(args.toArray(String[]::new));
    }

    private KeyId id(KeyIdRule rule) {
        return key.publicKey().idUnder(rule);
    }

    private Path unfinished(String name) {
        return directory.resolve(LinkFileNames.unfinished(name, id(KeyIdRule.LEGACY)));
    }

    private Path finished(Path folder, String name) {
        return folder.resolve(LinkFileNames.link(name, id(KeyIdRule.LEGACY)));
    }

    @Test
    void materialsAreRecordedAtTheStartAndProductsAtTheStop() throws Exception {
        start("edit", "-m", "f").succeeded();
        assertThat(unfinished("edit")).exists();
        Files.writeString(directory.resolve("f"), "after");
        stop("edit", "-p", "f").succeeded();

        assertThat(unfinished("edit")).doesNotExist();
        var envelope = EnvelopeReader.read(finished(directory, "edit"), JsonLimits.DEFAULT);
        assertThat(envelope.signatureBy(key.publicKey(), Instant.now())).isPresent();
        var link = (Link) envelope.payload();
        assertThat(link.name()).isEqualTo("edit");
        assertThat(link.command()).isEmpty();
        assertThat(link.byproducts()).isEmpty();
        assertThat(link.materials().size()).isEqualTo(1);
        assertThat(link.products().find("f"))
                .isPresent()
                .isNotEqualTo(link.materials().find("f"));
    }

    @Test
    void theKindOfEnvelopeIsKept() throws Exception {
        start("edit", "--use-dsse").succeeded();
        stop("edit").succeeded();

        assertThat(EnvelopeReader.read(finished(directory, "edit"), JsonLimits.DEFAULT)
                        .format())
                .isEqualTo(EnvelopeFormat.DSSE);
    }

    @Test
    void anUnfinishedLinkIsFoundByEitherId() {
        start("edit", "--keyid", "current").succeeded();
        stop("edit").succeeded();

        assertThat(directory.resolve(LinkFileNames.unfinished("edit", id(KeyIdRule.CURRENT))))
                .doesNotExist();
        assertThat(finished(directory, "edit")).exists();
    }

    @Test
    void theDigestsAreThoseOfTheStart() throws Exception {
        start("edit", "-m", "f", "--hash", "sha512").succeeded();
        stop("edit", "-p", "f").succeeded();

        var link = (Link) EnvelopeReader.read(finished(directory, "edit"), JsonLimits.DEFAULT)
                .payload();
        assertThat(link.products().find("f")).isEqualTo(link.materials().find("f"));
    }

    @Test
    void anotherKeyCannotStop() {
        start("edit").succeeded();

        assertThat(record("stop", "edit", "bob").failure()).contains("no such file", "another key");
        assertThat(unfinished("edit")).exists();
    }

    @Test
    void aStepThatWasNotStartedCannotBeStopped() {
        assertThat(stop("edit").failure()).contains(".edit.", "not started");
    }

    @Test
    void anUnfinishedLinkThatWasChangedIsRefused() throws Exception {
        start("edit", "-m", "f").succeeded();
        var text = Files.readString(unfinished("edit"));
        Files.writeString(unfinished("edit"), text.replace("\"f\"", "\"g\""));

        assertThat(stop("edit", "-p", "f").failure())
                .contains(unfinished("edit").toString(), "no valid signature");
        assertThat(finished(directory, "edit")).doesNotExist();
        assertThat(unfinished("edit")).exists();
    }

    @Test
    void anUnfinishedLinkOfAnotherStepIsRefused() throws Exception {
        start("edit").succeeded();
        Files.move(unfinished("edit"), unfinished("other"));

        assertThat(stop("other").failure()).contains("is not a link of step 'other'");
    }

    @Test
    void garbageInPlaceOfTheUnfinishedLinkIsNamed() throws Exception {
        Files.writeString(unfinished("edit"), "garbage");

        assertThat(stop("edit").failure()).contains(unfinished("edit").toString());
    }

    @Test
    void theUnfinishedLinkStaysIfTheLinkCannotBeWritten() throws Exception {
        start("edit").succeeded();

        assertThat(stop("edit", "-d", "nowhere").failure()).contains("nowhere");
        Files.createDirectory(finished(directory, "edit"));
        assertThat(stop("edit").failure()).contains("is a directory");
        assertThat(unfinished("edit")).exists();
    }

    @Test
    void theLinkGoesToAnotherDirectoryOnRequest() throws Exception {
        var metadata = Files.createDirectory(directory.resolve("metadata"));
        start("edit").succeeded();
        stop("edit", "-d", "metadata").succeeded();

        assertThat(finished(metadata, "edit")).exists();
        assertThat(unfinished("edit")).doesNotExist();
    }

    @Test
    void namesThatLeaveTheDirectoryAreWrong() {
        assertThat(start("../x").usageError()).contains("cannot name a step");
        assertThat(stop("../x").usageError()).contains("cannot name a step");
    }
}
