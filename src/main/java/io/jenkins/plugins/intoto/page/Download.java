package io.jenkins.plugins.intoto.page;

import hudson.model.Run;
import io.jenkins.plugins.intoto.archive.ArchivedReport;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** A file as an answer that browsers take for nothing else than it is, and that can run or load nothing. */
final class Download implements HttpResponse {
    private final String type;
    private final String disposition;
    private final byte[] content;

    private Download(String type, String disposition, byte[] content) {
        this.type = type;
        this.disposition = disposition;
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
        return new Download("application/json", "attachment; filename=\"" + fileName + "\"", content);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        response.setHeader("Content-Disposition", disposition);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
