package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A job of a running Jenkins. */
record Job(RemoteJenkins jenkins, String name) {
    private static final int TIME_LIMIT_SECONDS = 180;

    /** How often the console is looked at again when a build is over. */
    private static final int LAST_WORDS = 20;

    /** A build of a job. */
    record Build(RemoteJenkins jenkins, String path) {
        /** What it came to, when it has ended. */
        String result() throws IOException {
            awaitEnd(TIME_LIMIT_SECONDS);
            return string(jenkins.json(path + "api/json?tree=result"), "result");
        }

        /** Waits until it has ended. Where Jenkins was killed just then, the console does not say so. */
        void awaitEnd(int seconds) throws IOException {
            var over = new AtomicInteger();
            // The console ends a little later than the build.
            Patience.until(
                    path + " ends",
                    seconds,
                    () -> log().contains("\nFinished: ") || isOver() && over.incrementAndGet() > LAST_WORDS);
        }

        /** A build that fetches its Jenkinsfile is not in progress yet, but has no result either. */
        private boolean isOver() throws IOException {
            var state = jenkins.json(path + "api/json?tree=inProgress,result").asMap();
            return Boolean.FALSE.equals(state.get("inProgress")) && state.get("result") != null;
        }

        /** Its console so far. */
        String log() throws IOException {
            return jenkins.get(path + "consoleText").text();
        }

        /** Waits for words on its console. */
        void awaitLog(String words) throws IOException {
            Patience.until(path + " says \"" + words + "\"", TIME_LIMIT_SECONDS, () -> {
                var log = log();
                if (log.contains("\nFinished: ") && !log.contains(words)) {
                    throw new IOException(path + " ended without saying \"" + words + "\":\n" + log);
                }
                return log.contains(words);
            });
        }

        /** One of its archived files. */
        byte[] artifact(String file) throws IOException {
            return jenkins.get(path + "artifact/" + file).body();
        }

        /** The names of its archived files below in-toto/, each below the last. */
        String artifacts() throws IOException {
            return jenkins.get(path + "api/json?tree=artifacts[relativePath]").text();
        }

        /** Ends the step {@code input} that it waits at. */
        void proceed(String input) throws IOException {
            jenkins.post(path + "input/" + input + "/proceedEmpty", Map.of());
        }

        /** Aborts it. */
        void stop() throws IOException {
            jenkins.post(path + "stop", Map.of());
        }
    }

    /** Starts a build, and waits until it runs. */
    Build start() throws IOException {
        var answer = jenkins.post(path() + "build?delay=0sec", Map.of());
        var item = URI.create(answer.header("Location")).getPath() + "api/json";
        var number = new int[1];
        Patience.until(name + " begins to run", TIME_LIMIT_SECONDS, () -> {
            try {
                var queued = jenkins.json(item);
                if (queued.asMap().get("executable") == null) {
                    return false;
                }
                number[0] = queued.object("executable").integer("number");
                return true;
            } catch (MalformedJsonException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
        return new Build(jenkins, path() + number[0] + "/");
    }

    /** A build that something else has started, once it runs. */
    Build build(int number) throws IOException {
        var build = new Build(jenkins, path() + number + "/");
        Patience.until(
                name + " begins to run",
                TIME_LIMIT_SECONDS,
                () -> jenkins.ask(build.path() + "api/json").status() == 200);
        return build;
    }

    /** Runs a build to its end. */
    Build run() throws IOException {
        var build = start();
        build.result();
        return build;
    }

    /**
     * The job of a branch of a multibranch project.
     *
     * @param branch its name, escaped as Jenkins names a job after it: {@code feature%2Fx}
     */
    Job branch(String branch) {
        return new Job(jenkins, name + "/" + branch);
    }

    /** Where it is. */
    String path() {
        return "job/" + name.replace("%", "%25").replace("/", "/job/") + "/";
    }

    /** Its configuration. */
    String config() throws IOException {
        return jenkins.get(path() + "config.xml").text();
    }

    private static String string(JsonObject object, String name) throws IOException {
        try {
            return object.string(name);
        } catch (MalformedJsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
