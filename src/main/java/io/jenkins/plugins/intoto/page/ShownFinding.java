package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.json.JsonObject;
import io.jenkins.plugins.intoto.json.MalformedJsonException;
import io.jenkins.plugins.intoto.verify.DisplayText;

/** A failure or a warning of a verification as a page shows it. All text is safe to show as text. */
public final class ShownFinding {
    private final String sentence;
    private final String code;
    private final String rule;

    private ShownFinding(String sentence, String code, String rule) {
        this.sentence = sentence;
        this.code = code;
        this.rule = rule;
    }

    static ShownFinding of(JsonObject finding) throws MalformedJsonException {
        var rule = finding.optionalObject("rule");
        return new ShownFinding(
                finding.string("sentence"),
                DisplayText.of(finding.string("code")),
                rule.isPresent() ? DisplayText.of(rule.get().string("text")) : "");
    }

    /** What is the matter, as one sentence without a final stop. */
    public String getSentence() {
        return sentence;
    }

    /** The class of the finding, for those who look it up. */
    public String getCode() {
        return code;
    }

    /** The rule that it is about; empty if it is about none. */
    public String getRule() {
        return rule;
    }
}
