package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.json.ByteOrderMark;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What reports of tests say, in the XML that JUnit's Ant task began with and most tools write, as a {@link TestResult}. Skipped
 * tests are left out, since the predicate has no place for them. A test that passed only when it was run again, as Surefire
 * reports it, counts as a warning.
 */
public final class JUnitReport {
    private static final Set<String> ROOTS = Set.of("testsuites", "testsuite");
    private static final int LONGEST_PROLOGUE = 4096;
    private static final Set<String> FAILURES = Set.of("failure", "error");
    private static final Set<String> FLAKES = Set.of("flakyFailure", "flakyError");

    private final Set<String> passed = new TreeSet<>();
    private final Set<String> warned = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();

    /** How one test went; what is worse comes later. */
    private enum State {
        PASSED,
        SKIPPED,
        WARNED,
        FAILED
    }

    /** Whether a text is XML, and not JSON: its first character that is not blank opens an element. */
    public static boolean isXml(byte[] content) {
        return new String(ByteOrderMark.strippedFrom(content), StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("<");
    }

    /** Whether a text can be nothing but such a report. */
    static boolean isMeant(byte[] content) {
        return isXml(content)
                && new String(content, 0, Math.min(content.length, LONGEST_PROLOGUE), StandardCharsets.UTF_8)
                        .contains("<testsuite");
    }

    /**
     * Adds a report.
     *
     * @param content XML without a document type, so that it holds no entities of its own
     * @param source the name of the file for error messages
     * @return this
     * @throws MalformedPredicateException if it is not XML, or not a report of tests
     */
    public JUnitReport add(byte[] content, String source) throws MalformedPredicateException {
        try {
            var xml = reader(content);
            for (int event = xml.next(); event != XMLStreamConstants.START_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.DTD) {
                    throw PredicateDocument.refused(source, "has a document type, which test reports do not need");
                }
            }
            if (!ROOTS.contains(xml.getLocalName())) {
                throw PredicateDocument.refused(
                        source,
                        "is not a JUnit report: its root is <" + xml.getLocalName()
                                + ">, not <testsuites> or <testsuite>");
            }
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    addTest(xml, source);
                }
            }
        } catch (XMLStreamException e) {
            var at = e.getLocation();
            throw PredicateDocument.refused(
                    source,
                    "is not well-formed XML"
                            + (at == null
                                    ? ""
                                    : " (line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ")"));
        }
        return this;
    }

    private static XMLStreamReader reader(byte[] content) throws XMLStreamException {
        // that of the JDK, whatever else is on the class path, since the properties below are not the same everywhere
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(content));
    }

    private void addTest(XMLStreamReader xml, String source) throws XMLStreamException, MalformedPredicateException {
        var name = name(xml, source);
        var state = State.PASSED;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (depth == 1) {
                    state = worse(state, state(xml.getLocalName()));
                }
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        switch (state) {
            case PASSED -> passed.add(name);
            case WARNED -> warned.add(name);
            case FAILED -> failed.add(name);
            case SKIPPED -> {
                // has no place in the predicate
            }
        }
    }

    private static String name(XMLStreamReader xml, String source) throws MalformedPredicateException {
        var name = xml.getAttributeValue(null, "name");
        if (name == null || name.isEmpty()) {
            throw PredicateDocument.refused(
                    source,
                    "has a test without a name (line " + xml.getLocation().getLineNumber() + ")");
        }
        var type = xml.getAttributeValue(null, "classname");
        return type == null || type.isEmpty() ? name : type + "." + name;
    }

    private static State state(String child) {
        if (FAILURES.contains(child)) {
            return State.FAILED;
        }
        if (FLAKES.contains(child)) {
            return State.WARNED;
        }
        return child.equals("skipped") ? State.SKIPPED : State.PASSED;
    }

    private static State worse(State one, State other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /**
     * How the tests of all reports went. The report does not say how the tests were configured, so nothing stands there. Of tests
     * that share a name only the worst counts.
     *
     * @param source what to call the reports in error messages
     * @throws MalformedPredicateException if no test was run
     */
    public TestResult result(String source) throws MalformedPredicateException {
        warned.removeAll(failed);
        passed.removeAll(failed);
        passed.removeAll(warned);
        if (passed.isEmpty() && warned.isEmpty() && failed.isEmpty()) {
            throw PredicateDocument.refused(source, "reports no test that was run, so there is no result");
        }
        var outcome = warned.isEmpty() ? TestResult.Outcome.PASSED : TestResult.Outcome.WARNED;
        return new TestResult(
                failed.isEmpty() ? outcome : TestResult.Outcome.FAILED,
                List.of(),
                Optional.empty(),
                List.copyOf(passed),
                List.copyOf(warned),
                List.copyOf(failed));
    }
}
