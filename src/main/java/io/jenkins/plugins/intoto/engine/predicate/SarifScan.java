package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Results in SARIF 2.1.0 of a scanner for vulnerabilities. A result counts if the id of its rule is that of a vulnerability,
 * which some tools write the package behind.
 */
final class SarifScan {
    /** Ids by which catalogues of vulnerabilities and of security advisories name them. */
    private static final Pattern ID = Pattern.compile("(?:"
            + "(?:[A-Z]+-)?CVE-\\d{4}-\\d{4,19}"
            + "|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}"
            + "|CGA(?:-[23456789cfghjmpqrvwx]{4}){3}"
            + "|(?:GO|PYSEC|RUSTSEC|OSV|GSD|MAL|GMS|HSEC|JLSEC|RSEC|PSF|EEF|MGASA|WS|sonatype|BIT-[A-Za-z0-9.-]+)-\\d{4}-\\d+"
            + "|(?:RH|AL|RL|EL|CE|FED)[SBE]A-\\d{4}[:-]\\d+(?::\\d+)?"
            + "|(?:open)?SUSE-[SRF]U-\\d{4}:\\d+-\\d+"
            + "|(?:DSA|DLA|DTSA|USN|LSN)-\\d+(?:-\\d+)?"
            + "|ALAS2?[A-Z0-9.-]*-\\d{4}-\\d+"
            + "|TEMP-\\d+-[0-9A-F]{6}"
            + "|SNYK-[A-Z0-9]+-[A-Za-z0-9_.-]*\\d+"
            + "|(?:NSWG-ECO|XRAY|AZL|CURL)-\\d+"
            + ")(?![A-Za-z0-9])");

    private static final Set<String> FINDINGS = Set.of("fail", "open", "review");

    private SarifScan() {}

    static void read(JsonObject report, ScanResults results)
            throws MalformedJsonException, MalformedPredicateException {
        if (!SarifReport.isMeant(report.asMap())) {
            throw PredicateDocument.refused(results.source(), SarifReport.NOT_SARIF);
        }
        var runs = report.objects("runs");
        var tools = new TreeSet<String>();
        for (var run : runs) {
            tools.add(ScanResults.requiredText(run.object("tool").object("driver"), "name"));
        }
        if (tools.size() != 1) {
            throw PredicateDocument.refused(
                    results.source(),
                    tools.isEmpty()
                            ? "has no run, so nothing was scanned"
                            : "has runs of " + String.join(" and ", tools) + "; a predicate is of one scanner");
        }
        var driver = runs.get(0).object("tool").object("driver");
        var version = ScanResults.text(driver, "version");
        results.scanner(
                ScanResults.text(driver, "informationUri").filter(Uris::isAbsolute),
                version.isPresent() ? version : ScanResults.text(driver, "semanticVersion"));
        readTimes(runs, results);
        var rules = new TreeSet<String>();
        for (var run : runs) {
            readRun(run, rules, results);
        }
        if (results.isEmpty() && !rules.isEmpty() && rules.stream().allMatch(rule -> id(rule).isEmpty())) {
            // Without a result, the predicate would say that no vulnerability was found.
            throw MalformedPredicateException.ofReport(
                    results.source(),
                    ReportFormat.SARIF,
                    "is not a scan for vulnerabilities: none of its rules is one, such as CVE-2021-44228 or "
                            + "GHSA-jfh8-c2jp-5v3q");
        }
    }

    /** From the first beginning to the last end, if every run says both. */
    private static void readTimes(List<JsonObject> runs, ScanResults results) throws MalformedJsonException {
        var starts = new ArrayList<Instant>();
        var ends = new ArrayList<Instant>();
        int invocations = 0;
        boolean complete = true;
        for (var run : runs) {
            var ofRun = run.objectsOrNull("invocations");
            complete &= !ofRun.isEmpty();
            for (var invocation : ofRun) {
                invocations++;
                ScanResults.time(invocation, "startTimeUtc").ifPresent(starts::add);
                ScanResults.time(invocation, "endTimeUtc").ifPresent(ends::add);
            }
        }
        if (complete) {
            results.times(
                    starts.size() == invocations ? Optional.of(Collections.min(starts)) : Optional.empty(),
                    ends.size() == invocations ? Optional.of(Collections.max(ends)) : Optional.empty());
        }
    }

    private static void readRun(JsonObject run, Set<String> ids, ScanResults results) throws MalformedJsonException {
        var rules = run.object("tool").object("driver").objectsOrNull("rules");
        for (var rule : rules) {
            ids.add(rule.string("id"));
        }
        for (var result : run.objectsOrNull("results")) {
            var rule = rule(result, rules);
            var name = ruleId(result, rule);
            name.ifPresent(ids::add);
            var id = name.flatMap(SarifScan::id);
            if (!FINDINGS.contains(ScanResults.text(result, "kind").orElse("fail"))) {
                // It tells that something was checked, or is for information only.
                continue;
            }
            if (isSuppressed(result)) {
                results.suppressed(1);
            } else if (id.isEmpty()) {
                results.unidentified();
            } else {
                results.add(
                        id.get(),
                        severities(result, rule),
                        new ScanResults.Annotations().text("target", target(result)));
            }
        }
    }

    private static Optional<String> id(String rule) {
        var id = ID.matcher(rule);
        return id.lookingAt() ? Optional.of(id.group()) : Optional.empty();
    }

    private static Optional<String> ruleId(JsonObject result, Optional<JsonObject> rule) throws MalformedJsonException {
        var own = ScanResults.text(result, "ruleId");
        if (own.isPresent()) {
            return own;
        }
        var reference = result.objectOrNull("rule");
        var referred = reference.isPresent() ? ScanResults.text(reference.get(), "id") : Optional.<String>empty();
        return referred.isPresent() || rule.isEmpty()
                ? referred
                : Optional.of(rule.get().string("id"));
    }

    private static Optional<JsonObject> rule(JsonObject result, List<JsonObject> rules) throws MalformedJsonException {
        var reference = result.objectOrNull("rule").orElse(result);
        int index = result.integer("ruleIndex", reference == result ? -1 : reference.integer("index", -1));
        if (index >= rules.size()) {
            throw result.malformed("ruleIndex", "is not the index of a rule");
        }
        if (index >= 0) {
            return Optional.of(rules.get(index));
        }
        var id = ScanResults.text(result, "ruleId");
        for (var rule : id.isEmpty() ? List.<JsonObject>of() : rules) {
            if (rule.string("id").equals(id.get())) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static boolean isSuppressed(JsonObject result) throws MalformedJsonException {
        for (var suppression : result.objectsOrNull("suppressions")) {
            if (suppression.string("status", "accepted").equals("accepted")) {
                return true;
            }
        }
        return false;
    }

    private static ScanResults.Severities severities(JsonObject result, Optional<JsonObject> rule)
            throws MalformedJsonException {
        var severities = new ScanResults.Severities();
        var level = ScanResults.text(result, "level");
        if (rule.isPresent()) {
            var properties = rule.get().objectOrNull("properties");
            if (properties.isPresent()) {
                severities.add("security-severity", number(properties.get(), "security-severity"));
            }
            var configuration = rule.get().objectOrNull("defaultConfiguration");
            if (level.isEmpty() && configuration.isPresent()) {
                level = ScanResults.text(configuration.get(), "level");
            }
        }
        return severities.add("sarif", level);
    }

    /** As text, which is how GitHub wants it, or as the number that it is. */
    private static Optional<String> number(JsonObject object, String name) throws MalformedJsonException {
        return object.asMap().get(name) instanceof Number
                ? ScanResults.Severities.score(object, name)
                : ScanResults.text(object, name);
    }

    private static Optional<String> target(JsonObject result) throws MalformedJsonException {
        for (var location : result.objectsOrNull("locations")) {
            var physical = location.objectOrNull("physicalLocation");
            var artifact = physical.isPresent()
                    ? physical.get().objectOrNull("artifactLocation")
                    : Optional.<JsonObject>empty();
            if (artifact.isPresent()) {
                return ScanResults.text(artifact.get(), "uri");
            }
        }
        return Optional.empty();
    }
}
