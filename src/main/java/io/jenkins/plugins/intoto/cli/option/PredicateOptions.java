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
import io.jenkins.plugins.intoto.engine.predicate.ReportFormat;
import io.jenkins.plugins.intoto.engine.predicate.SarifReport;
import io.jenkins.plugins.intoto.engine.predicate.TypedPredicate;
import io.jenkins.plugins.intoto.engine.predicate.VulnerabilityScan;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import io.jenkins.plugins.intoto.engine.statement.StatementVersion;
import io.jenkins.plugins.intoto.engine.statement.Uris;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                                + "; sbom is CycloneDX or SPDX, whichever the file is, and can be omitted; sarif wraps a SARIF file as"
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
                        formats(),
                        "FORMAT",
                        "The format of the files, if they are reports of tools and not predicates: "
                                + String.join(", ", ReportFormat.words(PredicateType.VULNERABILITIES_V0_2))
                                + " make vulns of each, junit makes one test-result of all. Unambiguous reports are recognised"
                                + " without it.",
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
        var format = format(invocation);
        if (format.isPresent()) {
            if (types.isEmpty()) {
                types = List.of(format.get().made().uri());
            }
            if (files.size() > 1 && types.size() == 1) {
                types = Collections.nCopies(files.size(), types.get(0));
            }
            requireMade(format.get(), types);
            if (format.get() == ReportFormat.JUNIT) {
                return List.of(tests(files, invocation).about(subjects));
            }
        }
        if (types.size() > files.size() || files.size() > 1 && types.size() != files.size()) {
            throw new UsageException("each " + PREDICATE + " needs a " + TYPE + ", in the same order: there are "
                    + files.size() + " and " + types.size());
        }
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < files.size(); i++) {
            statements.add(predicate(files.get(i), types.isEmpty() ? SBOM : types.get(i), format, invocation)
                    .about(subjects));
        }
        return statements;
    }

    private static List<String> formats() {
        return Stream.of(ReportFormat.values()).map(ReportFormat::word).toList();
    }

    private static Optional<ReportFormat> format(Invocation invocation) throws UsageException {
        var word = invocation.value(FROM);
        var format = word.flatMap(ReportFormat::of);
        if (word.isPresent() && format.isEmpty()) {
            throw new UsageException(
                    FROM + " is one of " + String.join(", ", formats()) + ", not '" + word.get() + "'");
        }
        return format;
    }

    /** A format of scans may stand beside predicates of other types, one of tests may not. */
    private static void requireMade(ReportFormat format, List<String> types) throws UsageException {
        var made = format.made().uri();
        var others = types.stream().filter(type -> !uri(type).equals(made)).toList();
        if (format == ReportFormat.JUNIT ? !others.isEmpty() : others.size() == types.size()) {
            throw new UsageException(
                    FROM + " " + format.word() + " makes " + name(made) + ", not '" + others.get(0) + "'");
        }
    }

    private static String name(String uri) {
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().equals(uri))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(uri);
    }

    private static TypedPredicate tests(List<Path> files, Invocation invocation) throws InTotoException {
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

    private static TypedPredicate predicate(
            Path file, String type, Optional<ReportFormat> format, Invocation invocation) throws InTotoException {
        var uri = uri(type);
        if (!type.equals(SBOM) && !type.equals(SARIF) && !Uris.isAbsolute(uri)) {
            throw new UsageException(TYPE + " needs a URI, or one of " + SBOM + ", " + SARIF + ", "
                    + String.join(", ", NAMES.keySet()) + "; not '" + type + "'");
        }
        var limits = invocation.lineLimits();
        byte[] json = LimitedFile.read(file, limits.maxBytes());
        if (type.equals(SARIF) || uri.equals(SarifReport.TYPE)) {
            var name = LimitedFile.isStream(file)
                    ? Optional.<String>empty()
                    : Optional.ofNullable(file.getFileName()).map(Path::toString);
            return SarifReport.readAny(json, file.toString(), name, limits);
        }
        if (uri.equals(PredicateType.TEST_RESULT.uri()) && JUnitReport.isXml(json)) {
            return result(new JUnitReport().add(json, file.toString()), file, invocation);
        }
        try {
            if (type.equals(SBOM)) {
                return PredicateDocument.billOfMaterials(json, file.toString(), limits);
            }
            return uri.equals(PredicateType.VULNERABILITIES_V0_2.uri())
                    ? scan(json, file, limits, format, invocation)
                    : PredicateDocument.read(json, file.toString(), limits, uri);
        } catch (MalformedPredicateException e) {
            throw new CommandFailedException(e.getMessage() + hint(e, type, invocation), e);
        }
    }

    private static TypedPredicate scan(
            byte[] json, Path file, JsonLimits limits, Optional<ReportFormat> format, Invocation invocation)
            throws MalformedStatementException, MalformedPredicateException {
        var predicate = format.isPresent()
                ? VulnerabilityScan.read(json, file.toString(), limits, format.get())
                : VulnerabilityScan.readAny(json, file.toString(), limits);
        if (predicate instanceof VulnerabilityScan scan) {
            scan.remarks().forEach(invocation.notes()::warn);
        }
        return predicate;
    }

    private static String hint(MalformedPredicateException refused, String type, Invocation invocation) {
        if (refused.report().isPresent()) {
            var format = refused.report().get();
            var made = format.made().uri();
            return (uri(type).equals(made)
                            ? ""
                            : "; " + TYPE + " " + name(made) + " " + FROM + " " + format.word() + " makes it one")
                    + (format == ReportFormat.SARIF ? "; " + TYPE + " " + SARIF + " attests it as it is" : "");
        }
        return type.equals(SBOM) && !invocation.has(TYPE) ? "; " + TYPE + " says what else it is" : "";
    }
}
