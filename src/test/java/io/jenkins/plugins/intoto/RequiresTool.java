package io.jenkins.plugins.intoto;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test, or a class of tests, that runs other programs than Java. Where one is missing, the test is skipped before anything
 * of it is set up; with {@code -Dinterop=required} it fails. Nothing else may be run: see {@link InteropTools}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(RequiresTool.TAG)
@ExtendWith(ToolRequirement.class)
public @interface RequiresTool {
    /** What selects all such tests: {@code -Dgroups=tool}. */
    String TAG = "tool";

    /** All that the test runs. */
    Tool[] value();
}
