package io.jenkins.plugins.intoto.verification;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import io.jenkins.plugins.intoto.config.ListText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/**
 * Who may verify with the links and attestations of a job. Builds run with all permissions unless an administrator has them
 * authenticated as somebody, so the permissions of a build say nothing by themselves: a job says which others may, or else those
 * with the same direct parent may. Whatever it says, its own builds may, and builds that are authenticated as somebody who may
 * read it. A multibranch project stands for its branches.
 */
public final class LinkReaders {
    private static final String ANY = "*";

    private LinkReaders() {}

    /** Tells which jobs an item has named as those that may verify with its links, for one kind of item. */
    public interface Named extends ExtensionPoint {
        /** The names as entered; empty if the item is of another kind, or has entered nothing. */
        Optional<String> jobs(Item item);
    }

    /** Whether a build may look at the links and attestations of another one. */
    static boolean includes(Run<?, ?> reader, Run<?, ?> other) {
        var owner = standIn(other.getParent());
        var asking = standIn(reader.getParent());
        if (owner == asking) {
            return true;
        }
        var named = named(owner);
        if (!named.isEmpty()) {
            return isNamed(named, owner, asking, reader.getParent()) || isReadable(reader, other);
        }
        return isSystem(authentication(reader))
                ? owner.getParent() == asking.getParent() && owner.getParent() != Jenkins.get()
                : isReadable(reader, other);
    }

    /** The jobs and multibranch projects that let jobs in which they have not named one by one. */
    static Stream<Item> openToMany() {
        return Jenkins.get().getAllItems(Item.class).stream()
                .filter(item -> named(item).stream().anyMatch(name -> name.contains(ANY)));
    }

    /** Whether some type of item is a multibranch project; asked by name, since the plugin with that class may be absent. */
    static boolean isMultibranch(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals("jenkins.branch.MultiBranchProject")) {
                return true;
            }
        }
        return false;
    }

    private static Item standIn(Job<?, ?> job) {
        return job.getParent() instanceof Item parent && isMultibranch(parent.getClass()) ? parent : job;
    }

    private static List<String> named(Item owner) {
        return ExtensionList.lookup(Named.class).stream()
                .flatMap(kind -> kind.jobs(owner).stream())
                .flatMap(text -> ListText.entries(text).stream())
                .toList();
    }

    /** Names are relative to the folder of the owner, or from the root if they begin with a slash. */
    private static boolean isNamed(List<String> names, Item owner, Item... askings) {
        var folder = owner.getParent() instanceof Item parent ? parent.getFullName() + "/" : "";
        return names.stream()
                .map(name -> name.startsWith("/") ? name.substring(1) : folder + name)
                .map(LinkReaders::pattern)
                .anyMatch(pattern -> Stream.of(askings).anyMatch(asking -> pattern.matcher(asking.getFullName())
                        .matches()));
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(Stream.of(name.split(Pattern.quote(ANY), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]*")));
    }

    @SuppressWarnings("try") // closing it is all that is done with it
    private static boolean isReadable(Run<?, ?> reader, Run<?, ?> other) {
        var authentication = authentication(reader);
        if (isSystem(authentication)) {
            return false;
        }
        try (var ignored = ACL.as2(authentication)) {
            return isReadable(other.getParent())
                    && (!Functions.isArtifactsPermissionEnabled() || other.hasPermission(Run.ARTIFACTS));
        }
    }

    /** Who may not see a folder does not see what is in it, whatever the permissions there. */
    private static boolean isReadable(Item item) {
        for (Object each = item; each instanceof Item one; each = one.getParent()) {
            if (!one.hasPermission(Item.READ)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSystem(Authentication authentication) {
        return ACL.SYSTEM2.equals(authentication);
    }

    private static Authentication authentication(Run<?, ?> run) {
        return run.getParent() instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : Jenkins.ANONYMOUS2;
    }
}
