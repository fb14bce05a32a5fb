package com.cloudbees.plugins.credentials;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
@Retention(RetentionPolicy.RUNTIME)
public @interface NameWith {
    Class<? extends CredentialsNameProvider<? extends Credentials>> value();
    int priority() default 0;
}
