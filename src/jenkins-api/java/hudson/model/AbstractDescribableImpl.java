package hudson.model;
/** Deprecated since 2.505: implement {@link Describable} instead. */
@Deprecated
public abstract class AbstractDescribableImpl<T extends AbstractDescribableImpl<T>> implements Describable<T> {}
