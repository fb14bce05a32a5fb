package io.jenkins.plugins.intoto.page;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.ArchivedReport;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** A file as an answer that browsers take for nothing else than it is, and that can run or load nothing. */
final class Download implements HttpResponse {
    /** What is written, once. */
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final String type;
    private final String disposition;
    private final long length;
    private final Content content;

    private Download(String type, String disposition, byte[] content) {
        this(type, disposition, content.length, out -> out.write(content));
    }

    private Download(String type, String disposition, long length, Content content) {
        this.type = type;
        this.disposition = disposition;
        this.length = length;
        this.content = content;
    }

    /** The picture of a verification, to be shown within a page. */
    static HttpResponse picture(Run<?, ?> run, ArchivedReport report) {
        try {
            return new Download("image/svg+xml", "inline", report.picture(run));
        } catch (UnreadableFileException e) {
            return HttpResponses.error(404, e.getMessage());
        }
    }

    /**
     * JSON, to be saved.
     *
     * @param fileName what to save it as; nothing but letters, digits, dots, hyphens and underscores
     */
    static HttpResponse json(String fileName, byte[] content) {
        return new Download("application/json", attachment(fileName), content);
    }

    /** To be saved under a name of nothing but letters, digits, dots, hyphens and underscores. */
    static String attachment(String fileName) {
        return "attachment; filename=\"" + fileName + "\"";
    }

    /**
     * JSON that may be large.
     *
     * @param disposition {@code inline} to be shown, or {@code attachment} with a name to be saved
     * @param file what to send; deleted when that is done
     * @throws IOException if it cannot be looked at
     */
    static HttpResponse jsonFile(String disposition, Path file) throws IOException {
        return new Download("application/json", disposition, Files.size(file), out -> {
            try {
                Files.copy(file, out);
            } finally {
                Files.delete(file);
            }
        });
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        response.setHeader("Content-Disposition", disposition);
        response.setContentLengthLong(length);
        content.writeTo(response.getOutputStream());
    }
}
