package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * The link as a predicate, version 0.3. Under the older URI, the predicate is a whole link of the specification 1.0, whose
 * materials and products are objects of digests by path.
 */
final class LinkCheck {
    private LinkCheck() {}

    static void check(Checked predicate, String uri) {
        predicate.object("name", "command", "materials", "byproducts", "environment");
        predicate.required("name").text();
        predicate.optional("command").texts();
        predicate.optional("byproducts").object();
        predicate.optional("environment").object();
        var materials = predicate.optional("materials");
        if (isClassic(uri)) {
            materials.members(Checked::digests);
            predicate.optional("products").members(Checked::digests);
        } else {
            var names = new HashSet<String>();
            materials.resources((material, read) -> check(material, read, names));
        }
    }

    private static void check(Checked material, ResourceDescriptor read, Set<String> names) {
        material.required("name");
        if (read.digest().isEmpty()) {
            material.requiredContent("digest");
        }
        read.name().filter(name -> !names.add(name)).ifPresent(name -> material.defect("has a name that is taken"));
    }

    /** Whether predicates of a type are whole links of the specification 1.0. */
    static boolean isClassic(String uri) {
        return PredicateType.LINK.aliases().contains(uri);
    }

    /** The subjects are the products, so they are told apart by their names. */
    static void checkSubjects(Statement statement, PredicateDefects defects) {
        if (isClassic(statement.predicateType())) {
            return;
        }
        var names = new HashSet<String>();
        var place = Place.of(statement.source()).member("subject");
        for (int i = 0; i < statement.subjects().size(); i++) {
            var name = statement.subjects().get(i).name();
            if (name.isEmpty()) {
                defects.add(place.element(i), PredicateDefect.Kind.MISSING, "has no \"name\"");
            } else if (!names.add(name.get())) {
                defects.add(place.element(i), PredicateDefect.Kind.MALFORMED, "has a name that is taken");
            }
        }
    }
}
