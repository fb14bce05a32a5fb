package com.cloudbees.plugins.credentials;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
@Retention(RetentionPolicy.RUNTIME)
public @interface NameWith {
    @NonNull Class<? extends CredentialsNameProvider<? extends Credentials>> value();
    int priority() default 0;
}
