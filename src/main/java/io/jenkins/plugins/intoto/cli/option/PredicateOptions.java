package io.jenkins.plugins.intoto.cli.option;

import io.jenkins.plugins.intoto.cli.frame.CommandFailedException;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.file.LimitedFile;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.predicate.JUnitReport;
import io.jenkins.plugins.intoto.engine.predicate.LinkPredicate;
import io.jenkins.plugins.intoto.engine.predicate.MalformedPredicateException;
import io.jenkins.plugins.intoto.engine.predicate.PredicateCheck;
import io.jenkins.plugins.intoto.engine.predicate.PredicateDocument;
import io.jenkins.plugins.intoto.engine.predicate.PredicateType;
import io.jenkins.plugins.intoto.engine.predicate.SarifReport;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.StatementVersion;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The options that tell what is to be attested. */
public final class PredicateOptions {
    private static final String TYPE = "--type";
    private static final String PREDICATE = "--predicate";
    private static final String LINK = "--link";
    private static final String STATEMENT = "--statement";
    private static final String SBOM = "sbom";
    private static final String SARIF = "sarif";
    private static final String FROM = "--from";
    private static final String JUNIT = "junit";
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    /** The names that cosign has for what it writes. */
    private static final Map<String, String> OF_COSIGN = new LinkedHashMap<>();

    static {
        NAMES.put("provenance", PredicateType.SLSA_PROVENANCE_V1.uri());
        NAMES.put("vsa", PredicateType.VERIFICATION_SUMMARY.uri());
        NAMES.put("vulns", PredicateType.VULNERABILITIES_V0_2.uri());
        NAMES.put("test-result", PredicateType.TEST_RESULT.uri());
        NAMES.put("scai", PredicateType.SCAI.uri());
        NAMES.put("runtime-trace", PredicateType.RUNTIME_TRACE.uri());
        NAMES.put("release", PredicateType.RELEASE.uri());
        NAMES.put("reference", PredicateType.REFERENCE.uri());
        NAMES.put("svr", PredicateType.SIMPLE_VERIFICATION_RESULT.uri());
        NAMES.put("openvex", PredicateType.OPENVEX.uri());
        OF_COSIGN.put("slsaprovenance02", PredicateType.SLSA_PROVENANCE_V0_2.uri());
        OF_COSIGN.put("slsaprovenance1", PredicateType.SLSA_PROVENANCE_V1.uri());
        OF_COSIGN.put("spdxjson", "https://spdx.dev/Document");
        OF_COSIGN.put("cyclonedx", PredicateType.CYCLONEDX.uri());
        OF_COSIGN.put("vuln", PredicateType.COSIGN_VULNERABILITIES.uri());
        OF_COSIGN.put("link", "https://in-toto.io/Link/v1");
        OF_COSIGN.put("custom", PredicateType.COSIGN_CUSTOM.uri());
    }

    private PredicateOptions() {}

    /** Adds the options for the predicate, or what holds it already. */
    public static void addTo(Syntax syntax) {
        var names =
                Stream.concat(Stream.of(SBOM, SARIF), NAMES.keySet().stream()).toList();
        syntax.repeatableChoice(
                        names,
                        "TYPE",
                        "The type of the predicate: a URI, or one of " + String.join(", ", names)
                                + "; sbom is CycloneDX or SPDX, whichever the file is, and need not be said; sarif wraps a SARIF file as"
                                + " Witness does. What cosign calls its"
                                + " types is understood too: " + String.join(", ", OF_COSIGN.keySet()) + ".",
                        "-t",
                        TYPE)
                .repeatable(
                        "FILE",
                        "The predicate, in JSON; checked if its type is known. Given several times, each with its type,"
                                + " it makes an attestation of each, all or none.",
                        "-p",
                        PREDICATE)
                .choice(
                        List.of(JUNIT),
                        "FORMAT",
                        "What tool wrote the files, if they are not predicates: junit makes one test-result of all JUnit"
                                + " reports. A single one in XML is recognised.",
                        FROM)
                .value("FILE", "Attest a link instead; its products are the subjects.", LINK)
                .value("FILE", "Sign this statement instead, as it is.", STATEMENT);
    }

    /** Whether the predicate brings its subjects, so that none are to be given. */
    public static boolean bringSubjects(Invocation invocation) throws UsageException {
        long ways =
                Stream.of(PREDICATE, LINK, STATEMENT).filter(invocation::has).count();
        if (ways != 1) {
            throw new UsageException("give one of " + PREDICATE + ", " + LINK + " and " + STATEMENT);
        }
        invocation.onlyWith(invocation.has(PREDICATE), PREDICATE, TYPE, FROM);
        return !invocation.has(PREDICATE);
    }

    /**
     * The statements to sign, one for each predicate.
     *
     * @param subjects the subjects that were given; empty if the predicate brings its own
     */
    public static List<Statement> statements(List<ResourceDescriptor> subjects, Invocation invocation)
            throws InTotoException {
        if (invocation.has(LINK)) {
            return List.of(LinkPredicate.statementOf(MetadataFile.link(invocation.requiredPath(LINK))));
        }
        if (invocation.has(STATEMENT)) {
            var statement = AttestationFile.only(invocation.requiredPath(STATEMENT), invocation.lineLimits());
            if (statement.version() != StatementVersion.V1) {
                throw new CommandFailedException(
                        statement.source() + ": is a statement of version 0.1; only version 1 is signed");
            }
            return List.of(PredicateCheck.require(statement));
        }
        var files = invocation.paths(PREDICATE);
        var types = invocation.values(TYPE);
        if (invocation.has(FROM)) {
            return List.of(tests(files, types, invocation).about(subjects));
        }
        if (types.size() > files.size() || files.size() > 1 && types.size() != files.size()) {
            throw new UsageException("each " + PREDICATE + " needs a " + TYPE + ", in the same order: there are "
                    + files.size() + " and " + types.size());
        }
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < files.size(); i++) {
            statements.add(predicate(files.get(i), types.isEmpty() ? SBOM : types.get(i), invocation)
                    .about(subjects));
        }
        return statements;
    }

    private static TypedPredicate tests(List<Path> files, List<String> types, Invocation invocation)
            throws InTotoException {
        var format = invocation.required(FROM);
        if (!format.equals(JUNIT)) {
            throw new UsageException(FROM + " is " + JUNIT + ", not '" + format + "'");
        }
        if (!types.stream().map(PredicateOptions::uri).allMatch(PredicateType.TEST_RESULT.uri()::equals)) {
            throw new UsageException(FROM + " " + JUNIT + " makes test-result, not '" + types.get(0) + "'");
        }
        var report = new JUnitReport();
        for (var file : files) {
            report.add(LimitedFile.read(file, invocation.lineLimits().maxBytes()), file.toString());
        }
        return result(report, files.get(0), invocation);
    }

    private static TypedPredicate result(JUnitReport report, Path file, Invocation invocation)
            throws MalformedPredicateException {
        var result = report.result(file.toString());
        invocation.notes().warn("JUnit reports do not say how the tests were configured: \"configuration\" is empty");
        return result;
    }

    private static String uri(String type) {
        return NAMES.getOrDefault(type, OF_COSIGN.getOrDefault(type, type));
    }

    private static TypedPredicate predicate(Path file, String type, Invocation invocation) throws InTotoException {
        var uri = uri(type);
        if (!type.equals(SBOM) && !type.equals(SARIF) && !Uris.isAbsolute(uri)) {
            throw new UsageException(TYPE + " needs a URI, or one of " + SBOM + ", " + SARIF + ", "
                    + String.join(", ", NAMES.keySet()) + "; not '" + type + "'");
        }
        var limits = invocation.lineLimits();
        byte[] json = LimitedFile.read(file, limits.maxBytes());
        if (type.equals(SBOM)) {
            return billOfMaterials(json, file, limits, invocation);
        }
        if (type.equals(SARIF)) {
            return SarifReport.read(json, file.toString(), String.valueOf(file.getFileName()), limits);
        }
        return uri.equals(PredicateType.TEST_RESULT.uri()) && JUnitReport.isXml(json)
                ? result(new JUnitReport().add(json, file.toString()), file, invocation)
                : PredicateDocument.read(json, file.toString(), limits, uri);
    }

    private static TypedPredicate billOfMaterials(byte[] json, Path file, JsonLimits limits, Invocation invocation)
            throws InTotoException {
        try {
            return PredicateDocument.billOfMaterials(json, file.toString(), limits);
        } catch (MalformedPredicateException e) {
            if (invocation.has(TYPE)) {
                throw e;
            }
            throw new CommandFailedException(e.getMessage() + "; " + TYPE + " says what else it is", e);
        }
    }
}
