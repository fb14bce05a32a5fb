package io.jenkins.plugins.intoto.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Fills in the parameters of a layout: {@code {NAME}} becomes the value of NAME, {@code {{} and {@code }}} become single
 * braces. The reference formats with Python's {@code str.format}, which would also follow attributes and indexes; those
 * are refused.
 */
final class Substitution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Map<String, String> parameters;

    Substitution(Map<String, String> parameters) throws SubstitutionException {
        this.parameters = new TreeMap<>(parameters);
        for (var name : this.parameters.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new SubstitutionException(
                        "", "\"" + name + "\" cannot name a parameter: only letters, digits, _ and - are possible");
            }
        }
    }

    Layout apply(Layout layout) throws SubstitutionException {
        var steps = new ArrayList<Step>();
        for (var step : layout.steps()) {
            steps.add(new Step(
                    step.name(),
                    step.threshold(),
                    rules(step.name(), step.expectedMaterials()),
                    rules(step.name(), step.expectedProducts()),
                    step.pubkeys(),
                    texts(step.name(), step.expectedCommand()),
                    step.certificateConstraints()));
        }
        var inspections = new ArrayList<Inspection>();
        for (var inspection : layout.inspections()) {
            inspections.add(new Inspection(
                    inspection.name(),
                    rules(inspection.name(), inspection.expectedMaterials()),
                    rules(inspection.name(), inspection.expectedProducts()),
                    texts(inspection.name(), inspection.run())));
        }
        return new Layout(
                layout.expires(),
                layout.readme(),
                layout.keys(),
                steps,
                inspections,
                layout.rootCas(),
                layout.intermediateCas());
    }

    private List<ArtifactRule> rules(String item, List<ArtifactRule> rules) throws SubstitutionException {
        var filled = new ArrayList<ArtifactRule>();
        for (var rule : rules) {
            try {
                filled.add(ArtifactRule.parse(texts(item, rule.tokens())));
            } catch (MalformedRuleException e) {
                throw new SubstitutionException(item, "with its parameters filled in, " + e.getMessage());
            }
        }
        return filled;
    }

    private List<String> texts(String item, List<String> texts) throws SubstitutionException {
        var filled = new ArrayList<String>();
        for (var text : texts) {
            filled.add(fill(item, text));
        }
        return filled;
    }

    private String fill(String item, String text) throws SubstitutionException {
        var filled = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '{' && c != '}') {
                filled.append(c);
                at++;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
                filled.append(c);
                at += 2;
            } else {
                int end = c == '{' ? text.indexOf('}', at) : -1;
                if (end < 0) {
                    throw new SubstitutionException(item, "\"" + text + "\" has a brace that does not pair; double it");
                }
                filled.append(valueOf(item, text.substring(at + 1, end)));
                at = end + 1;
            }
        }
        return filled.toString();
    }

    private String valueOf(String item, String name) throws SubstitutionException {
        var value = parameters.get(name);
        if (value == null) {
            throw new SubstitutionException(item, "the parameter {" + name + "} has no value");
        }
        return value;
    }
}
