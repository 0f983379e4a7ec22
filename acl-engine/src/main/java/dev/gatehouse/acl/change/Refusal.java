package dev.gatehouse.acl.change;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.TypeName;
import java.util.List;
import java.util.stream.Collectors;

/** Why a change cannot be made. */
public sealed interface Refusal {

    /** A stable word for programs. */
    String code();

    /** A sentence for people. */
    String message();

    record UnknownRole(RoleRef role) implements Refusal {
        @Override
        public String code() {
            return "unknown-role";
        }

        @Override
        public String message() {
            return "There is no " + role;
        }
    }

    /** The object stands for a role that the workspace does not have, where {@link UnknownRole} is a member. */
    record ObjectOfNoRole(ObjectRef object) implements Refusal {
        @Override
        public String code() {
            return "unknown-role";
        }

        @Override
        public String message() {
            return "The workspace has no role that " + object + " stands for";
        }
    }

    record UnknownObject(ObjectRef object) implements Refusal {
        @Override
        public String code() {
            return "unknown-object";
        }

        @Override
        public String message() {
            return "There is no object " + object;
        }
    }

    record UnknownType(TypeName type) implements Refusal {
        @Override
        public String code() {
            return "unknown-type";
        }

        @Override
        public String message() {
            return "No object type " + type + " is defined";
        }
    }

    record UnknownRight(Right right) implements Refusal {
        @Override
        public String code() {
            return "unknown-right";
        }

        @Override
        public String message() {
            return "No object type declares the right " + right;
        }
    }

    /** Asked for with a type, where {@link UnknownRight} has none. */
    record UndeclaredRight(TypeName type, Right right) implements Refusal {
        @Override
        public String code() {
            return "unknown-right";
        }

        @Override
        public String message() {
            return "The type " + type + " does not declare the right " + right;
        }
    }

    record UndeclaredParent(TypeName type, TypeName parent) implements Refusal {
        @Override
        public String code() {
            return "undeclared-parent";
        }

        @Override
        public String message() {
            return "The type " + type + " does not admit parents of the type " + parent;
        }
    }

    record RoleCycle(RoleId role, RoleId member) implements Refusal {
        @Override
        public String code() {
            return "role-cycle";
        }

        @Override
        public String message() {
            return "role:" + role + " already is " + (role.equals(member) ? "itself" : "in role:" + member)
                    + ", so that cannot be its member";
        }
    }

    record ObjectCycle(ObjectRef object, ObjectRef parent) implements Refusal {
        @Override
        public String code() {
            return "object-cycle";
        }

        @Override
        public String message() {
            return object.equals(parent)
                    ? object + " cannot be its own parent"
                    : parent + " already stands below " + object;
        }
    }

    /** A limit on depth, on a count or on a size would be passed. */
    record LimitReached(Limit limit, long most) implements Refusal {
        @Override
        public String code() {
            return limit.code();
        }

        @Override
        public String message() {
            return limit.sentence().formatted(most);
        }
    }

    record ObjectHasChildren(ObjectRef object) implements Refusal {
        @Override
        public String code() {
            return "object-has-children";
        }

        @Override
        public String message() {
            return "Objects stand below " + object;
        }
    }

    record RightInUse(TypeName type, Right right) implements Refusal {
        @Override
        public String code() {
            return "right-in-use";
        }

        @Override
        public String message() {
            return "An entry names the right " + right + ", which only the type " + type + " declares";
        }
    }

    record ParentTypeInUse(TypeName type, TypeName parent) implements Refusal {
        @Override
        public String code() {
            return "parent-type-in-use";
        }

        @Override
        public String message() {
            return "An object of the type " + type + " stands below one of the type " + parent;
        }
    }

    /** The type is that of objects that exist without a record, and would lose a right or stand elsewhere. */
    record ReservedType(TypeName type) implements Refusal {
        @Override
        public String code() {
            return "reserved-type";
        }

        @Override
        public String message() {
            return "The type " + type + " is built in: it can be given rights, and nothing else of it can change";
        }
    }

    /** The object exists without a record, at a place that a rule fixes. */
    record ImpliedObject(ObjectRef object) implements Refusal {
        @Override
        public String code() {
            return "implied-object";
        }

        @Override
        public String message() {
            return object + " is built in and cannot be put elsewhere";
        }
    }

    /** Who makes the change does not hold what it takes. */
    record NotPermitted(Rights rights, ObjectRef object) implements Refusal {
        @Override
        public String code() {
            return "not-permitted";
        }

        @Override
        public String message() {
            return "This takes " + written() + " on " + object;
        }

        private String written() {
            return switch (rights) {
                case Rights.All all -> all.toString();
                case Rights.Named(List<Right> names) ->
                    names.stream().map(Right::name).collect(Collectors.joining(", "));
            };
        }
    }

    /** The workspace has changed since the preview, and the changes would do something else, or that could not be found. */
    record PreviewOutdated() implements Refusal {
        @Override
        public String code() {
            return "preview-outdated";
        }

        @Override
        public String message() {
            return "What the preview showed is no longer what would happen";
        }
    }

    /** Who makes the change demands that something be otherwise than it is; the words are theirs. */
    record NotAsDemanded(String code, String message) implements Refusal {}

    record DuplicateChange(int firstIndex) implements Refusal {
        @Override
        public String code() {
            return "duplicate-change";
        }

        @Override
        public String message() {
            return "The batch holds this change already, at index " + firstIndex;
        }
    }

    record Contradiction(int firstIndex) implements Refusal {
        @Override
        public String code() {
            return "contradictory-changes";
        }

        @Override
        public String message() {
            return "The batch holds a change that contradicts it, at index " + firstIndex;
        }
    }
}
