package io.jenkins.plugins.intoto.archive;

/**
 * A file, or a line of one, that a run has signed or written as a report.
 *
 * @param kind what it is
 * @param path where it belongs: a path among the artifacts of the run, or for {@link Kind#WORKSPACE_LINK} in the directory of
 *     the step
 * @param sha256 the digest of the file, or of the line without its end, in hexadecimal
 * @param step the name of the step of the supply chain; empty for what is not a link
 * @param signer the id of the key that has signed, or what stands in its place; empty for a report
 * @param origin which step of the run has written it
 * @param stage how far it came
 */
public record SignedFile(
        Kind kind, String path, String sha256, String step, String signer, Origin origin, Stage stage) {
    /** What a file is. */
    public enum Kind {
        /** A link among the artifacts. */
        LINK,
        /** A link that is put into the workspace. */
        WORKSPACE_LINK,
        /** A line of a bundle of attestations. */
        LINE,
        /** A report of a verification, or its picture. */
        REPORT
    }

    /** How far a file came. */
    public enum Stage {
        /** It was signed, and is about to be put where it belongs. */
        SIGNED,
        /** It is where it belongs. */
        ARCHIVED,
        /** It was given up: the step failed before it was where it belongs. */
        DROPPED,
        /** It was archived by the run that this one was restarted from, whose artifacts were copied. */
        COPIED
    }

    /** Whether it is among the artifacts, be it that the run has put it there, or that Jenkins has copied it. */
    boolean isArchived() {
        return stage == Stage.ARCHIVED || stage == Stage.COPIED;
    }

    SignedFile at(Stage reached) {
        return new SignedFile(kind, path, sha256, step, signer, origin, reached);
    }

    /** The name of its draft: steps that sign the same have one each. */
    String draft() {
        return Drafts.name(sha256, origin);
    }

    /** The name of the file in its folder. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
