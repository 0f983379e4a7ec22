package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everybody that a subject is, each with a shortest way there: itself, everyone, and the roles. It walks from membership
 * to membership, unlike {@link Closure}, which looks sets up and knows no ways.
 */
final class Ways {

    /** The subject itself, whether or not a log names it. */
    private static final long SELF = -1;

    private static final long EVERYONE = PackedEntry.to(PackedEntry.EVERYONE, 0);

    private final ModelPair models;
    private final Subject subject;
    private final int here;
    private final int there;

    /** The one before on the way, in the order of their distance. */
    private final Map<Long, Long> before = new LinkedHashMap<>();

    Ways(ModelPair models, Subject subject) {
        this.models = models;
        this.subject = subject;
        this.here = models.workspace().find(subject);
        this.there = models.system().find(subject);
        walk();
    }

    private void walk() {
        Deque<Long> next = new ArrayDeque<>();
        reach(next, SELF, SELF);
        while (!next.isEmpty()) {
            long at = next.remove();
            if (at == SELF) {
                reachAll(next, at, here, there);
                if (here != SubjectTable.GUEST) {
                    reach(next, EVERYONE, at);
                }
            } else if (at == EVERYONE) {
                reachAll(next, at, SubjectTable.EVERYONE, SubjectTable.EVERYONE);
            } else if (PackedEntry.toKind(at) == PackedEntry.ROLE) {
                RoleNode role = models.workspace().roles().node(PackedEntry.toNumber(at));
                reach(next, at, PackedEntry.ROLE, role == null ? SortedInts.NONE : role.parents());
            } else {
                int number = PackedEntry.toNumber(at);
                RoleNode role = models.system().roles().node(number);
                reach(next, at, PackedEntry.SYSTEM_ROLE, role == null ? SortedInts.NONE : role.parents());
                reach(
                        next,
                        at,
                        PackedEntry.ROLE,
                        models.workspace().systemMembers().direct(number));
            }
        }
    }

    private void reachAll(Deque<Long> next, long from, int numberHere, int numberThere) {
        reach(next, from, PackedEntry.ROLE, models.workspace().subjects().roles(numberHere));
        if (!models.workspace().isSystem()) {
            reach(
                    next,
                    from,
                    PackedEntry.SYSTEM_ROLE,
                    models.system().subjects().roles(numberThere));
        }
    }

    private void reach(Deque<Long> next, long from, int kind, int[] roles) {
        Model home = kind == PackedEntry.ROLE ? models.workspace() : models.system();
        for (int role : roles) {
            if (home.roles().node(role) != null) {
                reach(next, PackedEntry.to(kind, role), from);
            }
        }
    }

    private void reach(Deque<Long> next, long at, long from) {
        if (before.putIfAbsent(at, from) == null) {
            next.add(at);
        }
    }

    /** Sees somebody that the subject is, and what entries of a list are for to mean that. */
    interface Visitor {
        void somebody(long to, long listed);
    }

    /** Shows all that the subject is and that entries can be for, the nearest first. */
    void forEach(boolean onSystemRoot, Visitor visitor) {
        int number = onSystemRoot ? there : here;
        for (long to : before.keySet()) {
            int kind = to == SELF ? PackedEntry.SUBJECT : PackedEntry.toKind(to);
            boolean isNamed = switch (kind) {
                case PackedEntry.SUBJECT -> number >= 0;
                case PackedEntry.ROLE -> !onSystemRoot;
                default -> true;
            };
            if (isNamed) {
                visitor.somebody(
                        to,
                        switch (kind) {
                            case PackedEntry.SUBJECT -> PackedEntry.to(PackedEntry.SUBJECT, number);
                            case PackedEntry.SYSTEM_ROLE ->
                                onSystemRoot ? PackedEntry.to(PackedEntry.ROLE, PackedEntry.toNumber(to)) : to;
                            default -> to;
                        });
            }
        }
    }

    /** A role that an entry on the root of {@code system} is for is one of {@code system} to all others. */
    static long seenFromHere(long entry, boolean onSystemRoot) {
        return onSystemRoot && PackedEntry.kind(entry) == PackedEntry.ROLE
                ? PackedEntry.to(PackedEntry.SYSTEM_ROLE, PackedEntry.number(entry))
                : PackedEntry.to(entry);
    }

    boolean includes(long to) {
        return before.containsKey(to);
    }

    /** The way from the subject to somebody that it is. */
    List<Member> way(long to) {
        Deque<Member> way = new ArrayDeque<>();
        long at = to;
        while (at != SELF) {
            way.addFirst(member(models, at, subject));
            at = before.getOrDefault(at, SELF);
        }
        way.addFirst(subject);
        return List.copyOf(way);
    }

    /** All that the subject is, the nearest first. */
    List<Member> all() {
        List<Member> all = new ArrayList<>();
        before.keySet().forEach(to -> all.add(member(models, to, subject)));
        return all;
    }

    static Member member(ModelPair models, long to, Subject subject) {
        if (to == SELF) {
            return subject;
        }
        if (to == EVERYONE) {
            return Everyone.EVERYONE;
        }
        boolean isHere = PackedEntry.toKind(to) == PackedEntry.ROLE;
        Model home = isHere ? models.workspace() : models.system();
        RoleNode role = home.roles().node(PackedEntry.toNumber(to));
        if (role == null) {
            throw new IllegalStateException("Only roles that exist are reached");
        }
        return new RoleRef(isHere ? RoleRef.Home.HERE : RoleRef.Home.SYSTEM, new RoleId(role.name()));
    }
}
