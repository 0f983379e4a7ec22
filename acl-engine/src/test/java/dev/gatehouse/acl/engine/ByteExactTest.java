package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Ids are what they are, byte by byte. */
class ByteExactTest {

    /** Each looks like another one to somebody. */
    private static final List<String> TRICKS = List.of(
            "é",
            "e\u0301",
            "a",
            "A",
            "а",
            "ß",
            "SS",
            "ss",
            "ı",
            "i",
            "İ",
            "ﬁ",
            "fi",
            "K",
            "\u212A",
            "å",
            "\u212B",
            "x\u200B",
            "x",
            "x\u00A0",
            "x ",
            " x",
            "\u202Ex",
            "😀",
            "😀\uFE0F",
            "a:b",
            "a/b",
            "role:a",
            "system/a",
            "*",
            "\uFEFFx",
            "ａ",
            "%61",
            "a%00",
            "\"",
            "\\",
            "'",
            "<a>",
            "{}",
            "${x}",
            "..",
            ".",
            "guest",
            "everyone");

    @Test
    void namesWhenIdsOnlyLookAlikeThenTheyAreDifferent() {
        Worlds world = new Worlds();
        world.make(ACME, type("doc", List.of(), List.of()));
        for (String id : TRICKS) {
            world.make(ACME, put("doc:" + id, null), allow("doc:" + id, "user:" + id, "read"));
        }
        for (String subject : TRICKS) {
            for (String object : TRICKS) {
                assertThat(world.may(ACME, "user:" + subject, "read", "doc:" + object))
                        .as("%s on %s", subject, object)
                        .isEqualTo(subject.equals(object));
            }
        }
        List<String> listed = new ArrayList<>();
        AccessView view = world.engine.view(ACME);
        for (String id : TRICKS) {
            view.list(new ListQuery.Subjects(Right.READ, ObjectRef.of("doc", id)), Worlds.NOW, 0, 10, 1_000)
                    .items()
                    .forEach(subject -> listed.add(subject.toString().substring(5)));
        }
        assertThat(listed).containsExactlyElementsOf(TRICKS);
    }

    @Test
    void namesWhenAnIdHasNoBytesOrTooManyThenIsRefused() {
        for (String id :
                List.of("", "\uD800", "a\uDC00b", "a\u0000", "a\n", "\u0085", "x".repeat(513), "é".repeat(257))) {
            assertThatThrownBy(() -> Subject.user(id)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ObjectRef.of("doc", id)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Subject.user("x".repeat(512)).toString()).hasSize(517);
    }

    @Property(tries = 2_000)
    void readsWhenRevisionWasWrittenThenAsItWas(@ForAll long workspace, @ForAll long system) {
        Revision revision = new Revision(workspace & Long.MAX_VALUE, system & Long.MAX_VALUE);
        assertThat(Revision.parse(revision.toString())).contains(revision);
    }

    @Property(tries = 2_000)
    void readsWhenRevisionIsAnythingElseThenNothing(@ForAll @StringLength(max = 20) String written) {
        Optional<Revision> read = Revision.parse(written);
        assertThat(read.map(Revision::toString).orElse(written)).isEqualTo(written);
    }
}
