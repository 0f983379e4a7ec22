package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Ground;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a model pair holds about one question, entry by entry. It collects the path and the roles in a way of its own, so
 * that what it finds is worth comparing with what {@link ModelPair#decide} says.
 */
public final class Evidence {

    private final ModelPair models;
    private final Subject subject;
    private final long time;
    private final int right;
    private final int systemRight;
    private final Ways ways;
    private final List<Place> path = new ArrayList<>();

    private record Place(ObjectRef object, EntryList entries, boolean isSystemRoot) {}

    /** The object must exist, and its type declare the right. */
    public Evidence(ModelPair models, Subject subject, Right right, ObjectRef object, long time) {
        this.models = models;
        this.subject = subject;
        this.time = time;
        this.right = models.workspace().rights().find(right);
        this.systemRight = models.system().rights().find(right);
        this.ways = new Ways(models, subject);
        collectPath(object);
    }

    private void collectPath(ObjectRef object) {
        Model workspace = models.workspace();
        ObjectRef root = workspace.workspace().root();
        ObjectRef next = object;
        while (next != null && !next.equals(root)) {
            int number = workspace.find(next);
            if (number == ObjectTable.NONE) {
                path.add(new Place(next, FlatEntries.EMPTY, false));
                ImpliedType rule = workspace.implied().rule(next.type());
                next = rule == null ? null : rule.parent();
            } else {
                ObjectTable objects = workspace.objects();
                path.add(new Place(next, objects.entries(number), false));
                int parent = objects.inherits(number) ? objects.parent(number) : ObjectTable.NONE;
                next = parent == ObjectTable.NONE ? null : workspace.object(parent);
            }
        }
        path.add(new Place(root, rootEntries(workspace), false));
        if (!workspace.isSystem()) {
            Model system = models.system();
            path.add(new Place(system.workspace().root(), rootEntries(system), true));
        }
    }

    private static EntryList rootEntries(Model model) {
        return model.root() == ObjectTable.NONE
                ? FlatEntries.EMPTY
                : model.objects().entries(model.root());
    }

    /** The object and all from which it inherits, and both roots. */
    public List<ObjectRef> path() {
        return path.stream().map(Place::object).toList();
    }

    /** All that the subject is, the nearest first. */
    public List<Member> closure() {
        return ways.all();
    }

    /**
     * The entries with an effect that count, the nearest to the object first, and then the nearest to the subject.
     *
     * @param most of them
     */
    public List<Ground> grounds(Effect effect, int most) {
        return grounds(effect, most, _ -> true);
    }

    /**
     * The entries with an effect that count and no longer do at an instant.
     *
     * @param instant in milliseconds
     * @param most of them
     */
    public List<Entry> expiring(Effect effect, long instant, int most) {
        return grounds(effect, most, expiresAt -> expiresAt <= instant).stream()
                .map(Ground::entry)
                .toList();
    }

    private List<Ground> grounds(Effect effect, int most, LongPredicate ends) {
        List<Ground> grounds = new ArrayList<>();
        List<ObjectRef> objects = path();
        for (int i = 0; i < path.size(); i++) {
            Place place = path.get(i);
            List<ObjectRef> upTo = objects.subList(0, i + 1);
            ways.forEach(
                    place.isSystemRoot(),
                    (to, listed) -> place.entries().forEachOf(listed, (entry, expiresAt) -> {
                        if (grounds.size() < most
                                && ends.test(PackedEntry.expires(entry) ? expiresAt : EntryList.NEVER)
                                && counts(place, effect, entry, expiresAt)) {
                            List<Member> way = ways.way(to);
                            grounds.add(new Ground(entry(place, entry, expiresAt, way.getLast()), way, upTo));
                        }
                    }));
        }
        return grounds;
    }

    private boolean counts(Place place, Effect effect, long entry, long expiresAt) {
        RightTable rights = (place.isSystemRoot() ? models.system() : models.workspace()).rights();
        return PackedEntry.denies(entry) == (effect == Effect.DENY)
                && rights.includes(PackedEntry.rights(entry), place.isSystemRoot() ? systemRight : right)
                && (!PackedEntry.expires(entry) || time < expiresAt);
    }

    private Entry entry(Place place, long entry, long expiresAt, Member to) {
        RightTable rights = (place.isSystemRoot() ? models.system() : models.workspace()).rights();
        Instant end = PackedEntry.expires(entry) ? Instant.ofEpochMilli(expiresAt) : null;
        Effect effect = PackedEntry.denies(entry) ? Effect.DENY : Effect.ALLOW;
        return new Entry(place.object(), effect, to, new Entry.Terms(rights.rights(PackedEntry.rights(entry)), end));
    }

    /** The roles that the subject is not in and that lead to an entry which would allow it, the nearest to one first. */
    public List<RoleRef> rolesThatAllow() {
        Set<Long> found = new LinkedHashSet<>();
        for (Place place : path) {
            place.entries().forEachShared((entry, expiresAt) -> {
                long to = Ways.seenFromHere(entry, place.isSystemRoot());
                if (PackedEntry.kind(entry) != PackedEntry.EVERYONE
                        && counts(place, Effect.ALLOW, entry, expiresAt)
                        && node(to) != null) {
                    found.add(to);
                }
            });
        }
        Map<Integer, List<Integer>> systemRolesIn = systemRolesIn();
        List<Long> queue = new ArrayList<>(found);
        for (int at = 0; at < queue.size(); at++) {
            long to = queue.get(at);
            RoleNode role = node(to);
            for (int child : role == null ? SortedInts.NONE : role.children()) {
                add(found, queue, PackedEntry.to(PackedEntry.toKind(to), child));
            }
            if (PackedEntry.toKind(to) == PackedEntry.ROLE) {
                for (int member : systemRolesIn.getOrDefault(PackedEntry.toNumber(to), List.of())) {
                    add(found, queue, PackedEntry.to(PackedEntry.SYSTEM_ROLE, member));
                }
            }
        }
        return queue.stream()
                .filter(to -> !ways.includes(to))
                .map(to -> (RoleRef) Ways.member(models, to, subject))
                .toList();
    }

    private void add(Set<Long> found, List<Long> queue, long to) {
        if (node(to) != null && found.add(to)) {
            queue.add(to);
        }
    }

    private @Nullable RoleNode node(long to) {
        Model home = PackedEntry.toKind(to) == PackedEntry.ROLE ? models.workspace() : models.system();
        return home.roles().node(PackedEntry.toNumber(to));
    }

    private Map<Integer, List<Integer>> systemRolesIn() {
        Map<Integer, List<Integer>> members = new HashMap<>();
        models.workspace().systemMembers().direct().forEach((systemRole, roles) -> {
            for (int role : roles) {
                members.computeIfAbsent(role, _ -> new ArrayList<>()).add(systemRole);
            }
        });
        members.values().forEach(Collections::sort);
        return members;
    }
}
