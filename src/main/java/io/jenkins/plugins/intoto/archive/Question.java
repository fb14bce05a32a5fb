package io.jenkins.plugins.intoto.archive;

import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a verification asks: by which layout or policy, and on which terms. A verdict is displaced by no answer to another
 * question.
 *
 * @param policy whether it is a policy, and not a layout
 * @param name what people call it: its name in the global configuration, or the path of what the build brings along
 * @param fromBuild whether the build brings it along, and with it whom to trust
 * @param anyBuild whether links count whatever build they name
 * @param remarks what people must know who read its name, such as where it comes from
 * @param terms what else decides the answer
 */
public record Question(
        boolean policy, String name, boolean fromBuild, boolean anyBuild, List<String> remarks, List<String> terms) {
    /** Copies the lists. */
    public Question {
        remarks = List.copyOf(remarks);
        terms = List.copyOf(terms);
    }

    /**
     * What people call it, with the remarks in parentheses: nothing that a build brings along passes for what it is named after.
     */
    public String label() {
        return remarks.isEmpty() ? name : name + " (" + String.join(", ", remarks) + ")";
    }

    /** A digest that no other question has. */
    String digest() {
        var parts = new ArrayList<String>();
        parts.add(policy + " " + fromBuild + " " + anyBuild);
        parts.add(name);
        parts.addAll(remarks);
        parts.add("");
        parts.addAll(terms);
        var digest = DigestAlgorithm.SHA256.newDigest();
        for (var part : parts) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(text);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
