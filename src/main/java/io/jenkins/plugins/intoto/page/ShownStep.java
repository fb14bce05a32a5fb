package io.jenkins.plugins.intoto.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;
import io.jenkins.plugins.intoto.engine.verify.LinkStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jvnet.localizer.Localizable;

/** What came of a step or an inspection in a verification, as a page shows it. All text is safe to show as text. */
public final class ShownStep {
    private final String name;
    private final boolean inspection;
    private final String verdict;
    private final String counts;
    private final List<ShownKey> signers;
    private final List<String> dropped;
    private final Localizable rules;
    private final String origins;

    private ShownStep(JsonObject item, boolean inspection, List<ShownKey> signers, List<String> dropped, String origins)
            throws MalformedJsonException {
        this.name = DisplayText.of(item.string("name"));
        this.inspection = inspection;
        this.verdict = DisplayText.of(item.string("verdict"));
        this.counts = counts(item.optionalObject("artifacts"));
        this.signers = List.copyOf(signers);
        this.dropped = List.copyOf(dropped);
        this.origins = origins;
        this.rules = rules(item);
    }

    static ShownStep ofInspection(JsonObject item) throws MalformedJsonException {
        return new ShownStep(item, true, List.of(), List.of(), "");
    }

    static ShownStep ofStep(JsonObject item) throws MalformedJsonException {
        var signers = new ArrayList<ShownKey>();
        var dropped = new ArrayList<String>();
        var origins = new LinkedHashSet<String>();
        for (var link : item.objects("links")) {
            var status = link.string("status");
            if (status.equals(LinkStatus.USED.name()) || status.equals(LinkStatus.ACCEPTED.name())) {
                var from = link.string("from", "");
                if (!from.isEmpty()) {
                    origins.add(DisplayText.of(from));
                }
                var name = new KeyNames.Name(link.string("signerName", ""), "");
                signers.add(ShownKey.of(new KeyId(link.string("signer", "")), name));
            } else {
                var remark = link.string("remark", "");
                dropped.add(DisplayText.of(link.string("file")) + ": " + words(status)
                        + (remark.isEmpty() ? "" : ", " + DisplayText.of(remark)));
            }
        }
        return new ShownStep(item, false, signers, dropped, String.join(", ", origins));
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String counts(Optional<JsonObject> artifacts) throws MalformedJsonException {
        return artifacts.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d → %,d",
                        artifacts.get().integer("materials"),
                        artifacts.get().integer("products"));
    }

    @CheckForNull
    private static Localizable rules(JsonObject item) throws MalformedJsonException {
        var rules = item.objects("rules");
        if (rules.isEmpty()) {
            return null;
        }
        long held = rules.stream()
                .filter(rule -> Boolean.TRUE.equals(rule.asMap().get("holds")))
                .count();
        return Messages._ShownStep_Rules(held, rules.size());
    }

    /** The name in the layout. */
    public String getName() {
        return name;
    }

    /** The builds that its links come from, if links of several builds were looked at; empty otherwise. */
    public String getOrigins() {
        return origins;
    }

    /** Whether it is an inspection. */
    public boolean isInspection() {
        return inspection;
    }

    /** The verdict in lower case words. */
    public String getVerdict() {
        return words(verdict);
    }

    /** The icon of the verdict, which has its colour. */
    public String getIcon() {
        return switch (verdict) {
            case "PASSED" -> "symbol-status-blue";
            case "FAILED" -> "symbol-status-red";
            default -> "symbol-status-nobuilt";
        };
    }

    /** The keys whose signatures were found valid. */
    public List<ShownKey> getSigners() {
        return signers;
    }

    /** The links that did not count, each with the reason. */
    public List<String> getDropped() {
        return dropped;
    }

    /** How many materials became how many products; empty if no link is valid. */
    public String getCounts() {
        return counts;
    }

    /** How many of its rules hold; empty if none was applied. */
    public String getRules() {
        return rules == null ? "" : rules.toString();
    }
}
