package hudson.util;
import java.util.ArrayList;
import org.kohsuke.stapler.HttpResponse;
@SuppressWarnings("serial")
public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {
    public void add(String displayName, String value) { add(new Option(displayName, value)); }
    public ListBoxModel add(String nameAndValue) {
        add(nameAndValue, nameAndValue);
        return this;
    }
    public static final class Option {
        public String name;
        public String value;
        public Option(String name, String value) {
            this.name = name;
            this.value = value;
        }
    }
}
