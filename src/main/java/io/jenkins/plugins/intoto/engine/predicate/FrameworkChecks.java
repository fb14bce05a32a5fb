package io.jenkins.plugins.intoto.engine.predicate;

import java.util.regex.Pattern;

/** The smaller predicates of the Attestation Framework, and cosign's wrapping of anything. */
final class FrameworkChecks {
    /** A package URL whose last path segment has a version; a scope may begin with an at sign too. */
    private static final Pattern VERSIONED_PURL = Pattern.compile("pkg:[^?#]+/[^/?#]+@[^/@?#]+(\\?[^#]*)?(#.*)?");

    private FrameworkChecks() {}

    static void testResult(Checked predicate) {
        predicate.object("result", "configuration", "url", "passedTests", "warnedTests", "failedTests");
        predicate.required("result").oneOf("PASSED", "WARNED", "FAILED");
        predicate.required("configuration").resources();
        predicate.optional("url").uri();
        predicate.optional("passedTests").texts();
        predicate.optional("warnedTests").texts();
        predicate.optional("failedTests").texts();
    }

    static void scai(Checked predicate) {
        predicate.object("attributes", "producer");
        predicate
                .required("attributes")
                .each(attribute -> {
                    attribute.object("attribute", "target", "conditions", "evidence");
                    attribute.required("attribute").text();
                    attribute.optional("target").resource();
                    attribute.optional("conditions").object();
                    attribute.optional("evidence").resource();
                })
                .notEmpty();
        predicate.optional("producer").resource();
    }

    static void runtimeTrace(Checked predicate) {
        predicate.object("monitor", "monitoredProcess", "monitorLog", "metadata");
        var monitor = predicate.required("monitor").object("type", "configSource", "tracePolicy");
        monitor.required("type").uri();
        monitor.optional("configSource").resource();
        monitor.optional("tracePolicy").object();
        var process = predicate.required("monitoredProcess").object("hostID", "type", "event");
        process.required("hostID").uri();
        process.required("type").uri();
        process.required("event").text();
        var log = predicate.required("monitorLog").object("process", "network", "fileAccess");
        var events = log.optional("process").each(Checked::object);
        var network = log.optional("network").each(Checked::object);
        var files = log.optional("fileAccess");
        files.resources();
        if (log.isSet() && !events.isSet() && !network.isSet() && !files.isSet()) {
            log.missing("has none of \"process\", \"network\" and \"fileAccess\"");
        }
        var metadata = predicate.optional("metadata").object("buildStartedOn", "buildFinishedOn");
        metadata.optional("buildStartedOn").timestamp();
        metadata.optional("buildFinishedOn").timestamp();
    }

    static void release(Checked predicate) {
        predicate.object("purl", "packageId");
        predicate.required("purl").matching(VERSIONED_PURL, "must be a package URL with a version");
        predicate.optional("packageId").text();
    }

    static void reference(Checked predicate) {
        predicate.object("attester", "references");
        predicate.required("attester").object("id").required("id").uri();
        predicate
                .required("references")
                .each(reference -> {
                    reference.resource();
                    reference.required("downloadLocation");
                    reference.required("mediaType");
                })
                .notEmpty();
    }

    static void verificationResult(Checked predicate, String type) {
        predicate.object("verifier", "timeCreated", "properties");
        if (type.equals(PredicateType.SIMPLE_VERIFICATION_RESULT.uri())) {
            var verifier = predicate.required("verifier").object("id", "policies");
            verifier.required("id").uri();
            verifier.required("policies").resources();
        } else {
            predicate.required("verifier").object("id", "policy").required("id").uri();
        }
        predicate.required("timeCreated").timestamp();
        predicate.required("properties").texts();
    }

    static void cosignCustom(Checked predicate) {
        predicate.object("Data", "Timestamp");
        predicate.required("Data");
        predicate.optional("Timestamp").timestamp();
    }
}
