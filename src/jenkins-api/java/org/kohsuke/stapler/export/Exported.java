package org.kohsuke.stapler.export;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
@Retention(RetentionPolicy.RUNTIME)
public @interface Exported {
    int visibility() default 0;
    String name() default "";
    boolean inline() default false;
}
