package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Timestamps;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The members of an object that is put together. What is empty is left out, since it means the same as not set. */
final class Fields {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** Sets a member, be its value empty or not. */
    Fields required(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Fields text(String name, Optional<String> text) {
        text.ifPresent(value -> members.put(name, value));
        return this;
    }

    Fields time(String name, Optional<Instant> time) {
        time.ifPresent(value -> members.put(name, Timestamps.format(value)));
        return this;
    }

    Fields map(String name, Map<String, ?> map) {
        if (!map.isEmpty()) {
            members.put(name, map);
        }
        return this;
    }

    Fields texts(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            members.put(name, texts);
        }
        return this;
    }

    Fields maps(String name, List<? extends Map<String, ?>> maps) {
        if (!maps.isEmpty()) {
            members.put(name, maps);
        }
        return this;
    }

    Fields resources(String name, List<ResourceDescriptor> resources) {
        if (!resources.isEmpty()) {
            members.put(name, all(resources));
        }
        return this;
    }

    static List<Map<String, Object>> all(List<ResourceDescriptor> resources) {
        return resources.stream().map(ResourceDescriptor::toMap).toList();
    }

    Map<String, Object> toMap() {
        return Collections.unmodifiableMap(members);
    }
}
