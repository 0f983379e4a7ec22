package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.api.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a question is asked: the members of AuthZEN's {@code context} that mean something here. All others are
 * for conditions, of which there are none yet, and decide nothing.
 *
 * @param workspace null: the caller's
 * @param revision the answer must know at least this; null: whatever is newest
 * @param at the past that is asked about; null: now
 */
record QuestionContext(
        @Nullable WorkspaceId workspace,
        @Nullable Revision revision,
        @Nullable Moment at) {

    static final QuestionContext HERE_AND_NOW = new QuestionContext(null, null, null);

    private static final int LONGEST = 512;

    /** A place in the past. */
    sealed interface Moment {

        /** As it was at a revision, at the time of that revision's last record. */
        record AtRevision(Revision revision) implements Moment {}

        /** As it was at an instant. */
        record AtInstant(Instant instant) implements Moment {}
    }

    static QuestionContext read(Members members) {
        return new QuestionContext(
                members.verbatim("workspace", LONGEST)
                        .flatMap(id -> workspace(members, id))
                        .orElse(null),
                members.verbatim("revision", LONGEST)
                        .flatMap(text -> revision(members, text))
                        .orElse(null),
                members.verbatim("at", LONGEST)
                        .flatMap(text -> moment(members, text))
                        .orElse(null));
    }

    private static Optional<WorkspaceId> workspace(Members members, String id) {
        try {
            return Optional.of(new WorkspaceId(id));
        } catch (IllegalArgumentException impossible) {
            members.violation("workspace", "not-an-id", String.valueOf(impossible.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Revision> revision(Members members, String text) {
        Optional<Revision> revision = Revision.parse(text);
        if (revision.isEmpty()) {
            members.violation("revision", "not-a-revision", "is not a revision that an answer gave");
        }
        return revision;
    }

    private static Optional<Moment> moment(Members members, String text) {
        Optional<Moment> moment = Revision.parse(text)
                .<Moment>map(Moment.AtRevision::new)
                .or(() -> instant(text).map(Moment.AtInstant::new));
        if (moment.isEmpty()) {
            members.violation("at", "not-a-moment", "is neither a revision nor a time as RFC 3339 writes it");
        }
        return moment;
    }

    private static Optional<Instant> instant(String text) {
        try {
            // RFC 3339 section 5.6: a year has four digits.
            return Optional.of(OffsetDateTime.parse(text))
                    .filter(time -> time.getYear() >= 0 && time.getYear() <= 9_999)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
