package hudson.tasks.junit;
public class CaseResult {
    private final String name;
    CaseResult(String name) { this.name = name; }
    public String getFullName() { return name; }
}
