package dev.gatehouse.acl.change;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.RoleId;
import org.jspecify.annotations.Nullable;

/** One change to one workspace's model. A change that is already true does nothing. */
public sealed interface Change {

    /** The word that programs and the audit trail know it by. */
    String word();

    /** Puts a member into a role of this workspace. */
    record MemberAdded(RoleId role, Member member) implements Change {
        @Override
        public String word() {
            return "member.add";
        }
    }

    record MemberRemoved(RoleId role, Member member) implements Change {
        @Override
        public String word() {
            return "member.remove";
        }
    }

    record RoleCreated(RoleId role) implements Change {
        @Override
        public String word() {
            return "role.create";
        }
    }

    /**
     * Ends the role, its memberships in both directions, the entries that are for it and those on its object. A role
     * created later under the same id is another one.
     */
    record RoleDeleted(RoleId role) implements Change {
        @Override
        public String word() {
            return "role.delete";
        }
    }

    /** Declares a type, or declares it anew; what is in use cannot be left out. */
    record ObjectTypeDefined(ObjectType type) implements Change {
        @Override
        public String word() {
            return "object-type.define";
        }
    }

    /**
     * Creates an object, moves it, or switches whether it inherits.
     *
     * @param parent null: the object stands directly below the workspace's root
     */
    record ObjectPut(ObjectRef object, @Nullable ObjectRef parent, boolean inherit) implements Change {
        @Override
        public String word() {
            return "object.put";
        }
    }

    /** Ends an object that has no children, and its entries. An implied object loses its entries and stays. */
    record ObjectDeleted(ObjectRef object) implements Change {
        @Override
        public String word() {
            return "object.delete";
        }
    }

    record EntryAdded(Entry entry) implements Change {
        @Override
        public String word() {
            return "entry.add";
        }
    }

    /** Removes the entry that is equal in every component. */
    record EntryRemoved(Entry entry) implements Change {
        @Override
        public String word() {
            return "entry.remove";
        }
    }
}
