package hudson.model;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.util.List;
@SuppressWarnings("serial")
public final class Result implements Serializable {
    @NonNull public static final Result SUCCESS = new Result("SUCCESS", 0);
    @NonNull public static final Result UNSTABLE = new Result("UNSTABLE", 1);
    @NonNull public static final Result FAILURE = new Result("FAILURE", 2);
    @NonNull public static final Result NOT_BUILT = new Result("NOT_BUILT", 3);
    @NonNull public static final Result ABORTED = new Result("ABORTED", 4);
    public final int ordinal;
    private final String name;
    private Result(String name, int ordinal) {
        this.name = name;
        this.ordinal = ordinal;
    }
    public boolean isWorseThan(@NonNull Result other) { return ordinal > other.ordinal; }
    public boolean isBetterOrEqualTo(@NonNull Result other) { return ordinal <= other.ordinal; }
    @NonNull public String toString() { return name; }
    private Object readResolve() { return List.of(SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED).get(ordinal); }
}
