package hudson;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import jenkins.YesNoMaybe;
import net.java.sezpoz.Indexable;
@Indexable
@Retention(RetentionPolicy.RUNTIME)
public @interface Extension {
    double ordinal() default 0;
    boolean optional() default false;
    YesNoMaybe dynamicLoadable() default YesNoMaybe.MAYBE;
}
