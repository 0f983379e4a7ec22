package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.model.Holding;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may make changes, decided by the model itself as it is before them. Nobody can give what they do not
 * hold, and nobody is exempt.
 *
 * <p>Adding or removing an entry takes {@code share} on the object and every right that the entry names, whether it allows
 * or denies. Putting an object takes {@code update} on its parent; moving it, or switching whether it inherits, takes
 * {@code share} on it and on both parents. Changing members takes {@code share} on {@code role:<id>}; adding one takes
 * being in that role too, or holding {@code *} on the root. Roles and types take {@code update} on the root.
 */
public final class ChangeRights implements Batch.Guard {

    private final Subject actor;
    private final Instant time;

    public ChangeRights(Subject actor, Instant time) {
        this.actor = actor;
        this.time = time;
    }

    @Override
    public Optional<Validation.Refused> refusal(AccessView before, List<Change> changes) {
        Asked asked = new Asked(before, new Holding(before.models(), actor, time.toEpochMilli()));
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            Optional<Refusal> lacking = asked.lacking(change);
            if (lacking.isPresent()) {
                return Optional.of(new Validation.Refused(i, change, lacking.get()));
            }
            asked.note(change);
        }
        return Optional.empty();
    }

    /** One batch: what the actor holds, and as what the objects count that the batch itself has put there. */
    private static final class Asked {
        private final ObjectRef root;
        private final Holding holding;
        private final Map<ObjectRef, ObjectRef> created = new HashMap<>();

        private Asked(AccessView before, Holding holding) {
            this.root = before.workspace().root();
            this.holding = holding;
        }

        private void note(Change change) {
            if (change instanceof Change.ObjectPut put
                    && holding.place(put.object()).isEmpty()) {
                created.put(put.object(), put.inherit() ? standing(orRoot(put.parent())) : root);
            }
        }

        private Optional<Refusal> lacking(Change change) {
            return switch (change) {
                case Change.EntryAdded(Entry entry) -> share(entry);
                case Change.EntryRemoved(Entry entry) -> share(entry);
                case Change.ObjectPut put -> put(put);
                case Change.ObjectDeleted(ObjectRef object) -> delete(object);
                case Change.MemberAdded(RoleId role, var member) ->
                    need(Right.SHARE, role.asObject()).or(() -> holding.isIn(role) ? Optional.empty() : needAll(root));
                case Change.MemberRemoved(RoleId role, var member) -> need(Right.SHARE, role.asObject());
                case Change.RoleCreated role -> need(Right.UPDATE, root);
                case Change.RoleDeleted role -> need(Right.UPDATE, root);
                case Change.ObjectTypeDefined type -> need(Right.UPDATE, root);
            };
        }

        private Optional<Refusal> share(Entry entry) {
            return need(Right.SHARE, entry.object()).or(() -> switch (entry.rights()) {
                case Rights.All all -> needAll(entry.object());
                case Rights.Named(List<Right> names) ->
                    names.stream()
                            .flatMap(right -> need(right, entry.object()).stream())
                            .findFirst();
            });
        }

        private Optional<Refusal> put(Change.ObjectPut put) {
            Optional<Holding.Place> before = holding.place(put.object());
            Optional<Refusal> lacking = need(Right.UPDATE, orRoot(put.parent()));
            if (before.isEmpty() || before.get().equals(new Holding.Place(put.parent(), put.inherit()))) {
                return lacking;
            }
            return lacking.or(() -> need(Right.SHARE, put.object()))
                    .or(() -> need(Right.SHARE, orRoot(before.get().parent())))
                    .or(() -> need(Right.SHARE, orRoot(put.parent())));
        }

        /** What is deleted loses its entries, denies too; an implied object goes on without them. */
        private Optional<Refusal> delete(ObjectRef object) {
            Optional<Refusal> lacking = need(Right.DELETE, object);
            return holding.isImplied(object)
                    ? lacking.or(() -> need(Right.SHARE, object)).or(() -> needAll(object))
                    : lacking;
        }

        private ObjectRef orRoot(@Nullable ObjectRef parent) {
            return parent == null ? root : parent;
        }

        /**
         * An object that the batch creates has no entries yet, so it is as what it will inherit from. What that is was
         * settled when it was put: a batch that puts objects below each other in a circle is looked at too, before it is
         * refused.
         */
        private ObjectRef standing(ObjectRef object) {
            return created.getOrDefault(object, object);
        }

        private Optional<Refusal> need(Right right, ObjectRef object) {
            return holding.has(right, standing(object))
                    ? Optional.empty()
                    : Optional.of(new Refusal.NotPermitted(Rights.of(right), object));
        }

        private Optional<Refusal> needAll(ObjectRef object) {
            return holding.hasAll(standing(object))
                    ? Optional.empty()
                    : Optional.of(new Refusal.NotPermitted(Rights.ALL, object));
        }
    }
}
