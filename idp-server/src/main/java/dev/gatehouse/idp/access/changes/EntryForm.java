package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.idp.api.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entry as callers write it, of whatever object: {@code {"effect":"allow","to":"role:ops","rights":["read"]}}. */
public record EntryForm(Effect effect, Member to, Entry.Terms terms) {

    private static final int LONGEST = 1_024;
    private static final String ALL = "*";

    public Entry on(ObjectRef object) {
        return new Entry(object, effect, to, terms);
    }

    /** The entry, unless a violation says what is wrong with it. */
    public static Optional<EntryForm> read(Members members) {
        Optional<Effect> effect = effect(members);
        Optional<Member> to = members.required("to", LONGEST, Member::parse);
        Optional<Rights> rights = rights(members);
        Optional<Instant> end = members.verbatim("expiresAt", LONGEST).flatMap(text -> instant(members, text));
        if (effect.isEmpty() || to.isEmpty() || rights.isEmpty()) {
            return Optional.empty();
        }
        try {
            var terms = new Entry.Terms(rights.get(), end.orElse(null));
            return Optional.of(new EntryForm(effect.get(), to.get(), terms));
        } catch (IllegalArgumentException outOfRange) {
            members.violation("expiresAt", "out-of-range", String.valueOf(outOfRange.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Effect> effect(Members members) {
        if (!members.has("effect")) {
            members.violation("effect", "required", "is required");
            return Optional.empty();
        }
        return members.choice("effect", Set.of("allow", "deny"))
                .map(word -> word.equals("allow") ? Effect.ALLOW : Effect.DENY);
    }

    private static Optional<Rights> rights(Members members) {
        if (!members.has("rights")) {
            members.violation("rights", "required", "is required");
            return Optional.empty();
        }
        return members.texts("rights", Limits.RIGHTS_PER_ENTRY, LONGEST).flatMap(names -> {
            if (names.contains(ALL) && names.size() > 1) {
                members.violation("rights", "not-alone", "has * beside others");
                return Optional.empty();
            }
            return names.equals(List.of(ALL))
                    ? Optional.of(Rights.ALL)
                    : members.parsed(
                            "rights",
                            () -> Rights.of(names.stream().map(Right::new).toList()));
        });
    }

    /** Entries end at whole milliseconds; a finer time would be another one than was asked for. */
    private static Optional<Instant> instant(Members members, String text) {
        try {
            Instant end = OffsetDateTime.parse(text).toInstant();
            if (end.truncatedTo(ChronoUnit.MILLIS).equals(end)) {
                return Optional.of(end);
            }
            members.violation("expiresAt", "too-fine", "has parts of a millisecond");
        } catch (DateTimeException notATime) {
            members.violation("expiresAt", "not-a-time", "is no time as RFC 3339 writes it");
        }
        return Optional.empty();
    }
}
