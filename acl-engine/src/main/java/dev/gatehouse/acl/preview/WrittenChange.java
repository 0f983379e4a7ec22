package dev.gatehouse.acl.preview;

import dev.gatehouse.acl.DigestOutput;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.change.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Changes as bytes for a digest: different changes are different bytes. */
final class WrittenChange {

    private WrittenChange() {}

    static void write(DigestOutput out, Change change) {
        out.text(change.word());
        switch (change) {
            case Change.MemberAdded added ->
                out.text(added.role().value()).text(added.member().toString());
            case Change.MemberRemoved removed ->
                out.text(removed.role().value()).text(removed.member().toString());
            case Change.RoleCreated created -> out.text(created.role().value());
            case Change.RoleDeleted deleted -> out.text(deleted.role().value());
            case Change.ObjectTypeDefined defined -> write(out, defined.type());
            case Change.ObjectPut put -> {
                write(out, put.object());
                write(out, put.parent());
                out.number(put.inherit() ? 1 : 0);
            }
            case Change.ObjectDeleted deleted -> write(out, deleted.object());
            case Change.EntryAdded added -> write(out, added.entry());
            case Change.EntryRemoved removed -> write(out, removed.entry());
        }
    }

    private static void write(DigestOutput out, ObjectType type) {
        out.text(type.name().value()).number(type.rights().size());
        type.rights().forEach(right -> out.text(right.name()));
        out.number(type.parents().size());
        type.parents().forEach(parent -> out.text(parent.value()));
    }

    private static void write(DigestOutput out, @Nullable ObjectRef object) {
        out.text(object == null ? "" : object.toString());
    }

    private static void write(DigestOutput out, Entry entry) {
        write(out, entry.object());
        out.text(entry.effect().name()).text(entry.to().toString());
        switch (entry.rights()) {
            case Rights.All all -> out.number(0);
            case Rights.Named named -> {
                out.number(named.names().size());
                named.names().forEach(right -> out.text(right.name()));
            }
        }
        out.number(entry.expiresAt().map(Instant::toEpochMilli).orElse(-1L));
    }
}
