package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How artifacts were built (SLSA provenance, version 1).
 *
 * @param buildDefinition what was to be built
 * @param runDetails who built it, and when
 */
public record SlsaProvenance(BuildDefinition buildDefinition, RunDetails runDetails) implements TypedPredicate {
    /**
     * The inputs of a build.
     *
     * @param buildType the template of the build, a URI; it gives the parameters their meaning
     * @param externalParameters what whoever started the build could choose, as plain JSON values
     * @param internalParameters what the builder chose, as plain JSON values
     * @param resolvedDependencies what the build used, as far as it is known
     */
    public record BuildDefinition(
            String buildType,
            Map<String, Object> externalParameters,
            Map<String, Object> internalParameters,
            List<ResourceDescriptor> resolvedDependencies) {
        /** Copies what could be modified. */
        public BuildDefinition {
            externalParameters = Collections.unmodifiableMap(new LinkedHashMap<>(externalParameters));
            internalParameters = Collections.unmodifiableMap(new LinkedHashMap<>(internalParameters));
            resolvedDependencies = List.copyOf(resolvedDependencies);
        }

        Map<String, Object> toMap() {
            return new Fields()
                    .required("buildType", buildType)
                    .required("externalParameters", externalParameters)
                    .map("internalParameters", internalParameters)
                    .resources("resolvedDependencies", resolvedDependencies)
                    .toMap();
        }
    }

    /**
     * A build as it was carried out.
     *
     * @param builder who carried it out
     * @param metadata when
     * @param byproducts what else came of it
     */
    public record RunDetails(Builder builder, Metadata metadata, List<ResourceDescriptor> byproducts) {
        /** Copies what could be modified. */
        public RunDetails {
            byproducts = List.copyOf(byproducts);
        }

        Map<String, Object> toMap() {
            return new Fields()
                    .required("builder", builder.toMap())
                    .map("metadata", metadata.toMap())
                    .resources("byproducts", byproducts)
                    .toMap();
        }
    }

    /**
     * The platform that is trusted to have built as described, and to tell the truth of it.
     *
     * @param id its identity, a URI
     * @param version component to version
     * @param builderDependencies what it depended on itself
     */
    public record Builder(String id, Map<String, String> version, List<ResourceDescriptor> builderDependencies) {
        /** Copies what could be modified. */
        public Builder {
            version = Collections.unmodifiableMap(new LinkedHashMap<>(version));
            builderDependencies = List.copyOf(builderDependencies);
        }

        Map<String, Object> toMap() {
            return new Fields()
                    .required("id", id)
                    .map("version", version)
                    .resources("builderDependencies", builderDependencies)
                    .toMap();
        }
    }

    /**
     * Which run of the builder it was.
     *
     * @param invocationId its name, such as its address
     * @param startedOn when it began
     * @param finishedOn when it ended; empty while it still goes on
     */
    public record Metadata(Optional<String> invocationId, Optional<Instant> startedOn, Optional<Instant> finishedOn) {
        Map<String, Object> toMap() {
            return new Fields()
                    .text("invocationId", invocationId)
                    .time("startedOn", startedOn)
                    .time("finishedOn", finishedOn)
                    .toMap();
        }
    }

    @Override
    public String predicateType() {
        return PredicateType.SLSA_PROVENANCE_V1.uri();
    }

    @Override
    public Map<String, Object> toMap() {
        return new Fields()
                .required("buildDefinition", buildDefinition.toMap())
                .required("runDetails", runDetails.toMap())
                .toMap();
    }
}
