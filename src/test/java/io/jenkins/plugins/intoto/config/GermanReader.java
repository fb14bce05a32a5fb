package io.jenkins.plugins.intoto.config;

import java.util.Locale;
import java.util.concurrent.Callable;

/** Somebody who looks at forms in German. */
final class GermanReader {
    private GermanReader() {}

    /** What a form answers. */
    static <T> T reads(Callable<T> form) throws Exception {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            return form.call();
        } finally {
            Locale.setDefault(before);
        }
    }
}
