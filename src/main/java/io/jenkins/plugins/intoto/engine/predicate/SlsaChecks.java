package io.jenkins.plugins.intoto.engine.predicate;

import java.util.HashSet;
import java.util.regex.Pattern;

/** The predicates of SLSA: provenance of versions 1 and 0.2, and the verification summary. */
final class SlsaChecks {
    private static final Pattern LEVEL = Pattern.compile("SLSA_([A-Z]+)_LEVEL_(\\d+|UNEVALUATED)");

    private SlsaChecks() {}

    static void provenance(Checked predicate) {
        predicate.object("buildDefinition", "runDetails");
        var build = predicate
                .required("buildDefinition")
                .object("buildType", "externalParameters", "internalParameters", "resolvedDependencies");
        build.required("buildType").uri();
        build.required("externalParameters").object();
        build.optional("internalParameters").object();
        build.optional("resolvedDependencies").resources();

        var run = predicate.required("runDetails").object("builder", "metadata", "byproducts");
        var builder = run.required("builder").object("id", "version", "builderDependencies");
        builder.required("id").uri();
        builder.optional("version").members(Checked::text);
        builder.optional("builderDependencies").resources();
        var metadata = run.optional("metadata").object("invocationId", "startedOn", "finishedOn");
        metadata.optional("invocationId").text();
        metadata.optional("startedOn").timestamp();
        metadata.optional("finishedOn").timestamp();
        run.optional("byproducts").resources();
    }

    static void oldProvenance(Checked predicate) {
        predicate.object("builder", "buildType", "invocation", "buildConfig", "metadata", "materials");
        predicate.required("builder").object("id").required("id").uri();
        predicate.required("buildType").uri();
        var invocation = predicate.optional("invocation").object("configSource", "parameters", "environment");
        var source = invocation.optional("configSource").object("uri", "digest", "entryPoint");
        source.optional("uri").uri();
        source.optional("digest").digests();
        source.optional("entryPoint").text();
        var metadata = predicate
                .optional("metadata")
                .object(
                        "buildInvocationId",
                        "buildInvocationID",
                        "buildStartedOn",
                        "buildFinishedOn",
                        "completeness",
                        "reproducible");
        metadata.optional("buildInvocationId").text();
        metadata.optional("buildInvocationID").text();
        metadata.optional("buildStartedOn").timestamp();
        metadata.optional("buildFinishedOn").timestamp();
        metadata.optional("reproducible").bool();
        metadata.optional("completeness").object().members(Checked::bool);
        predicate.optional("materials").each(material -> {
            material.object("uri", "digest");
            material.optional("uri").text();
            material.optional("digest").digests();
        });
    }

    static void verificationSummary(Checked predicate) {
        predicate.object(
                "verifier",
                "timeVerified",
                "resourceUri",
                "policy",
                "inputAttestations",
                "verificationResult",
                "verifiedLevels",
                "dependencyLevels",
                "slsaVersion");
        var verifier = predicate.required("verifier").object("id", "version");
        verifier.required("id").uri();
        verifier.optional("version").members(Checked::text);
        predicate.optional("timeVerified").timestamp();
        predicate.required("resourceUri").text();
        var policy = predicate.required("policy").object("uri", "digest");
        policy.resource();
        policy.required("uri");
        predicate.optional("inputAttestations").resources((input, attestation) -> {
            if (attestation.digest().isEmpty()) {
                input.requiredContent("digest");
            }
        });
        predicate.required("verificationResult").oneOf("PASSED", "FAILED");
        levels(predicate.required("verifiedLevels"));
        predicate.optional("dependencyLevels").members(Checked::unsigned);
        predicate.optional("slsaVersion").text();
    }

    private static void levels(Checked levels) {
        var tracks = new HashSet<String>();
        levels.each(level -> {
            var text = level.text().asText().orElse("");
            if (!text.startsWith("SLSA_")) {
                return;
            }
            var slsa = LEVEL.matcher(text);
            if (!slsa.matches()) {
                level.defect("is not a level of SLSA; levels of others must not begin with SLSA_");
            } else if (!tracks.add(slsa.group(1))) {
                level.defect("is a second level of one track");
            }
        });
    }
}
