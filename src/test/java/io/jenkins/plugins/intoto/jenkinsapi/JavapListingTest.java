package io.jenkins.plugins.intoto.jenkinsapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavapListingTest {
    private static final JavapListing REAL = JavapListing.parse("""
            # core.jar
            public abstract class a.Shape<T extends a.Named> extends a.Base<T> implements a.Named,java.io.Serializable {
              public static final a.Shape UNIT;
              protected a.Shape(java.lang.String);
              public int area(double, java.util.List<T>) throws java.io.IOException;
              public final void fill();
              public static void reset();
              public abstract void draw();
            }
            public class a.Base<T> implements a.Sized {
            }
            public interface a.Named {
              public default java.lang.String name();
            }
            """);

    @Test
    void aSubsetDoesNotDiffer() {
        var standIns = JavapListing.parse("""
                public abstract class a.Shape<T extends a.Named> implements a.Sized {
                  protected a.Shape(java.lang.String);
                  public abstract void draw();
                }
                """);
        assertThat(standIns.differencesFrom(REAL)).isEmpty();
        assertThat(standIns.methodsMissingFrom(REAL, "a.Shape", "abstract")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a name | public int size(double, java.util.List<T>) throws java.io.IOException;",
                "a parameter | public int area(float, java.util.List<T>) throws java.io.IOException;",
                "a result | public long area(double, java.util.List<T>) throws java.io.IOException;",
                "a checked exception more | public int area(double, java.util.List<T>) throws java.lang.Exception;",
                "a checked exception less | public int area(double, java.util.List<T>);",
                "access | protected int area(double, java.util.List<T>) throws java.io.IOException;",
                "static for an instance's | public static final void fill();",
                "an instance's for static | public void reset();",
                "final left out | public void fill();",
                "abstract left out | public void draw();",
                "abstract added | public abstract void fill();",
                "a field's type | public static final a.Base UNIT;",
                "a field's static | public final a.Shape UNIT;",
                "a constructor | public a.Shape();",
            })
    void aMemberDiffersBy(String what, String member) {
        var standIns = JavapListing.parse("""
                public abstract class a.Shape<T extends a.Named> {
                  %s
                }
                """.formatted(member));
        assertThat(standIns.differencesFrom(REAL)).containsExactly("a.Shape: there is no '" + member + "'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "its kind | public interface a.Shape<T extends a.Named>",
                "its access | abstract class a.Shape<T extends a.Named>",
                "abstract | public class a.Shape<T extends a.Named>",
                "final | public abstract final class a.Shape<T extends a.Named>",
                "its type parameters | public abstract class a.Shape<T>",
            })
    void aTypeDiffersBy(String what, String declaration) {
        assertThat(JavapListing.parse(declaration + " {\n}\n").differencesFrom(REAL))
                .containsExactly("a.Shape: is declared 'public abstract class a.Shape<T extends a.Named>'");
    }

    @Test
    void aTypeThatIsNotThereDiffers() {
        assertThat(JavapListing.parse("public class a.Circle {\n}\n").differencesFrom(REAL))
                .containsExactly("a.Circle: there is no such type");
    }

    @Test
    void aParentThatTheRealTypeLacksDiffers() {
        var standIns = JavapListing.parse("public interface a.Named extends a.Sized, java.lang.Runnable {\n}\n");
        assertThat(standIns.differencesFrom(REAL))
                .containsExactly("a.Named: is no a.Sized", "a.Named: is no java.lang.Runnable");
    }

    @Test
    void anAbstractMethodLeftOutIsMissing() {
        var standIns = JavapListing.parse("public abstract class a.Shape<T extends a.Named> {\n}\n");
        assertThat(standIns.methodsMissingFrom(REAL, "a.Shape", "abstract"))
                .containsExactly("a.Shape: lacks 'public abstract void draw();'");
    }

    @Test
    void aPublicMethodLeftOutIsMissingUnlessItIsFinal() {
        var real = JavapListing.parse("""
                public abstract class a.Form {
                  public a.Form();
                  public java.lang.String check();
                  public final java.lang.String id();
                  protected java.lang.String name();
                }
                """);
        var standIns = JavapListing.parse("public abstract class a.Form {\n}\n");
        assertThat(standIns.methodsMissingFrom(real, "a.Form", "public"))
                .containsExactly("a.Form: lacks 'public java.lang.String check();'");
    }
}
