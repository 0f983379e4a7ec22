package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Fact;
import dev.gatehouse.acl.change.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a batch says twice and what it says against itself. Each fact (a membership, a role, a type, an object's
 * place, an entry) is decided once in a batch, and what is deleted is not used in the same batch.
 */
final class BatchConflicts {

    private final MembershipEditor members;
    private final Map<Fact, Said> said = new HashMap<>();

    /** What came first about a role or an object, apart from its own fact. */
    private final Map<Fact, Integer> used = new HashMap<>();

    BatchConflicts(MembershipEditor members) {
        this.members = members;
    }

    private record Said(int index, Change change) {}

    @Nullable Refusal add(int index, Change change) {
        Fact fact = fact(change);
        Said before = said.putIfAbsent(fact, new Said(index, change));
        if (before != null) {
            return before.change().equals(change) || isMembershipAgain(before.change(), change)
                    ? new Refusal.DuplicateChange(before.index())
                    : new Refusal.Contradiction(before.index());
        }
        if (change instanceof Change.RoleDeleted || change instanceof Change.ObjectDeleted) {
            Integer use = used.get(fact);
            return use == null ? null : new Refusal.Contradiction(use);
        }
        for (Fact named : uses(change)) {
            Said deletion = said.get(named);
            if (deletion != null
                    && (deletion.change() instanceof Change.RoleDeleted
                            || deletion.change() instanceof Change.ObjectDeleted)) {
                return new Refusal.Contradiction(deletion.index());
            }
            used.putIfAbsent(named, index);
        }
        return null;
    }

    /** A role of {@code system} may be written in two ways there. */
    private static boolean isMembershipAgain(Change before, Change change) {
        return before.getClass() == change.getClass()
                && (change instanceof Change.MemberAdded
                        || change instanceof Change.MemberRemoved
                        || change instanceof Change.EntryAdded
                        || change instanceof Change.EntryRemoved);
    }

    private Fact fact(Change change) {
        return switch (Fact.of(change)) {
            case Fact.Membership(RoleId role, Member member) -> new Fact.Membership(role, plain(member));
            case Fact.Grant(Entry entry) -> new Fact.Grant(plain(entry));
            case Fact.Role role -> role;
            case Fact.Type type -> type;
            case Fact.Place place -> place;
        };
    }

    private Member plain(Member member) {
        return member instanceof RoleRef role && members.isHere(role)
                ? role.id().here()
                : member;
    }

    private Entry plain(Entry entry) {
        return new Entry(entry.object(), entry.effect(), plain(entry.to()), entry.terms());
    }

    private List<Fact> uses(Change change) {
        List<Fact> used = new ArrayList<>();
        switch (change) {
            case Change.MemberAdded added -> {
                used.add(new Fact.Role(added.role()));
                addRole(used, added.member());
            }
            case Change.EntryAdded added -> {
                used.add(new Fact.Place(added.entry().object()));
                addRole(used, added.entry().to());
            }
            case Change.ObjectPut put -> {
                ObjectRef parent = put.parent();
                if (parent != null) {
                    used.add(new Fact.Place(parent));
                }
            }
            case Change.MemberRemoved removed -> {}
            case Change.EntryRemoved removed -> {}
            case Change.RoleCreated created -> {}
            case Change.RoleDeleted deleted -> {}
            case Change.ObjectTypeDefined defined -> {}
            case Change.ObjectDeleted deleted -> {}
        }
        return used;
    }

    private void addRole(List<Fact> used, Member member) {
        if (member instanceof RoleRef role && members.isHere(role)) {
            used.add(new Fact.Role(role.id()));
        }
    }
}
