package dev.gatehouse.idp.access.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ChangeJsonTest {

    private static final RoleId OPS = new RoleId("ops");
    private static final ObjectRef DOC = ObjectRef.of("doc", "a:b/\u00e9\"\\ \uD83D\uDE00");

    static final List<Change> EACH = List.of(
            new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign", "print"), List.of("doc", "folder"))),
            new Change.ObjectTypeDefined(ObjectType.of("page", List.of(), List.of())),
            new Change.RoleCreated(OPS),
            new Change.RoleDeleted(OPS),
            new Change.MemberAdded(OPS, Subject.service("billing")),
            new Change.MemberRemoved(OPS, RoleRef.ofSystem("support")),
            new Change.ObjectPut(DOC, ObjectRef.of("folder", "f"), false),
            new Change.ObjectPut(DOC, null, true),
            new Change.ObjectDeleted(DOC),
            new Change.EntryAdded(Entry.allow(DOC, RoleRef.here("ops"), Rights.of(Right.READ, Right.UPDATE))),
            new Change.EntryAdded(Entry.deny(DOC, Subject.GUEST, Rights.ALL)),
            new Change.EntryRemoved(Entry.allow(DOC, Everyone.EVERYONE, Rights.of(Right.READ))
                    .until(Instant.parse("9999-12-31T23:59:59.999Z"))));

    @ParameterizedTest
    @FieldSource("EACH")
    void writesWhenReadAgainThenTheSameChange(Change change) {
        Checked<Optional<Change>> read = Members.read(ChangeJson.of(change), ChangeForm::read);
        assertThat(read).isEqualTo(new Checked.Valid<>(Optional.of(change)));
    }

    @Test
    void writesWhenItIsAnEntryThenAsCallersWriteIt() {
        Entry entry = Entry.deny(ObjectRef.of("doc", "1"), Subject.user("a"), Rights.ALL)
                .until(Instant.parse("2030-01-01T00:00:00Z"));
        String members = "\"object\":\"doc:1\",\"effect\":\"deny\",\"to\":\"user:a\",\"rights\":[\"*\"],"
                + "\"expiresAt\":\"2030-01-01T00:00:00Z\"}";
        assertThat(ChangeJson.of(List.of(new Change.EntryAdded(entry))).toString())
                .isEqualTo("[{\"change\":\"entry.add\"," + members + "]");
        assertThat(ChangeJson.of(entry).toString()).isEqualTo("{" + members);
    }
}
