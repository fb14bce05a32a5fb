package io.jenkins.plugins.intoto.engine.predicate;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** SPDX documents in JSON, of versions 2.x and 3.x. */
final class SpdxChecks {
    private static final Pattern VERSION_2 = Pattern.compile("SPDX-2\\.\\d+");
    private static final Pattern CONTEXT_3 = Pattern.compile("https://spdx\\.org/rdf/3\\.\\d+(\\.\\d+)?/.+");

    private SpdxChecks() {}

    static void version2(Checked document, String predicateType) {
        if (BomVersions.isWrapped(document)) {
            return;
        }
        var version = document.required("spdxVersion").matching(VERSION_2, "must be \"SPDX-2.3\" or another 2.x");
        BomVersions.compare(version, "SPDX-", predicateType);
        document.required("SPDXID").text();
        document.required("name").text();
        document.required("dataLicense").text();
        document.required("documentNamespace").uri();
        var creation = document.required("creationInfo").object();
        creation.required("created").timestamp();
        creation.required("creators").each(Checked::text).notEmpty();
        document.optional("packages").each(each -> {
            identified(each).required("name").text();
            each.required("downloadLocation").text();
        });
        document.optional("files")
                .each(each -> identified(each).required("fileName").text());
        document.optional("relationships").each(each -> {
            each.object().required("spdxElementId").text();
            each.required("relatedSpdxElement").text();
            each.required("relationshipType").text();
        });
    }

    private static Checked identified(Checked element) {
        element.object().required("SPDXID").text();
        return element;
    }

    static void version3(Checked document, String predicateType) {
        if (BomVersions.isWrapped(document)) {
            return;
        }
        context(document.required("@context"));
        var created = new AtomicBoolean();
        var graph = document.required("@graph").each(element -> {
            var type = element.object().required("type").text().asText().orElse("");
            if (type.equals("CreationInfo")) {
                creation(element, predicateType);
                created.set(true);
            } else if (element.optional("creationInfo").isObject()) {
                creation(element.optional("creationInfo"), predicateType);
                created.set(true);
            }
        });
        if (graph.isSet() && !created.get()) {
            graph.missing("has no \"CreationInfo\"");
        }
    }

    /** Others' contexts may stand beside that of SPDX. */
    private static void context(Checked context) {
        boolean known = context.isArrayWith(element -> element instanceof String uri && isContext(uri))
                || context.asText().filter(SpdxChecks::isContext).isPresent();
        if (context.isSet() && !known) {
            context.defect("must be the context of SPDX 3, or an array with it");
        }
    }

    private static boolean isContext(String uri) {
        return CONTEXT_3.matcher(uri).matches();
    }

    private static void creation(Checked info, String predicateType) {
        BomVersions.compare(info.required("specVersion").text(), "", predicateType);
        info.required("created").timestamp();
        info.required("createdBy").each(Checked::text).notEmpty();
    }
}
