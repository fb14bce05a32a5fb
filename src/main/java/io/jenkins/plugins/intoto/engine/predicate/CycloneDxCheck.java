package io.jenkins.plugins.intoto.engine.predicate;

import java.util.regex.Pattern;

/** CycloneDX bills of materials in JSON: what the schemas of versions 1.4 to 1.7 demand alike. */
final class CycloneDxCheck {
    private static final Pattern VERSION = Pattern.compile("1\\.\\d+");
    private static final Pattern SERIAL_NUMBER = Pattern.compile(
            "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private CycloneDxCheck() {}

    static void check(Checked bom, String predicateType) {
        if (BomVersions.isWrapped(bom)) {
            return;
        }
        bom.required("bomFormat").oneOf("CycloneDX");
        var version = bom.required("specVersion").matching(VERSION, "must be \"1.7\" or another 1.x");
        BomVersions.compare(version, "", predicateType);
        bom.optional("serialNumber").matching(SERIAL_NUMBER, "must be a UUID as a URN");
        bom.optional("version").unsigned();
        var metadata = bom.optional("metadata").object();
        metadata.optional("timestamp").timestamp();
        component(metadata.optional("component"));
        bom.optional("components").each(CycloneDxCheck::component);
        bom.optional("services")
                .each(service -> service.object().present("name").text());
        bom.optional("dependencies").each(dependency -> {
            dependency.object().required("ref").text();
            dependency.optional("dependsOn").texts();
        });
        bom.optional("vulnerabilities").each(Checked::object);
    }

    private static void component(Checked component) {
        component.object().required("type").text();
        component.present("name").text();
        component.optional("version").text();
        component.optional("purl").text();
    }
}
