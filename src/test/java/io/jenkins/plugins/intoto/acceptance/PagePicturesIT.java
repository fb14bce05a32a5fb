package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Takes a picture of every page, on a wide and a narrow screen, light and dark, for people to look at. */
@RequiresTool(Tool.CHROMIUM)
@AcceptanceTest
@Tag("pictures")
class PagePicturesIT {
    private static final Path PICTURES = Path.of("target", "acceptance", "pages");

    private final RemoteJenkins jenkins;

    @TempDir(cleanup = CleanupMode.NEVER)
    private Path profile;

    PagePicturesIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @Test
    void everyPageHasItsPictures() throws Exception {
        try (var browser = new HeadlessBrowser(profile)) {
            jenkins.authorization().ifPresent(browser::authorize);
            for (var page : PluginPages.in(jenkins).pages().entrySet()) {
                for (int width : List.of(1280, 400)) {
                    for (boolean dark : new boolean[] {false, true}) {
                        browser.window(width, 1, dark);
                        page.getValue().openIn(browser, jenkins);
                        var file = PICTURES.resolve(page.getKey() + "-" + width + (dark ? "-dark" : "-light") + ".png");
                        browser.screenshot(file);
                        assertThat(file).isNotEmptyFile();
                    }
                }
            }
        }
    }
}
