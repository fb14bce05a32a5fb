package hudson.model;
@SuppressWarnings("serial")
public class Failure extends RuntimeException {
    public Failure(String message) { super(message); }
}
