package io.jenkins.plugins.intoto.acceptance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests in a real Jenkins, which they get as a parameter of the type {@link RemoteJenkins}: the one at {@code
 * -Djenkins.url}, or one that is started from {@code -Djenkins.war} with the plugins of {@code -Djenkins.plugins}. They are
 * skipped without either. {@code @RequiresTool} stands before it, so that a missing tool is named where there is no Jenkins too.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(JenkinsProvision.class)
@interface AcceptanceTest {}
