package io.jenkins.plugins.intoto.engine.report;

import io.jenkins.plugins.intoto.engine.verify.Verification;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The formats of reports that are kept in files. */
public enum ReportFormat {
    /** {@link JsonReport}. */
    JSON,
    /** {@link SvgReport}. */
    SVG;

    /** The end of the names of such files, with its dot. */
    public String suffix() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format that the name of a file asks for; upper and lower case are one.
     *
     * @param fileName a name or a path
     */
    public static Optional<ReportFormat> ofFile(String fileName) {
        var name = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.suffix()))
                .findFirst();
    }

    /**
     * Writes a report in this format.
     *
     * @param verification the outcome to report
     * @param out receives UTF-8 text; flushed, not closed
     * @throws IOException if writing fails
     */
    public void write(Verification verification, OutputStream out) throws IOException {
        switch (this) {
            case JSON -> JsonReport.write(verification, out);
            case SVG -> SvgReport.write(verification, out);
        }
    }
}
