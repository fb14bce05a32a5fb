package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.engine.remote.StandInServer;
import io.jenkins.plugins.intoto.engine.remote.StandInServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Git repositories that Jenkins fetches by HTTP. A test that makes some requires git. */
final class GitRepositories implements AutoCloseable {
    private final Path folder;
    private final StandInServer server;

    /**
     * @param folder an empty directory
     */
    GitRepositories(Path folder) throws IOException {
        this.folder = folder;
        this.server = new StandInServer((path, body) -> {
            var file = folder.resolve(path.substring(1)).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file)
                    ? new Answer(200, Files.readAllBytes(file))
                    : new Answer(404, new byte[0]);
        });
    }

    /** Where a repository is fetched from. */
    String address(String repository) {
        return server.uri() + "/" + repository + ".git";
    }

    /**
     * Makes a repository with one commit.
     *
     * @param name what it is called
     * @param files its files by their paths
     * @param branches what its branches are called, besides {@code main}; all are of that commit
     * @return its commit
     */
    String make(String name, Map<String, String> files, String... branches) throws Exception {
        var work = Files.createDirectory(folder.resolve(name));
        git(work, "init", "-q");
        for (var file : files.entrySet()) {
            var path = work.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        git(work, "add", ".");
        git(work, "commit", "-q", "-m", name);
        for (var branch : branches) {
            git(work, "branch", branch);
        }
        git(folder, "clone", "-q", "--bare", name, name + ".git");
        git(folder.resolve(name + ".git"), "update-server-info");
        return git(work, "rev-parse", "HEAD");
    }

    private static String git(Path directory, String... arguments) throws Exception {
        var command = new ArrayList<>(
                List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"));
        command.addAll(List.of(arguments));
        return InteropTools.run(directory, new byte[0], command)
                .succeeded()
                .text()
                .strip();
    }

    @Override
    public void close() {
        server.close();
    }
}
