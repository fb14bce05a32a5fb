package net.sf.json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
public final class JSONObject {
    private final Map<String, Object> members = new LinkedHashMap<>();
    public JSONObject() {}
    public Object opt(String name) { return members.get(name); }
    public boolean has(String name) { return members.containsKey(name); }
    public Object put(String name, Object value) { return members.put(name, value); }
    public Object remove(String name) { return members.remove(name); }
    public Set<String> keySet() { return members.keySet(); }
}
