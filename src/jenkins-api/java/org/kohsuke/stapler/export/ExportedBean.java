package org.kohsuke.stapler.export;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
@Retention(RetentionPolicy.RUNTIME)
public @interface ExportedBean {
    int defaultVisibility() default 1;
}
