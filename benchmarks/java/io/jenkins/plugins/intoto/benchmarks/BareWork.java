package io.jenkins.plugins.intoto.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import java.io.File;
import java.io.FileInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that Java can do a task with, start included, as a limit of what is within reach: {@code hash DIRECTORY…} reads
 * all files below the directories on as many threads as there are processors and hashes them, without excludes, names,
 * checks, signature or a link; {@code parse FILE…} splits links into tokens, writes these out again, as signatures do not cover
 * the text of the file, and hashes what is written, no more.
 * Without arguments it does nothing.
 */
public final class BareWork {
    private BareWork() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[0].equals("hash")) {
                var files = new ArrayList<File>();
                find(new File(arguments[i]), files);
                inParallel(files, BareWork::hash);
            }
        }
        if (arguments.length > 0 && arguments[0].equals("parse")) {
            // Else Jackson would keep a table of all paths.
            var jackson = new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();
            inParallel(
                    Arrays.stream(arguments).skip(1).map(File::new).toList(), (file, buffer) -> parse(file, jackson));
        }
    }

    private interface Work {
        void on(File file, byte[] buffer) throws Exception;
    }

    private static void find(File directory, List<File> found) {
        var names = directory.list();
        Arrays.sort(names);
        for (var name : names) {
            var file = new File(directory, name);
            if (file.isDirectory()) {
                find(file, found);
            } else {
                found.add(file);
            }
        }
    }

    private static void inParallel(List<File> files, Work work) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        var next = new AtomicInteger();
        var pool = Executors.newFixedThreadPool(threads);
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> {
                var buffer = new byte[64 * 1024];
                for (int at = next.getAndIncrement(); at < files.size(); at = next.getAndIncrement()) {
                    work.on(files.get(at), buffer);
                }
                return null;
            }));
        }
        for (var one : all) {
            one.get();
        }
        pool.shutdown();
    }

    private static void hash(File file, byte[] buffer) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = new FileInputStream(file)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        digest.digest();
    }

    private static void parse(File file, JsonFactory jackson) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var parser = jackson.createParser(Files.readAllBytes(file.toPath()));
                var generator =
                        jackson.createGenerator(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEvent(parser);
            }
        }
        digest.digest();
    }
}
