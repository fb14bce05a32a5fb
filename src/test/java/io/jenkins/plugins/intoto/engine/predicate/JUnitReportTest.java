package io.jenkins.plugins.intoto.engine.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JUnitReportTest {
    /** In the shape in which Surefire writes. */
    private static final String SUREFIRE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="app.ATest" time="0.1" tests="4" errors="1" skipped="1" failures="0">
              <properties><property name="testcase" value="no test"/></properties>
              <testcase name="adds" classname="app.ATest" time="0.01"><system-out>&lt;failure&gt;</system-out></testcase>
              <testcase name="divides" classname="app.ATest"><error type="E">at <![CDATA[<testcase>]]></error></testcase>
              <testcase name="later" classname="app.ATest"><skipped message="not yet"/></testcase>
              <testcase name="shaky" classname="app.ATest"><flakyFailure type="E">once</flakyFailure></testcase>
            </testsuite>
            """;

    /** In the shape in which pytest, jest and gotestsum write. */
    private static final String SUITES = """
            <testsuites name="pytest tests"><testsuite name="pytest" tests="2">
              <testcase classname="tests.test_app" name="test_one[a/b]" time="0.001" />
              <testcase name="without a class" />
            </testsuite><testsuite name="nested"><testsuite name="inner">
              <testcase classname="C" name="t"><failure message="m">x</failure></testcase>
            </testsuite></testsuite></testsuites>
            """;

    private static JUnitReport report(String... xml) throws MalformedPredicateException {
        var report = new JUnitReport();
        for (var text : xml) {
            report.add(text.getBytes(StandardCharsets.UTF_8), "r.xml");
        }
        return report;
    }

    private static String cases(String children) {
        return "<testsuite><testcase name='t' classname='C'>" + children + "</testcase></testsuite>";
    }

    @Test
    void testsAreSortedByHowTheyWent() throws Exception {
        var result = report(SUREFIRE).result("r.xml");

        assertThat(result.outcome()).isEqualTo(TestResult.Outcome.FAILED);
        assertThat(result.passedTests()).containsExactly("app.ATest.adds");
        assertThat(result.warnedTests()).containsExactly("app.ATest.shaky");
        assertThat(result.failedTests()).containsExactly("app.ATest.divides");
        assertThat(result.configuration()).isEmpty();
    }

    @Test
    void suitesWithinSuitesAreRead() throws Exception {
        var result = report(SUITES).result("r.xml");

        assertThat(result.passedTests()).containsExactly("tests.test_app.test_one[a/b]", "without a class");
        assertThat(result.failedTests()).containsExactly("C.t");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', PASSED",
        "'', <flakyError/>, WARNED",
        "<flakyFailure/>, <failure/>, FAILED",
        "<error/>, '', FAILED",
        "'<rerunFailure/><failure/>', '', FAILED",
        "'', '<system-out><failure/></system-out>', PASSED"
    })
    void ofOneNameInSeveralReportsTheWorstCounts(String one, String other, TestResult.Outcome outcome)
            throws Exception {
        var result = report(cases(one), cases(other)).result("r.xml");

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.passedTests().size()
                        + result.warnedTests().size()
                        + result.failedTests().size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "<html><body/></html>, 'r.xml: is not a JUnit report: its root is <html>, not <testsuites> or <testsuite>'",
        "<testsuite><testcase name=\"t\">, 'r.xml: is not well-formed XML (line 1, column 31)'",
        "<testsuite><testcase/></testsuite>, r.xml: has a test without a name (line 1)",
        "<testsuite/>, 'r.xml: reports no test that was run, so there is no result'"
    })
    void whatTellsOfNoTestsIsRefused(String xml, String message) {
        assertThatThrownBy(() -> report(xml).result("r.xml"))
                .isInstanceOf(MalformedPredicateException.class)
                .hasMessage(message);
    }

    @Test
    void onlySkippedTestsAreNoResult() {
        assertThatThrownBy(() -> report(cases("<skipped/>")).result("r.xml"))
                .hasMessageContaining("no test that was run");
    }

    @ParameterizedTest
    @CsvSource({"SYSTEM 'file:///etc/hostname'", "'\"aaaa\"'"})
    void aReportWithEntitiesOfItsOwnIsRefused(String entity) {
        var xml = "<!DOCTYPE testsuite [<!ENTITY e " + entity + ">]><testsuite><testcase name='&e;'/></testsuite>";

        assertThatThrownBy(() -> report(xml).result("r.xml"))
                .hasMessage("r.xml: has a document type, which test reports do not need");
    }
}
