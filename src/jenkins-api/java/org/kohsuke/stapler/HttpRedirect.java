package org.kohsuke.stapler;
import jakarta.servlet.ServletException;
import java.io.IOException;
@SuppressWarnings("serial")
public final class HttpRedirect extends RuntimeException implements HttpResponse {
    private final String url;
    public HttpRedirect(String url) { this.url = url; }
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException { response.sendRedirect(url); }
}
