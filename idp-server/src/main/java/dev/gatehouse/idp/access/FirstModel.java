package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.idp.access.log.AccessChangeWitness;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the workspace {@code system} holds from the first start on: the built-in roles, and that {@code admins} may do
 * everything. It is the first record of the log, so an insert decides that it is written once; whoever is put out of
 * {@code admins} later stays out.
 */
public final class FirstModel {

    private static final RoleId ADMINS = new RoleId("admins");
    private static final RoleId USERS = new RoleId("users");
    private static final RoleId GUESTS = new RoleId("guests");

    private static final Entry EVERYTHING = Entry.allow(WorkspaceId.SYSTEM.root(), ADMINS.here(), Rights.ALL);

    private final AccessLog accessLog;
    private final AuditTrail trail;
    private final Clock clock;

    public FirstModel(AccessLog accessLog, AuditTrail trail, Clock clock) {
        this.accessLog = accessLog;
        this.trail = trail;
        this.clock = clock;
    }

    /** Writes it unless there is a model already. Safe to repeat, and on several nodes at once. */
    public void create(Optional<String> administrator, Optional<String> bootstrapClient) {
        if (!accessLog.read(WorkspaceId.SYSTEM, 0, 1).isEmpty()) {
            return;
        }
        List<Change> changes = changes(administrator, bootstrapClient);
        ChangeEvent intent = ChangeEvent.intent(
                "access.changed",
                new Target(AccessChangeWitness.TARGET, WorkspaceId.SYSTEM.value()),
                WorkspaceId.SYSTEM.value());
        trail.change(Actor.system(), intent, change -> {
            boolean appended = accessLog.append(record(changes, change));
            return new AuditTrail.Effect<>(
                    appended, appended ? intent.succeeded(AccessDifferences.of(changes)) : intent.refused("exists"));
        });
    }

    /** INVARIANT: valid upon an empty model, since nothing validates the first record when it is read. */
    private static List<Change> changes(Optional<String> administrator, Optional<String> bootstrapClient) {
        List<Change> changes = new ArrayList<>(List.of(
                new Change.RoleCreated(ADMINS),
                new Change.RoleCreated(USERS),
                new Change.RoleCreated(GUESTS),
                new Change.MemberAdded(USERS, Everyone.EVERYONE),
                new Change.MemberAdded(GUESTS, Subject.GUEST),
                new Change.EntryAdded(EVERYTHING)));
        administrator.ifPresent(id -> changes.add(new Change.MemberAdded(ADMINS, Subject.user(id))));
        bootstrapClient.ifPresent(id -> changes.add(new Change.MemberAdded(ADMINS, Subject.service(id))));
        return changes;
    }

    /** Whether a change of {@code system} ends one of the built-in roles, or the entry that {@code admins} have. */
    static boolean isTakenAwayBy(Change change) {
        return switch (change) {
            case Change.RoleDeleted(RoleId role) ->
                List.of(ADMINS, USERS, GUESTS).contains(role);
            case Change.EntryRemoved(Entry entry) -> entry.equals(EVERYTHING);
            case Change.ObjectDeleted(ObjectRef object) -> object.equals(WorkspaceId.SYSTEM.root());
            case Change.RoleCreated created -> false;
            case Change.MemberAdded added -> false;
            case Change.MemberRemoved removed -> false;
            case Change.ObjectTypeDefined defined -> false;
            case Change.ObjectPut put -> false;
            case Change.EntryAdded added -> false;
        };
    }

    private LogRecord record(List<Change> changes, ChangeId change) {
        return new LogRecord(
                WorkspaceId.SYSTEM,
                1,
                0,
                Instant.ofEpochMilli(clock.millis()),
                "system:" + Actor.system().id(),
                change.value(),
                changes);
    }
}
