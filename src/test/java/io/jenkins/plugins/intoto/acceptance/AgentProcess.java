package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own, on this machine, with the agent.jar of the Jenkins that it belongs to. */
final class AgentProcess implements AutoCloseable {
    private final RemoteJenkins jenkins;
    private final String name;
    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment;
    private Process process;

    /**
     * Makes the agent known to Jenkins, and connects it.
     *
     * @param folder an empty directory
     */
    AgentProcess(RemoteJenkins jenkins, Path folder) throws IOException {
        this(jenkins, folder, Map.of());
    }

    /**
     * As {@link #AgentProcess(RemoteJenkins, Path)}.
     *
     * @param environment variables that its process has besides those of this one, or instead of them
     */
    AgentProcess(RemoteJenkins jenkins, Path folder, Map<String, String> environment) throws IOException {
        this.jenkins = jenkins;
        this.name = RemoteJenkins.name("agent");
        this.folder = folder;
        this.environment = environment;
        var jar = Files.write(
                folder.resolve("agent.jar"), jenkins.get("jnlpJars/agent.jar").body());
        var work = folder.resolve("work");
        var secret = Files.writeString(folder.resolve("secret"), jenkins.agent(name, work.toString()));
        command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "-url",
                jenkins.address("").toString(),
                "-name",
                name,
                "-secret",
                "@" + secret,
                "-webSocket",
                "-workDir",
                work.toString());
        connect();
    }

    /** Its name, which is a label too. */
    String name() {
        return name;
    }

    /** Where builds of a job run. */
    Path workspace(Job job) {
        return folder.resolve("work/workspace").resolve(job.name());
    }

    /** Starts its process, and waits until Jenkins can use it. */
    void connect() throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().putAll(environment);
        process = InteropTools.start(builder);
        Patience.until(name + " is online", 300, () -> !isOffline());
    }

    /** Kills its process, and waits until Jenkins has noticed. */
    void disconnect() throws IOException {
        kill();
        Patience.until(name + " is offline", 300, this::isOffline);
    }

    private boolean isOffline() throws IOException {
        try {
            return Boolean.TRUE.equals(
                    jenkins.json("computer/" + name + "/api/json").asMap().get("offline"));
        } catch (IOException e) {
            if (e.getCause() instanceof MalformedJsonException) {
                throw e;
            }
            return true;
        }
    }

    private void kill() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an agent ends", e);
        }
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
