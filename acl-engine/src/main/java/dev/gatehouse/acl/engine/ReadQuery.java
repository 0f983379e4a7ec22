package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.TypeName;
import java.util.Optional;

/** What does a workspace hold? What was deleted is not in these lists, and neither is what names it. */
public sealed interface ReadQuery<T> extends ListQuery<T> {

    /** What is asked for, on lines of its own, so that no two queries are written alike. */
    String written();

    /** The types, built-in ones included. */
    record ObjectTypes() implements ReadQuery<ObjectType> {
        @Override
        public String written() {
            return "types";
        }
    }

    /** The roles of the workspace. */
    record Roles() implements ReadQuery<RoleId> {
        @Override
        public String written() {
            return "roles";
        }
    }

    /** The direct members of a role of the workspace. */
    record Members(RoleId role) implements ReadQuery<Member> {
        @Override
        public String written() {
            return "members\n" + role;
        }
    }

    /** How somebody is in a role. */
    enum Through {
        /** As a member of it. */
        MEMBERSHIP,
        /** As a member of it or of a role that is in it at any depth; subjects also as everyone. */
        ROLES
    }

    /** The roles, of the workspace and of {@code system}, that a subject, everyone or a role is in. */
    record RolesOf(Member member, Through through) implements ReadQuery<RoleRef> {
        @Override
        public String written() {
            return "roles of\n" + member + "\n" + through;
        }
    }

    /** The objects of a type that have a record. */
    record ObjectsOf(TypeName type) implements ReadQuery<ObjectRef> {
        @Override
        public String written() {
            return "objects of\n" + type;
        }
    }

    /** The objects with a record directly below one; below the root object, those that have no other parent. */
    record Children(ObjectRef parent) implements ReadQuery<ObjectRef> {
        @Override
        public String written() {
            return "children\n" + parent;
        }
    }

    /**
     * Entries, expired ones included.
     *
     * @param on on which object; empty: on any
     * @param to for whom exactly; empty: for anybody
     * @param right which right they include, by name or as {@code *}; empty: any
     */
    record Entries(Optional<ObjectRef> on, Optional<Member> to, Optional<Right> right) implements ReadQuery<Entry> {

        @Override
        public String written() {
            return "entries\n" + on.map(Object::toString).orElse("") + "\n"
                    + to.map(Object::toString).orElse("") + "\n"
                    + right.map(Object::toString).orElse("");
        }
    }
}
