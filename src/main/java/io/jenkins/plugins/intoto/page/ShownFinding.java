package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.text.DisplayText;

/** A failure or a warning of a verification as a page shows it. All text is safe to show as text. */
public final class ShownFinding {
    private final String sentence;
    private final String code;

    private ShownFinding(String sentence, String code) {
        this.sentence = sentence;
        this.code = code;
    }

    static ShownFinding of(JsonObject finding) throws MalformedJsonException {
        return new ShownFinding(finding.string("sentence"), DisplayText.of(finding.string("code")));
    }

    /** What is the matter, as one sentence without a final stop. */
    public String getSentence() {
        return sentence;
    }

    /** The class of the finding, for those who look it up. */
    public String getCode() {
        return code;
    }
}
