package io.jenkins.plugins.intoto.page;

import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import io.jenkins.plugins.intoto.engine.verify.KeyNames;

/** A key as a page shows it: what it is called, and the beginning of its id. All text is safe to show as text. */
public final class ShownKey {
    private final KeyId id;
    private final KeyNames.Name name;

    private ShownKey(KeyId id, KeyNames.Name name) {
        this.id = id;
        this.name = name;
    }

    static ShownKey of(KeyId id, KeyNames.Name name) {
        return new ShownKey(id, name);
    }

    static ShownKey of(KeyId id, KeyNames names) {
        return new ShownKey(id, names.find(id).orElse(new KeyNames.Name("", "")));
    }

    /** What it is called; empty if that is not known. */
    public String getName() {
        return name.name();
    }

    /** What else is said of it; may be empty. */
    public String getDescription() {
        return name.description();
    }

    /** The beginning of its id; empty if it has none, as a key that was made for one signature. */
    public String getShortId() {
        return DisplayText.of(id.shortForm());
    }

    /** Its whole id. */
    public String getId() {
        return DisplayText.of(id.value());
    }
}
