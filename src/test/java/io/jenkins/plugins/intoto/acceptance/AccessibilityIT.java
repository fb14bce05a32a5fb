package io.jenkins.plugins.intoto.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.intoto.RequiresTool;
import io.jenkins.plugins.intoto.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether everybody can use the plugin's pages and forms: by the rules of axe, on any screen, with the keyboard alone, and where
 * Jenkins enforces a strict content security policy.
 */
@RequiresTool({Tool.CHROMIUM, Tool.NODE})
@AcceptanceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityIT {
    /**
     * What violates WCAG 2.2 to AA, or axe's best practices, in the plugin's part of the page; not remarks of Jenkins, whose
     * colours are Jenkins' own.
     */
    private static final String AXE = """
            axe.run({include: [['%s']], exclude: [['.validation-error-area'], ['.jenkins-edited-section-label']]}, {
                resultTypes: ['violations'],
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                rules: Object.fromEntries('%s'.split(' ').map(rule => [rule, {enabled: false}]))})
              .then(result => result.violations.flatMap(violation => violation.nodes
                .map(node => violation.id + ': ' + node.target.join(' ') + ' ' + node.failureSummary)))
            """;

    /** Within a page there are no landmarks. */
    private static final String RULES_OF_WHOLE_PAGES = "region";

    /** Jenkins' tags for forms leave labels beside their fields without a tie, and have buttons for help come last. */
    private static final String RULES_OF_FIELDS = " label select-name tabindex";

    private static final String RULES_OF_COLOURS = " color-contrast";

    /** What sticks out of the window to the right, unless it is within something that scrolls, and remarks that are cut off. */
    private static final String OVERFLOW = """
            [...document.querySelectorAll('%s *')]
              .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
                || element.matches('.validation-error-area *') && element.scrollWidth > element.clientWidth + 1)
              .filter(element => !element.closest('.intoto-picture') && element.getClientRects().length > 0)
              .filter(element => getComputedStyle(element.closest('thead') || element).position !== 'absolute')
              .map(element => element.outerHTML.substring(0, 120))
            """;

    private final RemoteJenkins jenkins;

    private Map<String, PluginPages.Page> pages;
    private HeadlessBrowser browser;

    AccessibilityIT(RemoteJenkins jenkins) {
        this.jenkins = jenkins;
    }

    @BeforeAll
    void makePages() throws Exception {
        pages = PluginPages.in(jenkins).pages();
    }

    @BeforeEach
    void startBrowser(@TempDir(cleanup = CleanupMode.NEVER) Path profile) throws Exception {
        browser = new HeadlessBrowser(profile);
        jenkins.authorization().ifPresent(browser::authorize);
    }

    @AfterEach
    void stopBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private PluginPages.Page open(String page, int width, int zoom, boolean dark) {
        browser.window(width, zoom, dark);
        var opened = pages.get(page);
        opened.openIn(browser, jenkins);
        return opened;
    }

    private List<String> own() {
        return pages.keySet().stream()
                .filter(page -> !pages.get(page).own().isEmpty())
                .toList();
    }

    @Test
    void noPageBreaksARuleOfAxe() throws Exception {
        var axe = Files.readString(Tool.packagesOfNode().resolve("node_modules/axe-core/axe.min.js"));
        var softly = new SoftAssertions();
        for (var name : own()) {
            for (int width : new int[] {1280, 400}) {
                for (boolean dark : new boolean[] {false, true}) {
                    var page = open(name, width, 1, dark);
                    browser.evaluate(axe + ";0");
                    var others = RULES_OF_WHOLE_PAGES
                            + (page.isPlugins() ? "" : RULES_OF_FIELDS)
                            + (page.isAlert() ? RULES_OF_COLOURS : "");
                    softly.assertThat((List<?>) browser.evaluate(AXE.formatted(page.own(), others)))
                            .as("%s, %d pixels, %s", name, width, dark ? "dark" : "light")
                            .isEmpty();
                }
            }
        }
        softly.assertAll();
    }

    @Test
    void everyPageFitsTheWindow() {
        var softly = new SoftAssertions();
        for (var name : own()) {
            for (int width : new int[] {400, 768, 1280}) {
                var page = open(name, width, 1, false);
                softly.assertThat((List<?>) browser.evaluate(OVERFLOW.formatted(page.own())))
                        .as("%s, %d pixels", name, width)
                        .isEmpty();
            }
            // A window of 1280 pixels, zoomed to 200 %.
            var page = open(name, 640, 2, false);
            softly.assertThat((List<?>) browser.evaluate(OVERFLOW.formatted(page.own())))
                    .as("%s, zoomed", name)
                    .isEmpty();
        }
        softly.assertAll();
    }

    @Test
    void everyPageObeysAStrictPolicy() {
        browser.enforceStrictPolicy();
        var softly = new SoftAssertions();
        pages.forEach((name, page) -> {
            // The forms are Jenkins' own.
            if (page.opening().isEmpty()) {
                open(name, 1280, 1, false);
                softly.assertThat(browser.complaints()).as(name).isEmpty();
            }
        });
        softly.assertAll();
    }

    /** From 2.539 on Jenkins has one, which its own forms obey. */
    @Test
    void everyFormObeysThePolicyOfJenkins() {
        var softly = new SoftAssertions();
        pages.forEach((name, page) -> {
            if (!page.opening().isEmpty()) {
                open(name, 1280, 1, false);
                softly.assertThat(browser.complaints()).as(name).isEmpty();
            }
        });
        softly.assertAll();
    }

    @Test
    void thePictureIsDarkOnADarkPage() {
        for (boolean dark : new boolean[] {true, false}) {
            open("build-page", 1280, 1, dark);
            var shown = browser.evaluate("""
                    (() => {
                      const image = document.querySelector('.intoto-picture img');
                      const canvas = document.createElement('canvas');
                      canvas.width = image.naturalWidth;
                      canvas.height = image.naturalHeight;
                      document.body.append(canvas);
                      const context = canvas.getContext('2d');
                      context.drawImage(image, 0, 0);
                      return [...context.getImageData(5, 12, 1, 1).data].slice(0, 3).reduce((a, b) => a + b) / 3;
                    })()""");
            assertThat(((Number) shown).doubleValue())
                    .as("brightness of the background")
                    .matches(brightness -> dark ? brightness < 64 : brightness > 192);
        }
    }

    @Test
    void everythingCanBeReachedWithTheKeyboard() {
        for (var page :
                List.of("build-page", "attested", "unattested", "link", "found", "components", "index", "proposal")) {
            open(page, 1280, 1, false);
            browser.evaluate("document.activeElement.blur(); window.reached = new Set()");
            var all = ((Number) browser.evaluate("""
                    document.querySelectorAll('#main-panel a[href], #main-panel input:not([type=hidden]), #main-panel select,'
                      + ' #main-panel button, #main-panel summary, #main-panel [tabindex="0"]').length""")).intValue();
            for (int i = 0; i < all + 60; i++) {
                browser.tab();
                browser.evaluate(
                        "document.activeElement.closest('#main-panel') && reached.add(document.activeElement); 0");
            }
            assertThat(((Number) browser.evaluate("reached.size")).intValue())
                    .as(page)
                    .isEqualTo(all);
        }
    }

    @Test
    void searchingPutsNothingButTheSearchIntoTheAddress() {
        open("find", 1280, 1, false);
        browser.evaluate("document.querySelector('input[name=artifact]').value = 'ab'");
        browser.follow("document.querySelector('.intoto-search button').click()");
        assertThat(browser.evaluate("location.search")).isEqualTo("?artifact=ab");

        open("link", 1280, 1, false);
        browser.follow("document.querySelector('.intoto-search button').click()");
        assertThat(browser.evaluate("location.search")).isEqualTo("?q=&show=all");
    }
}
