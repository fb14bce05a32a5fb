package io.jenkins.plugins.intoto.engine.predicate;

import java.util.regex.Pattern;

/** OpenVEX documents of version 0.2.0: whether vulnerabilities concern products, and why not. */
final class OpenVexCheck {
    private static final Pattern CONTEXT = Pattern.compile("https://openvex\\.dev/ns(/v\\d+(\\.\\d+)*)?");

    private OpenVexCheck() {}

    static void check(Checked document) {
        document.object("author", "role", "timestamp", "last_updated", "version", "tooling", "statements");
        document.required("@context").matching(CONTEXT, "must be \"https://openvex.dev/ns/v0.2.0\"");
        document.required("@id").text();
        document.required("author").text();
        document.optional("role").text();
        document.required("timestamp").timestamp();
        document.optional("last_updated").timestamp();
        document.required("version").unsigned();
        document.optional("tooling").text();
        document.required("statements").each(OpenVexCheck::statement).notEmpty();
    }

    private static void statement(Checked statement) {
        statement.object(
                "version",
                "vulnerability",
                "timestamp",
                "last_updated",
                "products",
                "status",
                "supplier",
                "status_notes",
                "justification",
                "impact_statement",
                "action_statement",
                "action_statement_timestamp");
        statement.optional("@id").text();
        var vulnerability = statement.required("vulnerability").object("name", "description", "aliases");
        vulnerability.optional("@id").text();
        vulnerability.required("name").text();
        vulnerability.optional("description").text();
        vulnerability.optional("aliases").texts();
        statement.optional("timestamp").timestamp();
        statement.optional("last_updated").timestamp();
        statement.optional("products").each(product -> {
            component(product.object("identifiers", "hashes", "subcomponents"));
            product.optional("subcomponents").each(part -> component(part.object("identifiers", "hashes")));
        });
        var status = statement.required("status").oneOf("not_affected", "affected", "fixed", "under_investigation");
        statement.optional("supplier").text();
        statement.optional("status_notes").text();
        var justification = statement
                .optional("justification")
                .oneOf(
                        "component_not_present",
                        "vulnerable_code_not_present",
                        "vulnerable_code_not_in_execute_path",
                        "vulnerable_code_cannot_be_controlled_by_adversary",
                        "inline_mitigations_already_exist");
        var impact = statement.optional("impact_statement").text();
        var action = statement.optional("action_statement").text();
        statement.optional("action_statement_timestamp").timestamp();
        var said = status.asText().orElse("");
        if (said.equals("not_affected") && !justification.isSet() && !impact.isSet()) {
            statement.missing(
                    "has neither \"justification\" nor \"impact_statement\", one of which not_affected needs");
        }
        if (said.equals("affected") && !action.isSet()) {
            statement.missing("has no \"action_statement\", which affected needs");
        }
    }

    private static void component(Checked component) {
        component.optional("@id").text();
        component.optional("identifiers").members(Checked::text);
        component.optional("hashes").members(Checked::text);
    }
}
