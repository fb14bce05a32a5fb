package hudson.model;
import java.util.List;
import jenkins.model.RunAction2;
public class ParametersAction implements RunAction2 {
    private final List<ParameterValue> parameters;
    public ParametersAction(ParameterValue... parameters) { this.parameters = List.of(parameters); }
    public List<ParameterValue> getAllParameters() { return parameters; }
    public void onAttached(Run<?, ?> run) {}
    public void onLoad(Run<?, ?> run) {}
    public String getIconFileName() { return null; }
    public String getDisplayName() { return "Parameters"; }
    public String getUrlName() { return "parameters"; }
}
