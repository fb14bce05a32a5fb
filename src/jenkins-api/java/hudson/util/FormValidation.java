package hudson.util;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
@SuppressWarnings("serial")
public abstract class FormValidation extends IOException implements HttpResponse {
    public final Kind kind;
    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }
    private static FormValidation of(Kind kind, String message) {
        return new FormValidation(kind, message) {
            public String renderHtml() { return message.replace("&", "&amp;").replace("<", "&lt;"); }
        };
    }
    public static FormValidation ok() { return ok(""); }
    public static FormValidation ok(String message) { return of(Kind.OK, message); }
    public static FormValidation warning(String message) { return of(Kind.WARNING, message); }
    public static FormValidation error(String message) { return of(Kind.ERROR, message); }
    public abstract String renderHtml();
    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}
