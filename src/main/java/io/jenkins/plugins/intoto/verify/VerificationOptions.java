package io.jenkins.plugins.intoto.verify;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a verification demands and allows, and how it names keys.
 *
 * @param parameters values for the parameters of the layout; if absent, braces in it are plain text
 * @param strictCommands whether a command other than the expected one fails the verification instead of a warning
 * @param inspections runs the layout's inspections; if absent, a layout that has any is refused
 * @param admission which validly signed links count
 * @param limits how much is looked at
 * @param clock tells the time by which expiry is judged
 * @param keyNames what to call keys in findings and reports
 */
public record VerificationOptions(
        Optional<Map<String, String>> parameters,
        boolean strictCommands,
        Optional<InspectionRunner> inspections,
        LinkAdmission admission,
        VerificationLimits limits,
        InstantSource clock,
        KeyNames keyNames) {

    /** No parameters, commands only warned about, no inspections, any link, the usual limits, the time of this machine. */
    public static final VerificationOptions DEFAULT = new VerificationOptions(
            Optional.empty(),
            false,
            Optional.empty(),
            LinkAdmission.ANY,
            VerificationLimits.DEFAULT,
            InstantSource.system(),
            KeyNames.NONE);

    /** Copies the map. */
    public VerificationOptions {
        parameters = parameters.map(TreeMap::new);
    }

    /** These options with values for the layout's parameters. */
    public VerificationOptions withParameters(Map<String, String> values) {
        return new VerificationOptions(
                Optional.of(values), strictCommands, inspections, admission, limits, clock, keyNames);
    }

    /** These options with commands that differ being failures or not. */
    public VerificationOptions withStrictCommands(boolean strict) {
        return new VerificationOptions(parameters, strict, inspections, admission, limits, clock, keyNames);
    }

    /** These options with inspections being run. */
    public VerificationOptions withInspections(InspectionRunner runner) {
        return new VerificationOptions(
                parameters, strictCommands, Optional.of(runner), admission, limits, clock, keyNames);
    }

    /** These options with another choice of the links that count. */
    public VerificationOptions withAdmission(LinkAdmission newAdmission) {
        return new VerificationOptions(parameters, strictCommands, inspections, newAdmission, limits, clock, keyNames);
    }

    /** These options with other limits. */
    public VerificationOptions withLimits(VerificationLimits newLimits) {
        return new VerificationOptions(parameters, strictCommands, inspections, admission, newLimits, clock, keyNames);
    }

    /** These options with another clock. */
    public VerificationOptions withClock(InstantSource newClock) {
        return new VerificationOptions(parameters, strictCommands, inspections, admission, limits, newClock, keyNames);
    }

    /** These options with names for keys. */
    public VerificationOptions withKeyNames(KeyNames names) {
        return new VerificationOptions(parameters, strictCommands, inspections, admission, limits, clock, names);
    }
}
