package io.jenkins.plugins.intoto.attestation.provenance;

import hudson.Util;
import io.jenkins.plugins.intoto.engine.text.DisplayText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something in the configuration of this Jenkins that weakens what its attestations claim, or lets verifications fail. All text is safe to
 * show as text.
 */
public final class Weakness {
    private static final int MOST_PLACES = 20;

    private final Severity severity;
    private final String sentence;
    private final String remedy;
    private final List<Place> places;
    private final int more;

    /** How much a weakness matters, the worst first. */
    public enum Severity {
        /** Sound builds fail their verification, or soon will. */
        FAILING("failing"),
        /** A build can sign what it likes. */
        HIGH("high"),
        /** A build can change what another one claims. */
        MEDIUM("medium"),
        /** Claims are less exact, or harder to check. */
        LOW("low");

        private final String words;

        Severity(String words) {
            this.words = words;
        }
    }

    /** Where to do something about a weakness. */
    public static final class Place {
        private static final String CREDENTIALS = "manage/credentials/store/system/domain/_/credential/";

        private final String name;
        private final String path;

        /**
         * @param name what the place is called
         * @param path the path of its page below the root of this Jenkins
         */
        public Place(String name, String path) {
            this.name = DisplayText.of(name);
            this.path = path;
        }

        /** The page of a credential of this Jenkins itself. */
        public static Place ofCredential(String id) {
            return new Place(id, CREDENTIALS + Util.rawEncode(id) + "/");
        }

        /** The global configuration, for something in it. */
        public static Place ofConfiguration(String name) {
            return new Place(name, "manage/configure");
        }

        /** What the place is called. */
        public String getName() {
            return name;
        }

        /** The path of its page below the root of this Jenkins. */
        public String getPath() {
            return path;
        }
    }

    private Weakness(Severity severity, String sentence, String remedy, List<Place> places, int more) {
        this.severity = severity;
        this.sentence = sentence;
        this.remedy = remedy;
        this.places = places;
        this.more = more;
    }

    /**
     * @param sentence what is the matter, as a sentence
     * @param remedy what to do about it, as a sentence
     * @param place where
     */
    static Weakness of(Severity severity, String sentence, String remedy, Place place) {
        return new Weakness(severity, sentence, remedy, List.of(place), 0);
    }

    /**
     * A weakness that several things have.
     *
     * @param sentence what is the matter with them, as a sentence
     * @param remedy what to do about it, as a sentence
     * @param places the things; the first {@value #MOST_PLACES} by name are shown
     * @return empty if there are none
     */
    public static Optional<Weakness> of(Severity severity, String sentence, String remedy, Stream<Place> places) {
        var all = places.sorted(Comparator.comparing(Place::getName)).toList();
        var first = all.subList(0, Math.min(MOST_PLACES, all.size()));
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Weakness(severity, sentence, remedy, first, all.size() - first.size()));
    }

    Severity severity() {
        return severity;
    }

    /** How much it matters: {@code failing}, {@code high}, {@code medium} or {@code low}. */
    public String getSeverity() {
        return severity.words;
    }

    /** What is the matter, as a sentence. */
    public String getSentence() {
        return sentence;
    }

    /** What to do about it, as a sentence. */
    public String getRemedy() {
        return remedy;
    }

    /** Where to do that. */
    public List<Place> getPlaces() {
        return places;
    }

    /** How many places are not among these. */
    public int getMore() {
        return more;
    }
}
