package io.jenkins.plugins.intoto.engine.policy.source;

import io.jenkins.plugins.intoto.engine.policy.source.PolicyDefect.Kind;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.Place;
import io.jenkins.plugins.intoto.engine.policy.source.PolicyNode.ScalarType;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.scanner.Scanner;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.TagToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * The YAML of policies: one document of mappings, sequences and plain scalars. Only the tree of nodes is taken from the
 * library, no object is constructed by it. Aliases, anchors, tags, directives and merge keys are refused, and so are two members
 * of one name: what a reader of the file sees is what counts.
 */
public final class PolicyYaml {
    /** The largest text, in bytes: room for many trusted roots. */
    static final int MAXIMUM_BYTES = 4 << 20;

    private static final int MAXIMUM_DEPTH = 24;
    private static final Map<Tag, ScalarType> TYPES = Map.of(
            Tag.STR, ScalarType.TEXT,
            Tag.TIMESTAMP, ScalarType.TIME,
            Tag.INT, ScalarType.INTEGER,
            Tag.FLOAT, ScalarType.FLOAT,
            Tag.BOOL, ScalarType.BOOLEAN,
            Tag.NULL, ScalarType.NULL);

    private static final Map<String, String> PROBLEMS = problems();

    private static Map<String, String> problems() {
        var problems = new LinkedHashMap<String, String>();
        problems.put(
                "mapping values are not allowed",
                "a colon where no member can begin; put quotes around texts with \": \"");
        problems.put("could not find expected ':'", "a name without a colon behind it");
        problems.put("cannot start any token", "a character that nothing can begin with, such as a tab, % or @");
        problems.put("found unexpected end of stream", "a text in quotes that never ends");
        problems.put("expected ',' or", "a bracket that is never closed, or no comma between two elements");
        problems.put("expected <block end>", "a line that is not indented as those beside it");
        problems.put("expected the node content", "nothing where a value is expected");
        problems.put("sequence entries are not allowed", "a dash where no list can begin");
        problems.put("undefined alias", "an alias, which policies do not have");
        problems.put("escape", "an unknown escape in a text in quotes");
        problems.put("but found another document", "a second document");
        problems.put("expected alphabetic or numeric", "an anchor or an alias without a name");
        return problems;
    }

    private final String source;

    private PolicyYaml(String source) {
        this.source = source;
    }

    /**
     * Reads a document.
     *
     * @throws MalformedPolicyException if the text is not such a document
     */
    public static PolicyNode parse(byte[] content, String source) throws MalformedPolicyException {
        return new PolicyYaml(source).parse(content);
    }

    private PolicyNode parse(byte[] content) throws MalformedPolicyException {
        if (content.length > MAXIMUM_BYTES) {
            throw malformed(1, "is " + content.length + " bytes long, the limit is " + MAXIMUM_BYTES);
        }
        var options = new LoaderOptions();
        options.setNestingDepthLimit(MAXIMUM_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(MAXIMUM_BYTES);
        try {
            var text = text(content);
            requireNoTags(new ScannerImpl(new StreamReader(text), options));
            var parser = new ParserImpl(new StreamReader(text), options);
            var root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null) {
                throw malformed(1, "is empty, a policy was expected");
            }
            return node(root, new Place(line(root.getStartMark()), ""));
        } catch (MarkedYAMLException e) {
            throw malformed(
                    line(e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark()),
                    "is not valid YAML: " + problem(String.valueOf(e.getProblem())));
        } catch (ReaderException e) {
            throw malformed(1, "is not valid YAML: it has a control character");
        } catch (YAMLException e) {
            throw malformed(1, "is not read as YAML here: it is nested deeper than " + MAXIMUM_DEPTH + " levels");
        }
    }

    /** The library's words for what is wrong in ours, which do not speak of tokens and blocks. */
    private static String problem(String library) {
        return PROBLEMS.entrySet().stream()
                .filter(problem -> library.contains(problem.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse("it cannot be understood from here on");
    }

    /** The tree does not tell whether a node has the tag that it would have anyway. */
    private void requireNoTags(Scanner scanner) throws MalformedPolicyException {
        while (!scanner.checkToken(Token.ID.StreamEnd)) {
            var token = scanner.getToken();
            if (token instanceof TagToken tag) {
                var handle = tag.getValue().getHandle();
                throw tag((handle == null ? "" : handle) + tag.getValue().getSuffix(), place(token));
            }
            if (token.getTokenId() == Token.ID.Directive) {
                throw defect(
                        Kind.NOT_YAML, place(token), "has a directive; policies are written out, without directives");
            }
        }
    }

    private static Place place(Token token) {
        return new Place(line(token.getStartMark()), "");
    }

    private String text(byte[] content) throws MalformedPolicyException {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed(1, "is not UTF-8");
        }
    }

    private PolicyNode node(Node node, Place place) throws MalformedPolicyException {
        if (node.getAnchor() != null) {
            throw defect(Kind.NOT_YAML, place, "has an anchor; policies are written out, without anchors and aliases");
        }
        if (node instanceof MappingNode mapping) {
            requireTag(node, Tag.MAP, place);
            return mapping(mapping, place);
        }
        if (node instanceof SequenceNode sequence) {
            requireTag(node, Tag.SEQ, place);
            var elements = new ArrayList<PolicyNode>();
            for (var element : sequence.getValue()) {
                elements.add(node(element, place.member("" + elements.size(), line(element.getStartMark()))));
            }
            return new PolicyNode.Sequence(place, elements);
        }
        if (node instanceof ScalarNode scalar) {
            var type = TYPES.get(node.getTag());
            if (type == null) {
                throw tag(node.getTag().getValue(), place);
            }
            return new PolicyNode.Scalar(place, type, scalar.getValue());
        }
        throw tag(node.getTag().getValue(), place);
    }

    private PolicyNode mapping(MappingNode node, Place place) throws MalformedPolicyException {
        var members = new LinkedHashMap<String, PolicyNode>();
        for (var tuple : node.getValue()) {
            int line = line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key) || key.getTag().equals(Tag.MERGE)) {
                throw defect(Kind.NOT_YAML, new Place(line, place.pointer()), "has a member whose name is not text");
            }
            if (key.getAnchor() != null) {
                throw defect(
                        Kind.NOT_YAML,
                        new Place(line, place.pointer()),
                        "has an anchor; policies are written out, without anchors and aliases");
            }
            var name = key.getValue();
            var itsPlace = place.member(name, line);
            if (members.containsKey(name)) {
                throw defect(Kind.DUPLICATE_MEMBER, itsPlace, "is named twice in one mapping");
            }
            members.put(name, node(tuple.getValueNode(), itsPlace));
        }
        return new PolicyNode.Mapping(place, members);
    }

    private void requireTag(Node node, Tag tag, Place place) throws MalformedPolicyException {
        if (!node.getTag().equals(tag)) {
            throw tag(node.getTag().getValue(), place);
        }
    }

    private MalformedPolicyException tag(String tag, Place place) {
        return defect(Kind.NOT_YAML, place, "has the tag " + DisplayText.of(tag) + ", which policies must not have");
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private MalformedPolicyException malformed(int line, String reason) {
        return defect(Kind.NOT_YAML, new Place(line, ""), reason);
    }

    private MalformedPolicyException defect(Kind kind, Place place, String reason) {
        return new MalformedPolicyException(
                source, List.of(new PolicyDefect(kind, place.line(), place.pointer(), reason)));
    }
}
