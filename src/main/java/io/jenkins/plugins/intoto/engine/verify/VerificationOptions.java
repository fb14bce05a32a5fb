package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.ItemNames;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a verification demands and allows, and how it names keys.
 *
 * @param parameters values for the parameters of the layout; if absent, braces in it are plain text
 * @param strictCommands whether a command other than the expected one fails the verification instead of a warning
 * @param inspections runs the layout's inspections; if absent, a layout that has any is refused
 * @param admission which validly signed links count
 * @param sublayouts the steps for which a sublayout counts as a link, those of a sublayout as {@code STEP/ITS STEP}; if absent,
 *     sublayouts count for every step, as the specification has it
 * @param limits how much is looked at
 * @param clock tells the time by which expiry is judged
 * @param keyNames what to call keys in findings and reports
 * @param intermediates certificates that may stand between the roots of any layout and those of its functionaries, besides
 *     the layout's own
 */
public record VerificationOptions(
        Optional<Map<String, String>> parameters,
        boolean strictCommands,
        Optional<InspectionRunner> inspections,
        LinkAdmission admission,
        Optional<Set<String>> sublayouts,
        VerificationLimits limits,
        InstantSource clock,
        KeyNames keyNames,
        List<X509Certificate> intermediates) {

    /** No parameters, commands only warned about, no inspections, any link, the usual limits, the time of this machine. */
    public static final VerificationOptions DEFAULT = new VerificationOptions(
            Optional.empty(),
            false,
            Optional.empty(),
            LinkAdmission.ANY,
            Optional.empty(),
            VerificationLimits.DEFAULT,
            InstantSource.system(),
            KeyNames.NONE,
            List.of());

    /** Copies the collections. */
    public VerificationOptions {
        parameters = parameters.map(TreeMap::new);
        sublayouts = sublayouts.map(Set::copyOf);
        intermediates = List.copyOf(intermediates);
    }

    /** These options with values for the layout's parameters. */
    public VerificationOptions withParameters(Map<String, String> values) {
        return new VerificationOptions(
                Optional.of(values),
                strictCommands,
                inspections,
                admission,
                sublayouts,
                limits,
                clock,
                keyNames,
                intermediates);
    }

    /** These options with commands that differ being failures or not. */
    public VerificationOptions withStrictCommands(boolean strict) {
        return new VerificationOptions(
                parameters, strict, inspections, admission, sublayouts, limits, clock, keyNames, intermediates);
    }

    /** These options with inspections being run. */
    public VerificationOptions withInspections(InspectionRunner runner) {
        return new VerificationOptions(
                parameters,
                strictCommands,
                Optional.of(runner),
                admission,
                sublayouts,
                limits,
                clock,
                keyNames,
                intermediates);
    }

    /** These options with another choice of the links that count. */
    public VerificationOptions withAdmission(LinkAdmission newAdmission) {
        return new VerificationOptions(
                parameters,
                strictCommands,
                inspections,
                newAdmission,
                sublayouts,
                limits,
                clock,
                keyNames,
                intermediates);
    }

    /**
     * These options with sublayouts for some steps only.
     *
     * @param steps the steps; none for no sublayouts at all
     */
    public VerificationOptions withSublayoutsFor(Collection<String> steps) {
        return new VerificationOptions(
                parameters,
                strictCommands,
                inspections,
                admission,
                Optional.of(Set.copyOf(steps)),
                limits,
                clock,
                keyNames,
                intermediates);
    }

    boolean admitSublayoutOf(String step) {
        return sublayouts.isEmpty() || sublayouts.get().contains(step);
    }

    /** What of these options holds for the sublayout of a step: parameters are the outer layout's alone. */
    VerificationOptions within(String step) {
        return new VerificationOptions(
                Optional.empty(),
                strictCommands,
                inspections,
                admission.within(step),
                sublayouts.map(steps -> ItemNames.within(steps, step)),
                limits,
                clock,
                keyNames,
                intermediates);
    }

    /** These options with other limits. */
    public VerificationOptions withLimits(VerificationLimits newLimits) {
        return new VerificationOptions(
                parameters,
                strictCommands,
                inspections,
                admission,
                sublayouts,
                newLimits,
                clock,
                keyNames,
                intermediates);
    }

    /** These options with another clock. */
    public VerificationOptions withClock(InstantSource newClock) {
        return new VerificationOptions(
                parameters,
                strictCommands,
                inspections,
                admission,
                sublayouts,
                limits,
                newClock,
                keyNames,
                intermediates);
    }

    /** These options with names for keys. */
    public VerificationOptions withKeyNames(KeyNames names) {
        return new VerificationOptions(
                parameters, strictCommands, inspections, admission, sublayouts, limits, clock, names, intermediates);
    }

    /** These options with certificates that may stand between the roots of a layout and those of its functionaries. */
    public VerificationOptions withIntermediates(List<X509Certificate> certificates) {
        return new VerificationOptions(
                parameters, strictCommands, inspections, admission, sublayouts, limits, clock, keyNames, certificates);
    }
}
