package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.engine.NaiveModel.Given;
import dev.gatehouse.acl.engine.NaiveModel.Membership;
import dev.gatehouse.acl.engine.NaiveModel.Placed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The meaning of the access model, as plainly as it can be said. The referee of everything else. */
final class NaiveEvaluator {

    private final NaiveModel system;
    private final NaiveModel workspace;
    private final Map<Subject, Set<Object>> closures = new HashMap<>();
    private final Map<ObjectRef, List<Given>> paths = new HashMap<>();

    NaiveEvaluator(NaiveModel system, NaiveModel workspace) {
        this.system = system;
        this.workspace = workspace;
    }

    /** s may r on o at t iff an allow on path(o) applies and no deny does. */
    boolean may(Subject s, Right r, ObjectRef o, Instant t) {
        if (!workspace.exists(o) || !workspace.declares(o.type(), r)) {
            return false;
        }
        return applies(Effect.ALLOW, s, r, o, t) && !applies(Effect.DENY, s, r, o, t);
    }

    private boolean applies(Effect effect, Subject s, Right r, ObjectRef o, Instant t) {
        Set<Object> closure = closures.computeIfAbsent(s, this::closure);
        return paths.computeIfAbsent(o, this::entriesOnPath).stream()
                .anyMatch(given -> given.entry().effect() == effect
                        && !given.entry().isExpiredAt(t)
                        && given.entry().rights().includes(r)
                        && closure.contains(given.to()));
    }

    /** o, its parent and so on up to the first that does not inherit, then both roots. */
    private List<Given> entriesOnPath(ObjectRef o) {
        Set<ObjectRef> path = new HashSet<>();
        ObjectRef next = o;
        while (next != null) {
            path.add(next);
            Placed placed = workspace.place(next);
            next = placed.inherit() ? placed.parent() : null;
        }
        path.add(workspace.id.root());
        List<Given> entries = new ArrayList<>();
        workspace.entries.stream()
                .filter(given -> path.contains(given.entry().object()))
                .forEach(entries::add);
        system.entries.stream().filter(given -> isSystemRoot(given.entry())).forEach(entries::add);
        return entries;
    }

    private boolean isSystemRoot(Entry entry) {
        return entry.object().equals(system.id.root());
    }

    /** s, everyone unless s is the guest, and every role reachable upwards, here and in system. */
    Set<Object> closure(Subject s) {
        Set<Object> closure = new HashSet<>(Set.of(s));
        if (!s.equals(Subject.GUEST)) {
            closure.add(Everyone.EVERYONE);
        }
        boolean grew = true;
        while (grew) {
            grew = closure.addAll(Stream.concat(system.members.stream(), workspace.members.stream())
                    .filter(membership -> closure.contains(membership.member()))
                    .map(Membership::role)
                    .toList());
        }
        return closure;
    }
}
