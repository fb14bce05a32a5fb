package io.jenkins.plugins.intoto.engine.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Fills in the parameters of a layout: {@code {NAME}} becomes the value of NAME, {@code {{} and {@code }}} become single
 * braces. The reference formats with Python's {@code str.format}, which would also follow attributes and indexes; those
 * are refused. A value stands for itself: it must not widen the rules that the layout's owner has signed.
 */
final class Substitution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[\\]]");

    private final Map<String, String> parameters;

    Substitution(Map<String, String> parameters) throws SubstitutionException {
        this.parameters = new TreeMap<>(parameters);
        for (var parameter : this.parameters.entrySet()) {
            var name = parameter.getKey();
            if (!NAME.matcher(name).matches()) {
                throw new SubstitutionException(
                        "", "\"" + name + "\" cannot name a parameter: only letters, digits, _ and - are possible");
            }
            if (WILDCARD.matcher(parameter.getValue()).find()) {
                throw new SubstitutionException(
                        "", "the value of the parameter {" + name + "} has one of * ? [ ], which would widen a rule");
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
                    texts(step.name(), step.expectedCommand(), false),
                    step.certificateConstraints()));
        }
        var inspections = new ArrayList<Inspection>();
        for (var inspection : layout.inspections()) {
            inspections.add(new Inspection(
                    inspection.name(),
                    rules(inspection.name(), inspection.expectedMaterials()),
                    rules(inspection.name(), inspection.expectedProducts()),
                    texts(inspection.name(), inspection.run(), false)));
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
                filled.add(ArtifactRule.parse(texts(item, rule.tokens(), true)));
            } catch (MalformedRuleException e) {
                throw new SubstitutionException(item, "with its parameters filled in, " + e.getMessage());
            }
        }
        return filled;
    }

    private List<String> texts(String item, List<String> texts, boolean arePatterns) throws SubstitutionException {
        var filled = new ArrayList<String>();
        for (var text : texts) {
            filled.add(fill(item, text, arePatterns));
        }
        return filled;
    }

    private String fill(String item, String text, boolean isPattern) throws SubstitutionException {
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
                var name = text.substring(at + 1, end);
                if (isPattern && ArtifactPattern.endsInBrackets(filled.toString())) {
                    throw new SubstitutionException(
                            item,
                            "the parameter {" + name
                                    + "} stands within the brackets of a pattern, where its value would"
                                    + " widen the rule");
                }
                filled.append(valueOf(item, name));
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
