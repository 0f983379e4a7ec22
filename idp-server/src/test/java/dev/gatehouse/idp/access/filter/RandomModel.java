package dev.gatehouse.idp.access.filter;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A small workspace, and {@code system} above it, made by changes that a seed picks; those that cannot be made are left out.
 * Its ids are such as a query language might take for its own.
 */
final class RandomModel {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant NOW = START.plusSeconds(5);

    static final List<Subject> SUBJECTS = List.of(
            Subject.user("alice"),
            Subject.user("$where"),
            Subject.user("$$ROOT.a"),
            Subject.user("ü.$ne"),
            Subject.user("{\"$gt\":\"\"}"),
            Subject.user("nobody names them"),
            Subject.service("$in"),
            Subject.GUEST);

    static final List<Right> RIGHTS = List.of(Right.READ, new Right("sign"));

    static final List<ObjectRef> DOCS = Stream.of("1", "$set", "a.b", "ö/😀", "\"}", "$$NOW", "-7")
            .map(id -> ObjectRef.of("doc", id))
            .toList();

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final List<ObjectRef> FOLDERS =
            Stream.of("f", "$or", "g").map(id -> ObjectRef.of("folder", id)).toList();
    private static final List<RoleId> ROLES =
            Stream.of("ops", "$elemMatch", "a.b#7", "everyone").map(RoleId::new).toList();

    private final Random random;
    private final AccessEngine engine =
            new AccessEngine(new MemoryAccessLog(), ImpliedObjects.ROOTS, new Cursors(new byte[32]), () -> START);

    RandomModel(long seed) {
        this.random = new Random(seed);
        for (WorkspaceId workspace : List.of(WorkspaceId.SYSTEM, ACME)) {
            make(workspace, new Change.ObjectTypeDefined(ObjectType.of("folder", List.of(), List.of("folder"))));
            make(workspace, new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("folder"))));
            ROLES.forEach(role -> make(workspace, new Change.RoleCreated(role)));
        }
        Stream.concat(FOLDERS.stream(), DOCS.stream())
                .forEach(object -> make(ACME, new Change.ObjectPut(object, null, true)));
        for (int i = 0; i < 80; i++) {
            WorkspaceId workspace = random.nextInt(4) == 0 ? WorkspaceId.SYSTEM : ACME;
            make(workspace, change(workspace));
        }
    }

    AccessView view() {
        return engine.view(ACME);
    }

    private void make(WorkspaceId workspace, Change change) {
        engine.commit(workspace, new Batch("system:test", "event", List.of(change)));
    }

    private Change change(WorkspaceId workspace) {
        return switch (random.nextInt(12)) {
            case 0 -> new Change.RoleDeleted(pick(ROLES));
            case 1 -> new Change.RoleCreated(pick(ROLES));
            case 2, 3, 4 -> new Change.MemberAdded(pick(ROLES), member(workspace));
            case 5 -> new Change.MemberRemoved(pick(ROLES), member(workspace));
            case 6 -> put(pick(FOLDERS));
            case 7 -> put(pick(DOCS));
            default -> new Change.EntryAdded(entry(workspace));
        };
    }

    private Change put(ObjectRef object) {
        return new Change.ObjectPut(object, random.nextInt(4) == 0 ? null : pick(FOLDERS), random.nextInt(4) > 0);
    }

    private Entry entry(WorkspaceId workspace) {
        ObjectRef object = workspace.isSystem() || random.nextInt(12) == 0
                ? workspace.root()
                : pick(random.nextBoolean() ? FOLDERS : DOCS);
        Effect effect = random.nextInt(4) == 0 ? Effect.DENY : Effect.ALLOW;
        Rights rights = random.nextInt(4) == 0 ? Rights.ALL : Rights.of(pick(RIGHTS));
        Instant end = switch (random.nextInt(4)) {
            case 0 -> START.plusSeconds(random.nextInt(11));
            case 1 -> NOW;
            default -> null;
        };
        return new Entry(object, effect, member(workspace), new Entry.Terms(rights, end));
    }

    private Member member(WorkspaceId workspace) {
        return switch (random.nextInt(5)) {
            case 0 -> Everyone.EVERYONE;
            case 1, 2 -> RoleRef.parse("role:" + pick(ROLES));
            case 3 -> workspace.isSystem() ? pick(SUBJECTS) : RoleRef.parse("role:system/" + pick(ROLES));
            default -> pick(SUBJECTS);
        };
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
