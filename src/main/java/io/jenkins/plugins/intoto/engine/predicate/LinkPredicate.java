package io.jenkins.plugins.intoto.engine.predicate;

import io.jenkins.plugins.intoto.engine.artifact.Artifacts;
import io.jenkins.plugins.intoto.engine.json.CanonicalJson;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import io.jenkins.plugins.intoto.engine.model.Link;
import io.jenkins.plugins.intoto.engine.model.MalformedMetadataException;
import io.jenkins.plugins.intoto.engine.model.MetadataDefect;
import io.jenkins.plugins.intoto.engine.model.PayloadReader;
import io.jenkins.plugins.intoto.engine.statement.DigestMap;
import io.jenkins.plugins.intoto.engine.statement.MalformedStatementException;
import io.jenkins.plugins.intoto.engine.statement.Place;
import io.jenkins.plugins.intoto.engine.statement.ResourceDescriptor;
import io.jenkins.plugins.intoto.engine.statement.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two forms of a link: that of the in-toto specification 1.0, and the attestation (Attestation Framework, link 0.3),
 * whose subjects are the products. They hold the same, except that a link without products has no attestation.
 */
public final class LinkPredicate {
    private LinkPredicate() {}

    /**
     * The attestation of a link.
     *
     * @param link the link
     * @return a statement of version 1
     * @throws MalformedStatementException if it has no products, or a digest that an attestation cannot hold
     */
    public static Statement statementOf(Link link) throws MalformedStatementException {
        var source = Place.of("link of step " + link.name());
        var predicate = new Fields()
                .required("name", link.name())
                .required("command", link.command())
                .resources("materials", resources(link.materials(), source.member("materials")))
                .map("byproducts", link.byproducts())
                .map("environment", link.environment());
        if (link.products().isEmpty()) {
            throw source.malformed("has no products, which would be the subjects of its attestation");
        }
        return Statement.of(
                resources(link.products(), source.member("products")), PredicateType.LINK.uri(), predicate.toMap());
    }

    private static List<ResourceDescriptor> resources(Artifacts artifacts, Place place)
            throws MalformedStatementException {
        var resources = new ArrayList<ResourceDescriptor>(artifacts.size());
        var cursor = artifacts.cursor();
        while (cursor.next()) {
            var where = place.member(cursor.path());
            var digest = DigestMap.read(cursor.digests().asMap(), where);
            if (digest.isEmpty()) {
                throw where.malformed("has no digest");
            }
            resources.add(ResourceDescriptor.of(cursor.path(), digest));
        }
        return resources;
    }

    /**
     * The link that an attestation holds. What only an attestation has, such as URIs of materials, is left out.
     *
     * @param statement a statement with a link predicate, of version 0.3 or of the older form
     * @throws MalformedPredicateException if its predicate is another one, or not a sound link
     * @throws MalformedMetadataException if a link of the specification cannot hold it: paths that would change when
     *     normalised, numbers with a fraction
     */
    public static Link linkOf(Statement statement) throws MalformedPredicateException, MalformedMetadataException {
        if (PredicateType.of(statement).orElse(null) != PredicateType.LINK) {
            throw new MalformedPredicateException(
                    statement.source(),
                    List.of(new PredicateDefect(
                            "/predicateType", PredicateDefect.Kind.MALFORMED, "is not that of a link")));
        }
        PredicateCheck.require(statement);
        var predicate = statement.predicate();
        boolean classic = LinkCheck.isClassic(statement.predicateType());
        var link = new LinkedHashMap<String, Object>();
        link.put("_type", Link.TYPE);
        for (var name : List.of("name", "command", "byproducts", "environment")) {
            if (predicate.get(name) != null) {
                link.put(name, predicate.get(name));
            }
        }
        link.put("materials", classic ? orEmpty(predicate.get("materials")) : byName(predicate.get("materials")));
        link.put(
                "products",
                classic && predicate.get("products") != null ? predicate.get("products") : products(statement));
        try {
            var canonical = CanonicalJson.canonicalise(Json.compact(link), statement.source(), JsonLimits.DEFAULT);
            return (Link) PayloadReader.read(canonical, statement.source());
        } catch (MalformedJsonException e) {
            throw new MalformedMetadataException(e, MetadataDefect.WRONG_SHAPE);
        }
    }

    private static Object orEmpty(Object value) {
        return value == null ? Map.of() : value;
    }

    /** Each has a name and digests, as was checked. */
    private static Map<String, Object> byName(Object resources) {
        var byName = new LinkedHashMap<String, Object>();
        if (resources instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> resource) {
                    byName.put((String) resource.get("name"), resource.get("digest"));
                }
            }
        }
        return byName;
    }

    private static Map<String, Object> products(Statement statement) {
        var products = new LinkedHashMap<String, Object>();
        for (var subject : statement.subjects()) {
            subject.name().ifPresent(name -> products.put(name, subject.digest().asMap()));
        }
        return products;
    }
}
