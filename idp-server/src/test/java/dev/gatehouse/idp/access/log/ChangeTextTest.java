package dev.gatehouse.idp.access.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTextTest {

    private static final RoleId OPS = new RoleId("ops");
    private static final ObjectRef DOC = ObjectRef.of("doc", "a:b/\u00e9\"\\ \uD83D\uDE00");

    private static final List<Change> EACH = List.of(
            new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign", "print"), List.of("doc", "folder"))),
            new Change.RoleCreated(OPS),
            new Change.RoleDeleted(new RoleId("old")),
            new Change.MemberAdded(OPS, Subject.user("alice")),
            new Change.MemberRemoved(OPS, RoleRef.ofSystem("support")),
            new Change.ObjectPut(DOC, ObjectRef.of("folder", "f"), false),
            new Change.ObjectPut(ObjectRef.of("folder", "f"), null, true),
            new Change.ObjectDeleted(ObjectRef.of("doc", "gone")),
            new Change.EntryAdded(Entry.allow(DOC, RoleRef.here("ops"), Rights.of(Right.READ, Right.UPDATE))),
            new Change.EntryAdded(Entry.deny(DOC, Subject.GUEST, Rights.ALL)),
            new Change.EntryRemoved(Entry.allow(DOC, Everyone.EVERYONE, Rights.of(Right.READ))
                    .until(Instant.parse("2026-07-01T09:00:00.001Z"))));

    /** What stores hold. It is never changed: a new form is a new format. */
    private static final String FIRST_FORMAT = "["
            + "[\"object-type.define\",\"doc\",[\"print\",\"sign\"],[\"doc\",\"folder\"]],"
            + "[\"role.create\",\"ops\"],"
            + "[\"role.delete\",\"old\"],"
            + "[\"member.add\",\"ops\",\"user:alice\"],"
            + "[\"member.remove\",\"ops\",\"role:system/support\"],"
            + "[\"object.put\",\"doc:a:b/\u00e9\\\"\\\\ \uD83D\uDE00\",\"folder:f\",false],"
            + "[\"object.put\",\"folder:f\",null,true],"
            + "[\"object.delete\",\"doc:gone\"],"
            + "[\"entry.add\",\"doc:a:b/\u00e9\\\"\\\\ \uD83D\uDE00\",\"allow\",\"role:ops\",[\"read\",\"update\"]],"
            + "[\"entry.add\",\"doc:a:b/\u00e9\\\"\\\\ \uD83D\uDE00\",\"deny\",\"guest\",\"*\"],"
            + "[\"entry.remove\",\"doc:a:b/\u00e9\\\"\\\\ \uD83D\uDE00\",\"allow\",\"everyone\",[\"read\"],1782896400001]"
            + "]";

    @Test
    void writesWhenChangesAreStoredThenInTheFormatOfTheFirstVersion() {
        assertThat(ChangeText.write(EACH)).isEqualTo(FIRST_FORMAT);
    }

    @Test
    void readsWhenTheFirstVersionWroteItThenTheSameChanges() {
        assertThat(ChangeText.read(FIRST_FORMAT)).isEqualTo(EACH);
    }

    @Test
    void readsWhenANewerVersionWroteItThenRefusesToGuess() {
        var newer = new AccessLogEntry("acme", 1, 0, Instant.EPOCH, "user:a", "e", 2, "[]");
        assertThatIllegalStateException().isThrownBy(newer::record).withMessageContaining("newer version");
        assertThatIllegalStateException().isThrownBy(() -> ChangeText.read("[[\"entry.suspend\",\"doc:1\"]]"));
    }
}
