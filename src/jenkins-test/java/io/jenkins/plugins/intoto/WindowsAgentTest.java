package io.jenkins.plugins.intoto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.intoto.engine.file.UnreadableFileException;
import io.jenkins.plugins.intoto.run.WorkspaceFiles;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Paths of an agent on Windows, as Jenkins itself takes them apart and puts them together. */
@WithJenkins
class WindowsAgentTest {
    private static final List<String> ROOTS =
            List.of("C:\\jenkins\\workspace\\app", "C:/jenkins/workspace/app", "D:\\", "\\\\server\\share\\app");

    /** An agent that gives one answer to everything. */
    private static VirtualChannel answering(Object answer) {
        return (VirtualChannel) Proxy.newProxyInstance(
                WindowsAgentTest.class.getClassLoader(),
                new Class<?>[] {VirtualChannel.class},
                (proxy, method, given) -> method.getName().equals("call") ? answer : null);
    }

    @Test
    void filesAreNamedBelowTheirDirectoryWithSlashes(JenkinsRule jenkins) throws Exception {
        for (var root : ROOTS) {
            var directory = new FilePath(answering(null), root);
            var found = new FilePath[] {
                directory.child("target\\scan.json"), directory.child("a").child("b.json")
            };

            assertEquals(
                    Set.of("target/scan.json", "a/b.json"),
                    WorkspaceFiles.matching(new FilePath(answering(found), root), "**/*.json"),
                    root);
        }
    }

    @Test
    void whatWouldLeadOutOfTheDirectoryOnWindowsIsNotEvenAskedFor(JenkinsRule jenkins) {
        for (var root : ROOTS) {
            var directory = new FilePath(answering(true), root);
            for (var path :
                    List.of("C:/x", "C:x", "..\\x", "\\\\server\\share\\x", "\\x", "file:stream", "out/NUL.txt")) {
                assertThrows(UnreadableFileException.class, () -> WorkspaceFiles.within(directory, path), path);
            }
        }
    }
}
