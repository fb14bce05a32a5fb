package jenkins.model;

import hudson.model.Computer;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.security.Permission;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import org.springframework.security.core.Authentication;

/** The controller of a test, which may do everything there until it is told who may do what. */
public final class LocalJenkins implements AutoCloseable {
    private final Jenkins jenkins;

    /**
     * Starts the controller.
     *
     * @param root its home folder
     */
    public LocalJenkins(Path root) {
        jenkins = new Jenkins(root.toFile());
        jenkins.acl = rule((who, permission) -> true);
        Jenkins.instance = jenkins;
    }

    /**
     * Registers what Jenkins would have found by its index.
     *
     * @param extensions descriptors and other extensions
     * @return this
     */
    public LocalJenkins with(Object... extensions) {
        jenkins.extensions.addAll(List.of(extensions));
        return this;
    }

    /** Forgets an extension. */
    public LocalJenkins without(Object extension) {
        jenkins.extensions.remove(extension);
        return this;
    }

    /**
     * Adds a job or folder at the top.
     *
     * @param item what to add
     * @return this
     */
    public LocalJenkins with(Item item) {
        jenkins.items.add(item);
        return this;
    }

    /**
     * Adds a node that is on line.
     *
     * @param computer the node
     * @return this
     */
    public LocalJenkins with(Computer computer) {
        jenkins.computers.add(computer);
        return this;
    }

    /** Goes on as another controller that has everything of this one but its identity. */
    public LocalJenkins identified(String instance) {
        jenkins.instanceId = instance;
        return this;
    }

    /**
     * Says who may do what; the system itself may do everything.
     *
     * @param rule whether someone has a permission
     * @return this
     */
    public LocalJenkins allowing(BiPredicate<Authentication, Permission> rule) {
        jenkins.acl = rule(rule);
        return this;
    }

    /**
     * Says whether Jenkins is going down.
     *
     * @param terminating whether it is
     */
    public void terminating(boolean terminating) {
        jenkins.terminating = terminating;
    }

    private static ACL rule(BiPredicate<Authentication, Permission> rule) {
        return new ACL() {
            @Override
            public boolean hasPermission2(Authentication authentication, Permission permission) {
                return rule.test(authentication, permission);
            }
        };
    }

    @Override
    public void close() {
        Jenkins.instance = null;
    }
}
