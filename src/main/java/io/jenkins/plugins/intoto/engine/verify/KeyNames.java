package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.key.KeyId;
import io.jenkins.plugins.intoto.engine.key.VerificationKey;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What people call keys. Metadata knows keys by their ids alone; the names come from whoever trusts or uses the keys, such as
 * the file of a key or a credential, and never from metadata. Immutable.
 */
public final class KeyNames {
    /** No key has a name. */
    public static final KeyNames NONE = new KeyNames(Map.of());

    private final Map<KeyId, Name> names;

    private KeyNames(Map<KeyId, Name> names) {
        this.names = names;
    }

    /**
     * What a key is called.
     *
     * @param name a short name, safe to show as text
     * @param description what else is said of it, safe to show as text; may be empty
     */
    public record Name(String name, String description) {
        /** Makes both safe to show. */
        public Name {
            name = DisplayText.of(name);
            description = DisplayText.of(description);
        }

        /**
         * The name with an id beside it, since two keys may have one name.
         *
         * @param id the id of the key
         */
        public String with(KeyId id) {
            var shown = DisplayText.of(id.shortForm());
            return name.isEmpty() ? shown : shown.isEmpty() ? name : name + " (" + shown + ")";
        }

        /** The name and the description. */
        public String inFull() {
            return description.isEmpty() ? name : name + ", " + description;
        }

        /**
         * As {@link #with}, with the description.
         *
         * @param id the id of the key
         */
        public String inFullWith(KeyId id) {
            var shown = DisplayText.of(id.shortForm());
            return description.isEmpty()
                    ? with(id)
                    : name + " (" + description + (shown.isEmpty() ? "" : ", " + shown) + ")";
        }
    }

    /**
     * These names and that of one more key, under each of its ids; a key that has a name keeps it.
     *
     * @param key the key
     * @param name what it is called
     */
    public KeyNames with(VerificationKey key, Name name) {
        if (name.name().isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(names);
        more.putIfAbsent(key.keyId(), name);
        key.signatureIds().forEach(id -> more.putIfAbsent(id, name));
        return new KeyNames(more);
    }

    /** These names and others; a key that has a name keeps it. */
    public KeyNames with(KeyNames others) {
        var more = new LinkedHashMap<>(names);
        others.names.forEach(more::putIfAbsent);
        return new KeyNames(more);
    }

    /** What a key is called; empty if that is not known. */
    public Optional<Name> find(KeyId id) {
        return Optional.ofNullable(names.get(id));
    }

    /** The name of a key with the short form of its id beside it, or that alone; safe to show as text. */
    public String of(KeyId id) {
        return find(id).map(name -> name.with(id)).orElseGet(() -> DisplayText.of(id.shortForm()));
    }

    /** As {@link #of}, for several keys, separated by commas. */
    public String of(List<KeyId> ids) {
        return ids.stream().map(this::of).collect(Collectors.joining(", "));
    }

    /** As {@link #of}, but the whole id of a key that has no name: nothing else tells which it is. */
    public String ofAny(KeyId id) {
        return find(id).map(name -> name.with(id)).orElseGet(() -> DisplayText.of(id.value()));
    }

    /**
     * Who signed a link: whom the certificate names, or what the key is called, with the short form of the id beside it.
     *
     * @return empty if nobody is known to have signed it
     */
    public Optional<String> signer(LinkOutcome link) {
        return link.signer().map(id -> nameOf(link).with(id));
    }

    /**
     * As {@link #signer(LinkOutcome)}, where there is little room.
     *
     * @param shortening makes the name short enough for the id to fit beside it
     */
    public Optional<String> signer(LinkOutcome link, UnaryOperator<String> shortening) {
        return link.signer().map(id -> new Name(shortening.apply(nameOf(link).name()), "").with(id));
    }

    private Name nameOf(LinkOutcome link) {
        return link.identity().isEmpty()
                ? link.signer().flatMap(this::find).orElse(new Name("", ""))
                : new Name(link.identity(), "");
    }
}
