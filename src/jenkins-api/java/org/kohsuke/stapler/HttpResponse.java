package org.kohsuke.stapler;
import jakarta.servlet.ServletException;
import java.io.IOException;
public interface HttpResponse {
    default void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException { throw new UnsupportedOperationException(); }
}
