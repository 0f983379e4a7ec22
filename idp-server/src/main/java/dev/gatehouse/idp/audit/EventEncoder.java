package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.CanonicalJson;
import dev.gatehouse.idp.audit.log.DraftRecord;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives an event its recorded form: canonical JSON in which what describes a person is encrypted or hashed, and the
 * columns by which it is found.
 */
final class EventEncoder {

    private static final int USUAL_BYTES = 1024;

    private final PersonalValues values;
    private final Lookups lookups;
    private final Clock clock;

    EventEncoder(PersonalValues values, Lookups lookups, Clock clock) {
        this.values = values;
        this.lookups = lookups;
        this.clock = clock;
    }

    /** @param change the id of the event that announced the change of which this is the outcome */
    DraftRecord encode(
            EventId id,
            Actor actor,
            AuditEvent event,
            RequestContext request,
            @Nullable String change,
            DraftRecord.Mark mark) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        String lookup = request.address() == null ? null : lookups.ofAddress(request.address(), day);
        var json = new CanonicalJson(USUAL_BYTES).beginObject();
        json.name("action").string(event.action());
        actor(json.name("actor"), actor);
        json.optional("change", change);
        if (!event.changes().isEmpty()) {
            changes(json.name("changes"), event.changes(), id, describedBy(actor, event), day);
        }
        if (!event.facts().isEmpty()) {
            json.name("facts").strings(event.facts());
        }
        json.name("id").string(id.value());
        json.name("outcome").string(event.outcome().word());
        json.optional("person", event.person().orElse(null));
        json.optional("reason", event.reason().orElse(null));
        json.optional("requestId", request.requestId().isEmpty() ? null : request.requestId());
        if (request.address() != null || request.userAgent() != null) {
            json.name("source").string(values.seal(source(actor, event), day, id, "source", sourceText(request)));
        }
        json.optional("sourceLookup", lookup);
        json.name("target").beginObject();
        json.name("id").string(event.target().id());
        json.name("type").string(event.target().type());
        json.endObject();
        json.optional("traceId", request.traceId());
        json.optional("typedName", typedName(event, day));
        json.name("workspace").string(event.workspace()).endObject();
        return new DraftRecord(columns(id, actor, event, request, lookup), json.bytes(), mark);
    }

    private static DraftRecord.Columns columns(
            EventId id, Actor actor, AuditEvent event, RequestContext request, @Nullable String lookup) {
        return new DraftRecord.Columns(
                id.value(),
                event.retention().word(),
                event.action(),
                event.outcome().word(),
                actor.id(),
                AuditRecord.isFoundByTarget(event) ? event.target().id() : null,
                event.workspace(),
                request.requestId(),
                lookup);
    }

    private static void actor(CanonicalJson json, Actor actor) {
        json.beginObject();
        json.optional("client", actor.client());
        json.optional("delegatedBy", actor.delegatedBy());
        json.name("id").string(actor.id());
        json.optional("key", actor.key());
        json.optional("session", actor.session());
        json.name("type").string(actor.type().word());
        json.endObject();
    }

    private void changes(
            CanonicalJson json, List<FieldChange> changes, EventId id, Optional<Person> person, LocalDate day) {
        json.beginArray();
        for (int i = 0; i < changes.size(); i++) {
            FieldChange change = changes.get(i);
            json.beginObject();
            value(json.name("after"), change, change.after(), id, "changes." + i + ".after", person, day);
            value(json.name("before"), change, change.before(), id, "changes." + i + ".before", person, day);
            json.name("field").string(change.field());
            json.name("personal").bool(change.personal());
            json.endObject();
        }
        json.endArray();
    }

    private void value(
            CanonicalJson json,
            FieldChange change,
            @Nullable String value,
            EventId id,
            String field,
            Optional<Person> person,
            LocalDate day) {
        if (value == null) {
            json.nothing();
        } else {
            json.string(change.personal() ? values.seal(person, day, id, field, value) : value);
        }
    }

    private static String sourceText(RequestContext request) {
        var json = new CanonicalJson(128).beginObject();
        json.optional("address", request.address());
        json.optional("userAgent", request.userAgent());
        return new String(json.endObject().bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Whom the source describes: who acts, or else whose account was aimed at. */
    private static Optional<Person> source(Actor actor, AuditEvent event) {
        return switch (actor.type()) {
            case USER -> Optional.of(Person.user(actor.id()));
            case SERVICE -> Optional.of(Person.service(actor.id()));
            case GUEST, SYSTEM, UNKNOWN -> event.person().map(Person::user);
        };
    }

    /** Whom the changed values describe: the person named by the event, or else who acts. */
    private static Optional<Person> describedBy(Actor actor, AuditEvent event) {
        return event.person().map(Person::user).or(() -> source(actor, event));
    }

    private @Nullable String typedName(AuditEvent event, LocalDate day) {
        return event instanceof SignInEvent attempt
                ? attempt.typedName()
                        .map(name -> lookups.ofTypedName(name, day))
                        .orElse(null)
                : null;
    }
}
