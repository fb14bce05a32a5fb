package org.kohsuke.stapler;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameter {
    String value() default "";
    boolean required() default false;
    boolean fixEmpty() default false;
}
