package hudson.plugins.git;
@SuppressWarnings("serial")
public class Branch extends GitObject {
    Branch(String name) { super(name); }
}
