package dev.gatehouse.acl.change;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.TypeName;

/**
 * What a change decides: whether a membership, a role or an entry is there, where an object stands, what a type is. A
 * batch decides each fact once.
 */
public sealed interface Fact {

    record Membership(RoleId role, Member member) implements Fact {}

    record Role(RoleId role) implements Fact {}

    record Type(TypeName name) implements Fact {}

    record Place(ObjectRef object) implements Fact {}

    record Grant(Entry entry) implements Fact {}

    /** The fact that a change decides; a role of {@code system} that is written in two ways makes two. */
    static Fact of(Change change) {
        return switch (change) {
            case Change.MemberAdded added -> new Membership(added.role(), added.member());
            case Change.MemberRemoved removed -> new Membership(removed.role(), removed.member());
            case Change.RoleCreated created -> new Role(created.role());
            case Change.RoleDeleted deleted -> new Role(deleted.role());
            case Change.ObjectTypeDefined defined -> new Type(defined.type().name());
            case Change.ObjectPut put -> new Place(put.object());
            case Change.ObjectDeleted deleted -> new Place(deleted.object());
            case Change.EntryAdded added -> new Grant(added.entry());
            case Change.EntryRemoved removed -> new Grant(removed.entry());
        };
    }
}
