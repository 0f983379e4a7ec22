package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.acl.model.Holding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether acting as somebody would give a caller, in one workspace, what they do not hold. Who can set a password or a secret can act as
 * its owner, so changing an account or a client is as good as being given all that it has.
 */
final class Takeover {

    private final AccessView view;
    private final Subject caller;
    private final Instant now;
    private final Holding held;

    Takeover(AccessView view, Subject caller, Instant now) {
        this.view = view;
        this.caller = caller;
        this.now = now;
        this.held = new Holding(view.models(), caller, now.toEpochMilli());
    }

    boolean givesMore(Subject target) {
        if (target.equals(caller) || held.hasAll(view.workspace().root())) {
            return false;
        }
        return !Set.copyOf(EffectiveRoles.find(view, caller)).containsAll(EffectiveRoles.find(view, target))
                || hasEntryThatGivesMore(target);
    }

    private boolean hasEntryThatGivesMore(Subject target) {
        var query = new ReadQuery.Entries(Optional.empty(), Optional.of(target), Optional.empty());
        long from = 0;
        do {
            AccessView.Part<Entry> part = view.list(query, now, from, Limits.PAGE, Integer.MAX_VALUE);
            if (part.items().stream().anyMatch(entry -> entry.effect() == Effect.ALLOW && !isHeld(entry))) {
                return true;
            }
            from = part.next();
        } while (from >= 0);
        return false;
    }

    private boolean isHeld(Entry entry) {
        return switch (entry.rights()) {
            case Rights.All all -> held.hasAll(entry.object());
            case Rights.Named(List<Right> names) -> names.stream().allMatch(right -> held.has(right, entry.object()));
        };
    }
}
