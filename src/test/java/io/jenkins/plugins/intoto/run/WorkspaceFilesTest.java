package io.jenkins.plugins.intoto.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceFilesTest {
    @ParameterizedTest
    @CsvSource({
        "/home/jenkins/workspace/app, /home/jenkins/workspace/app/target/scan.json, target/scan.json",
        "C:\\jenkins\\workspace\\app, C:\\jenkins\\workspace\\app\\target\\scan.json, target/scan.json",
        "C:/jenkins/workspace/app, C:\\jenkins\\workspace\\app\\target\\scan.json, target/scan.json",
        "\\\\server\\share\\app, \\\\server\\share\\app\\scan.json, scan.json",
        "D:\\, D:\\target\\scan.json, target/scan.json",
        "/, /scan.json, scan.json",
        "C:\\jenkins\\app, C:\\jenkins\\app-2\\scan.json, C:/jenkins/app-2/scan.json",
    })
    void aFileIsNamedBelowItsDirectoryOnEveryOperatingSystem(String directory, String file, String path) {
        assertThat(WorkspaceFiles.below(directory, file)).isEqualTo(path);
    }
}
