package io.jenkins.plugins.intoto.attestation.rule;

import hudson.model.Run;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A run that is to be attested by rules, or could not be.
 *
 * @param id what no other one has; stays the same whatever happens
 * @param job the full name of its job, by now
 * @param number its number
 * @param started when it began, in milliseconds since 1970: another run of that name and number began at another time
 * @param ended when it ended, in milliseconds since 1970
 * @param problem why it could not be attested, as a sentence; empty if that was not tried yet
 */
public record QueuedRun(String id, String job, int number, long started, long ended, String problem)
        implements Comparable<QueuedRun> {
    private static final JsonLimits LIMITS = new JsonLimits(1L << 20, 4);

    static QueuedRun of(Run<?, ?> run) {
        return new QueuedRun(
                UUID.randomUUID().toString(),
                run.getParent().getFullName(),
                run.getNumber(),
                run.getStartTimeInMillis(),
                System.currentTimeMillis(),
                "");
    }

    static QueuedRun read(byte[] content, String id) throws MalformedJsonException {
        var json = Json.parseObject(content, id, LIMITS);
        return new QueuedRun(
                id,
                json.string("job"),
                json.integer("number"),
                time(json, "started"),
                time(json, "ended"),
                json.string("problem", ""));
    }

    private static long time(JsonObject json, String name) throws MalformedJsonException {
        if (json.asMap().get(name) instanceof Long time) {
            return time;
        }
        throw json.malformed(name, "must be a time in milliseconds");
    }

    byte[] toJson() {
        var json = new TreeMap<String, Object>();
        json.put("job", job);
        json.put("number", (long) number);
        json.put("started", started);
        json.put("ended", ended);
        if (isFailed()) {
            json.put("problem", problem);
        }
        return Json.compact(json);
    }

    /** Whether it could not be attested. */
    public boolean isFailed() {
        return !problem.isEmpty();
    }

    boolean isOf(Run<?, ?> run) {
        return number == run.getNumber()
                && started == run.getStartTimeInMillis()
                && job.equals(run.getParent().getFullName());
    }

    QueuedRun of(String newJob) {
        return new QueuedRun(id, newJob, number, started, ended, problem);
    }

    QueuedRun with(String newProblem) {
        return new QueuedRun(id, job, number, started, ended, newProblem);
    }

    QueuedRun withoutProblem() {
        return with("");
    }

    /** Those that ended first come first. */
    @Override
    public int compareTo(QueuedRun other) {
        return Comparator.comparingLong(QueuedRun::ended)
                .thenComparing(QueuedRun::job)
                .thenComparingInt(QueuedRun::number)
                .thenComparing(QueuedRun::id)
                .thenComparing(QueuedRun::problem)
                .thenComparingLong(QueuedRun::started)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return job + " #" + number;
    }
}
