package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.explain.Repair;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ChangeGuard;
import dev.gatehouse.idp.tokens.Caller;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which changes of a repair an asker may make: those that would be taken from them, each in the workspace of its log. */
final class RepairRights implements Predicate<Repair.Step> {

    private final ChangeGuard rights;
    private final Optional<AccessView> here;
    private final Optional<AccessView> system;

    /**
     * Of a caller, as of now.
     *
     * @param system empty when the caller does not belong to it, and can change nothing there
     */
    RepairRights(Caller caller, Scope here, Optional<Scope> system) {
        this.rights = new ChangeGuard(CallerSubject.of(caller), here.time());
        this.here = Optional.of(here.view());
        this.system = system.map(Scope::view);
    }

    @Override
    public boolean test(Repair.Step step) {
        return (step.log().isSystem() ? system : here)
                .filter(view -> rights.refusal(view, List.of(step.change())).isEmpty())
                .isPresent();
    }
}
