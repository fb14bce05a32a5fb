package io.jenkins.plugins.intoto.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class ReportFormatTest {
    @Test
    void theNameOfAFileTellsItsFormat() {
        assertThat(ReportFormat.ofFile("target/report.json")).contains(ReportFormat.JSON);
        assertThat(ReportFormat.ofFile("CHAIN.SVG")).contains(ReportFormat.SVG);
        assertThat(ReportFormat.ofFile("report.json.txt")).isEmpty();
        assertThat(ReportFormat.ofFile("json")).isEmpty();
    }

    @Test
    void eachFormatWritesItsReport() throws Exception {
        var verification = SampleChains.ofThreeSteps().verify();
        var json = new ByteArrayOutputStream();
        ReportFormat.JSON.write(verification, json);
        assertThat(json.toByteArray()).isEqualTo(JsonReport.toByteArray(verification));
        var svg = new ByteArrayOutputStream();
        ReportFormat.SVG.write(verification, svg);
        assertThat(svg.toByteArray()).isEqualTo(SvgReport.toByteArray(verification));
    }
}
