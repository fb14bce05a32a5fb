package io.jenkins.plugins.intoto.archive;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.artifact.DigestAlgorithm;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.engine.model.ItemNames;
import io.jenkins.plugins.intoto.engine.report.JsonReport;
import java.util.HexFormat;

/** The files of a report among the artifacts of a run, with the digests they had when they were archived. */
public final class ArchivedReport {
    private static final String JSON = ".verification.json";
    private static final String PICTURE = ".verification.svg";

    private final String name;
    private final String jsonDigest;
    private final String pictureDigest;

    /**
     * @param name what the names of the files begin with; safe as a file name
     * @param json the report for programs
     * @param picture the picture of the chain
     */
    public ArchivedReport(String name, byte[] json, byte[] picture) {
        this.name = name;
        this.jsonDigest = digest(json);
        this.pictureDigest = digest(picture);
    }

    /**
     * A report without a picture.
     *
     * @param name what the name of the file begins with; safe as a file name
     * @param json the report for programs
     */
    public ArchivedReport(String name, byte[] json) {
        this(name, json, new byte[0]);
    }

    /** What the name of a report begins with, made from what people call its layout. */
    public static String nameFor(String layout) {
        var plain = layout.replaceAll("[^A-Za-z0-9._-]+", "_")
                .replaceAll("^\\.+", "_")
                .replaceAll("(?<=.)_$", "");
        if (ItemNames.isDevice(plain)) {
            plain = "_".concat(plain);
        }
        return plain.isEmpty() ? "layout" : plain.substring(0, Math.min(plain.length(), 100));
    }

    /** The file of the report for programs. */
    public static String jsonFile(String name) {
        return name + JSON;
    }

    /** The file of the picture of the chain. */
    public static String pictureFile(String name) {
        return name + PICTURE;
    }

    /** What the names of its files begin with. */
    public String name() {
        return name;
    }

    /** The name of the file of the report for programs. */
    public String jsonFile() {
        return jsonFile(name);
    }

    /** The name of the file of the picture. */
    public String pictureFile() {
        return pictureFile(name);
    }

    /**
     * Reads the report for programs.
     *
     * @throws UnreadableFileException if it is not there, or not the one that was archived with the verification
     */
    public byte[] json(Run<?, ?> run) throws UnreadableFileException {
        return read(run, jsonFile(), jsonDigest);
    }

    /**
     * Reads the picture.
     *
     * @throws UnreadableFileException if it is not there, or not the one that was archived with the verification
     */
    public byte[] picture(Run<?, ?> run) throws UnreadableFileException {
        return read(run, pictureFile(), pictureDigest);
    }

    private static byte[] read(Run<?, ?> run, String file, String digest) throws UnreadableFileException {
        byte[] content = new RunArchive(run).links().read(file, JsonReport.LIMITS.maxBytes());
        if (!digest(content).equals(digest)) {
            throw new UnreadableFileException(file, "is not the one that the verification wrote; it was replaced");
        }
        return content;
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.newDigest().digest(content));
    }
}
