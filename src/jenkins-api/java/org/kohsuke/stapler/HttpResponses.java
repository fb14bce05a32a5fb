package org.kohsuke.stapler;
import java.io.IOException;
@SuppressWarnings("serial")
public class HttpResponses {
    public static HttpRedirect redirectTo(String url) { return new HttpRedirect(url); }
    public static HttpResponseException notFound() { return error(404, "not found"); }
    public static HttpResponseException forwardToPreviousPage() {
        return new HttpResponseException("the page before") {
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) {}
        };
    }
    public static HttpResponseException error(int status, String message) {
        return new HttpResponseException(message) {
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                    throws IOException { response.sendError(status, message); }
        };
    }
    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        public HttpResponseException(String message) { super(message); }
    }
}
