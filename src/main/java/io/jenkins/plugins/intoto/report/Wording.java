package io.jenkins.plugins.intoto.report;

import io.jenkins.plugins.intoto.verify.DisplayText;
import io.jenkins.plugins.intoto.verify.LinkOutcome;
import io.jenkins.plugins.intoto.verify.StepOutcome;
import io.jenkins.plugins.intoto.verify.Verification;
import java.util.List;

/** Words that all reports share. */
final class Wording {
    /** The longest sentence for people, in UTF-16 units; what is longer lists file names and the like. */
    private static final int LONGEST_SENTENCE = 2000;

    private Wording() {}

    /** The outcome as one sentence without a final stop, safe to show as text. */
    static String summary(Verification verification, List<LocatedFinding> failures, int warnings) {
        var layout = DisplayText.of(verification.source());
        if (failures.isEmpty()) {
            return steps(verification) + " verified against " + layout
                    + (warnings == 0 ? "" : ", " + count(warnings, "warning"));
        }
        int more = failures.size() - 1;
        return "not verified against " + layout + ": "
                + sentence(failures.get(0).sentence())
                + (more == 0 ? "" : " (and " + count(more, "more failure") + ")");
    }

    /** How many steps and links there are. */
    static String steps(Verification verification) {
        return count(verification.steps().size(), "step") + " with " + count(countingLinks(verification), "link");
    }

    /** How many links count for the thresholds of the layout's own steps. */
    static int countingLinks(Verification verification) {
        return verification.steps().stream().mapToInt(Wording::countingLinks).sum();
    }

    static int countingLinks(StepOutcome step) {
        return (int) step.links().stream()
                .map(LinkOutcome::status)
                .filter(status -> status.counts())
                .count();
    }

    /** A number with its noun, the plural formed by an s. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A sentence that may name very many files, cut to a length that people read. */
    static String sentence(String sentence) {
        return cut(sentence, LONGEST_SENTENCE);
    }

    /** A text cut to a length in UTF-16 units, the ellipsis included, and never within a character. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
