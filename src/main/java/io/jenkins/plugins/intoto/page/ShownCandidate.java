package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.ArrayList;
import java.util.List;

/** An attestation that was looked at for an expectation, and what came of it. All text is safe to show as text. */
public final class ShownCandidate {
    private final String sha256;
    private final String artifact;
    private final String place;
    private final String sentence;
    private final List<String> remarks;
    private final List<String> meant;

    private ShownCandidate(
            String sha256, String artifact, String place, String sentence, List<String> remarks, List<String> meant) {
        this.sha256 = sha256;
        this.artifact = artifact;
        this.place = DisplayText.of(place);
        this.sentence = sentence;
        this.remarks = List.copyOf(remarks);
        this.meant = List.copyOf(meant);
    }

    /**
     * @param artifact the SHA-256 of the artifact of the expectation; empty if it has none
     * @param candidate what the report says
     */
    static ShownCandidate of(String artifact, JsonObject candidate) throws MalformedJsonException {
        var remarks = new ArrayList<String>();
        for (var remark : candidate.objects("remarks")) {
            var pointer = DisplayText.of(remark.string("pointer"));
            remarks.add((pointer.isEmpty() ? "" : pointer + ": ") + remark.string("sentence"));
        }
        var meant = new ArrayList<String>();
        if (candidate.has("meant")) {
            var subject = candidate.object("meant");
            meant.add(DisplayText.of(subject.string("name")));
            for (var algorithm : subject.object("digests").names()) {
                meant.add(DisplayText.of(
                        algorithm + ":" + subject.object("digests").string(algorithm)));
            }
        }
        return new ShownCandidate(
                candidate.string("sha256", ""),
                artifact,
                candidate.string("bundle") + ":" + candidate.integer("line"),
                candidate.string("sentence"),
                remarks,
                meant);
    }

    /** Which bundle and which line of it. */
    public String getPlace() {
        return place;
    }

    /** What came of it. */
    public String getSentence() {
        return sentence;
    }

    /** What is wrong with its predicate. */
    public List<String> getRemarks() {
        return remarks;
    }

    /** If it is about other artifacts, the one that seems to be meant: its name, then its digests; else empty. */
    public List<String> getMeant() {
        return meant;
    }

    /** The digest of its line. */
    String sha256() {
        return sha256;
    }

    /** The SHA-256 of the artifact that it was to be about; empty if it has none. */
    String artifact() {
        return artifact;
    }
}
