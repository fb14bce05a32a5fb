package io.jenkins.plugins.intoto.engine.json;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What Jackson finds wrong with a text, without the names of its settings and classes, which help nobody who wrote the text. */
final class SyntaxErrors {
    private record Rule(Pattern pattern, Function<MatchResult, String> words) {}

    private static final List<Rule> RULES = List.of(
            rule("Non-standard token '([^']{1,40})'.*", match -> '"' + match.group(1) + "\" is not JSON"),
            rule("Unrecognized token '([^']{1,40})'.*", match -> '"' + match.group(1) + "\" is not JSON"),
            rule("Unexpected end-of-input.*", match -> "it ends too early"),
            rule("Unexpected character \\('(.{1,2})' \\(.*", match -> "'" + match.group(1) + "' was not expected here"),
            rule("Unexpected close marker '(.)'.*", match -> "'" + match.group(1) + "' closes what was not opened"),
            rule(
                    "(?:Illegal unquoted|Unexpected|Illegal) character \\(.*CTRL-CHAR, code (\\d+).*",
                    match -> "a control character, U+" + String.format("%04X", Integer.parseInt(match.group(1)))
                            + ", must be escaped"),
            rule("Unrecognized character escape.*", match -> "it has an unknown escape sequence"),
            rule("Invalid numeric value: Leading zero.*", match -> "a number must not begin with a zero"),
            rule("Invalid numeric value.*|.*number.*", match -> "it has a malformed number"),
            rule("Name length.*", match -> "the name of a member is too long"));

    private SyntaxErrors() {}

    /**
     * A message in our words.
     *
     * @param message what Jackson says
     */
    static String words(String message) {
        for (var rule : RULES) {
            var matcher = rule.pattern().matcher(message);
            if (matcher.matches()) {
                return rule.words().apply(matcher.toMatchResult());
            }
        }
        return "it has a syntax error";
    }

    private static Rule rule(String pattern, Function<MatchResult, String> words) {
        return new Rule(Pattern.compile(pattern, Pattern.DOTALL | Pattern.CASE_INSENSITIVE), words);
    }
}
