package io.jenkins.plugins.intoto.engine.predicate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an SPDX 3 document was made: the {@code CreationInfo} of its element {@code SpdxDocument}, which stands in that
 * element or for itself in the graph; without such an element, the first one of the graph.
 *
 * @param members its members
 * @param pointer where it stands in the document, as a JSON pointer
 */
record SpdxCreation(Map<?, ?> members, String pointer) {
    private static final String CREATION_INFO = "creationInfo";

    static Optional<SpdxCreation> of(Map<String, Object> document) {
        if (!(document.get("@graph") instanceof List<?> graph)) {
            return Optional.empty();
        }
        for (int i = 0; i < graph.size(); i++) {
            if (graph.get(i) instanceof Map<?, ?> element && "SpdxDocument".equals(element.get("type"))) {
                if (element.get(CREATION_INFO) instanceof Map<?, ?> info) {
                    return Optional.of(new SpdxCreation(info, pointer(i) + "/" + CREATION_INFO));
                }
                if (element.get(CREATION_INFO) instanceof String id) {
                    return inGraph(graph, id);
                }
            }
        }
        return inGraph(graph, null);
    }

    private static Optional<SpdxCreation> inGraph(List<?> graph, String id) {
        for (int i = 0; i < graph.size(); i++) {
            if (graph.get(i) instanceof Map<?, ?> element
                    && "CreationInfo".equals(element.get("type"))
                    && (id == null || id.equals(element.get("@id")))) {
                return Optional.of(new SpdxCreation(element, pointer(i)));
            }
        }
        return Optional.empty();
    }

    private static String pointer(int index) {
        return "/@graph/" + index;
    }

    Optional<String> text(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
