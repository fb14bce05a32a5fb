package io.jenkins.plugins.intoto.engine.record;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Finds the files that get one name. */
final class Namesakes implements FileSelection.Sink {
    private final String wanted;
    private final List<String> paths = new ArrayList<>();

    Namesakes(String wanted) {
        this.wanted = wanted;
    }

    @Override
    public void file(String name, Path file, BasicFileAttributes attributes) {
        add(name, FileNames.of(file));
    }

    /** Takes a directory that becomes one artifact. */
    void directory(String name, String path) {
        add(name, path);
    }

    private void add(String name, String path) {
        if (name.equals(wanted) && paths.size() < 2) {
            paths.add(path);
        }
    }

    @Override
    public void leftOut(RecordingWarning warning) {
        // It was told when the files were selected to be hashed.
    }

    /** The failure that names the first two; if one is not there any more, the name stands for it. */
    RecordingException failure() {
        return RecordingException.duplicate(
                wanted, paths.isEmpty() ? wanted : paths.get(0), paths.size() < 2 ? wanted : paths.get(1));
    }
}
