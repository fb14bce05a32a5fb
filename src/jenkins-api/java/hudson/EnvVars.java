package hudson;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.TreeMap;
@SuppressWarnings("serial")
public class EnvVars extends TreeMap<String, String> {
    public EnvVars() {}
    public EnvVars(@NonNull Map<String, String> variables) { super(variables); }
    public String get(String name, String fallback) { return getOrDefault(name, fallback); }
    public String expand(String text) {
        String expanded = text;
        for (Map.Entry<String, String> variable : entrySet()) {
            expanded = expanded.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        return expanded;
    }
}
