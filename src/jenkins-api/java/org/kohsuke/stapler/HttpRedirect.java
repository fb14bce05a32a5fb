package org.kohsuke.stapler;
import edu.umd.cs.findbugs.annotations.NonNull;
import jakarta.servlet.ServletException;
import java.io.IOException;
@SuppressWarnings("serial")
public final class HttpRedirect extends RuntimeException implements HttpResponse {
    private final String url;
    public HttpRedirect(@NonNull String url) { this.url = url; }
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException { response.sendRedirect(url); }
}
