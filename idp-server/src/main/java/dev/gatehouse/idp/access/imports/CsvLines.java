package dev.gatehouse.idp.access.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.access.changes.ChangeForm;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A list of roles, entries or objects as RFC 4180 writes it. Empty lines are passed over. */
final class CsvLines implements Lines {

    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n?|\\n");

    private final Utf8Text text;
    private final Iterator<CsvRecord> records;
    private @Nullable List<String> columns;
    private @Nullable CsvKind kind;
    private long at = 1;
    private long next = 1;

    CsvLines(Utf8Text text) {
        this.text = text;
        this.records = CsvReader.builder()
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(4 * Utf8Text.LINE_LIMIT)
                .ofCsvRecord(text)
                .iterator();
    }

    @Override
    public long at() {
        return at;
    }

    @Override
    public @Nullable Line next() throws IOException {
        CsvRecord record = record();
        return record == null ? null : line(record);
    }

    @Override
    public void begin() throws IOException {
        CsvRecord header = record();
        if (header == null) {
            throw new ReadingStopped("invalid-header", "There is no first line that names the columns");
        }
        List<String> names = header.getFields();
        CsvKind named = CsvKind.of(new HashSet<>(names));
        named.check(names);
        kind = named;
        columns = names;
    }

    private @Nullable CsvRecord record() throws IOException {
        while (true) {
            at = next;
            text.restart();
            try {
                if (!records.hasNext()) {
                    return null;
                }
                CsvRecord record = records.next();
                next = at + 1 + breaksWithin(record);
                if (record.getFieldCount() > 1 || !record.getField(0).isEmpty()) {
                    return record;
                }
            } catch (UncheckedIOException failed) {
                throw ReadingStopped.unwrapped(failed);
            } catch (CsvParseException malformed) {
                throw new ReadingStopped("malformed-csv", "A quoted value does not end where its column ends");
            }
        }
    }

    /** A line ends with LF, CR LF, or as old spreadsheets write it, with CR alone. */
    private static long breaksWithin(CsvRecord record) {
        return record.getFields().stream()
                .mapToLong(field -> LINE_BREAK.matcher(field).results().count())
                .sum();
    }

    private Line line(CsvRecord record) {
        if (columns == null || kind == null) {
            throw new IllegalStateException("a record before the header");
        }
        if (record.getFieldCount() != columns.size()) {
            return new Line.Bad(
                    at,
                    new Refusal(
                            400,
                            "wrong-number-of-columns",
                            "The line has " + record.getFieldCount() + " columns, the first line " + columns.size()
                                    + "."));
        }
        if (kind.equals(CsvKind.ROLES)) {
            return membership(record);
        }
        return NdjsonLines.read(
                at,
                text.sinceRestart(),
                kind.equals(CsvKind.ENTRIES) ? new Checked.Valid<>(entry(record)) : object(record));
    }

    private String cell(CsvRecord record, String column) {
        int index = columns == null ? -1 : columns.indexOf(column);
        return index < 0 ? "" : record.getField(index);
    }

    /** A role without a member is there to be created. */
    private Line membership(CsvRecord record) {
        String member = cell(record, "member");
        ObjectNode change = change("role.create").put("role", cell(record, "role"));
        if (!member.isEmpty()) {
            change.put("change", "member.add").put("member", member);
        }
        return switch (Members.read(change, ChangeForm::read)) {
            case Checked.Valid<Optional<Change>>(Optional<Change> read) -> withRole(read.orElseThrow());
            case Checked.Refused<Optional<Change>>(Refusal refusal) -> new Line.Bad(at, refusal);
        };
    }

    private Line withRole(Change change) {
        return change instanceof Change.MemberAdded added
                ? new Line.Read(at, text.sinceRestart(), Optional.of(added.role()), List.of(change))
                : new Line.Read(at, text.sinceRestart(), Optional.of(((Change.RoleCreated) change).role()), List.of());
    }

    private ObjectNode entry(CsvRecord record) {
        ObjectNode change = change("entry.add")
                .put("object", cell(record, "object"))
                .put("effect", cell(record, "effect"))
                .put("to", cell(record, "to"));
        var rights = change.putArray("rights");
        for (String right : cell(record, "rights").split("[ |]+", -1)) {
            if (!right.isEmpty()) {
                rights.add(right);
            }
        }
        if (!cell(record, "expiresAt").isEmpty()) {
            change.put("expiresAt", cell(record, "expiresAt"));
        }
        return change;
    }

    private Checked<ObjectNode> object(CsvRecord record) {
        ObjectNode change = change("object.put").put("object", cell(record, "object"));
        if (!cell(record, "parent").isEmpty()) {
            change.put("parent", cell(record, "parent"));
        }
        return switch (cell(record, "inherit")) {
            case "" -> new Checked.Valid<>(change);
            case "true" -> new Checked.Valid<>(change.put("inherit", true));
            case "false" -> new Checked.Valid<>(change.put("inherit", false));
            default ->
                new Checked.Refused<>(new Refusal(400, "not-a-choice", "The column inherit is true, false or empty."));
        };
    }

    private static ObjectNode change(String word) {
        return JsonNodeFactory.instance.objectNode().put("change", word);
    }
}
