package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.audit.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Changes of an access model as audit records show them: the change's word as the field, what was added after it, what
 * was taken away before it.
 */
public final class AccessDifferences {

    /** Characters of text in one record, of which each may take two bytes and more when it is written. */
    private static final int MOST_CHARACTERS = 50_000;

    private AccessDifferences() {}

    /** A field for each change. */
    public static List<FieldChange> of(List<Change> changes) {
        return changes.stream().map(AccessDifferences::of).toList();
    }

    /** The same in parts, each small enough for a record of the trail; one part at least. */
    public static List<List<FieldChange>> parts(List<Change> changes) {
        List<List<FieldChange>> parts = new ArrayList<>();
        List<FieldChange> part = new ArrayList<>();
        int characters = 0;
        for (FieldChange field : of(changes)) {
            int length = length(field.before()) + length(field.after());
            if (!part.isEmpty() && characters + length > MOST_CHARACTERS) {
                parts.add(part);
                part = new ArrayList<>();
                characters = 0;
            }
            part.add(field);
            characters += length;
        }
        parts.add(part);
        return parts;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static FieldChange of(Change change) {
        return switch (change) {
            case Change.MemberAdded added -> given(change, "role:" + added.role() + " " + added.member());
            case Change.MemberRemoved removed -> taken(change, "role:" + removed.role() + " " + removed.member());
            case Change.RoleCreated created -> given(change, "role:" + created.role());
            case Change.RoleDeleted deleted -> taken(change, "role:" + deleted.role());
            case Change.ObjectTypeDefined defined ->
                given(
                        change,
                        defined.type().name() + " rights " + defined.type().rights() + " parents "
                                + defined.type().parents());
            case Change.ObjectPut put ->
                given(
                        change,
                        put.object() + " below " + (put.parent() == null ? "the root" : put.parent())
                                + (put.inherit() ? "" : ", not inheriting"));
            case Change.ObjectDeleted deleted -> taken(change, deleted.object().toString());
            case Change.EntryAdded added -> given(change, text(added.entry()));
            case Change.EntryRemoved removed -> taken(change, text(removed.entry()));
        };
    }

    private static String text(Entry entry) {
        return entry.object() + " " + entry.effect().name().toLowerCase(Locale.ROOT) + " " + entry.to() + " "
                + entry.rights() + entry.expiresAt().map(end -> " until " + end).orElse("");
    }

    private static FieldChange given(Change change, String text) {
        return field(change, null, text);
    }

    private static FieldChange taken(Change change, String text) {
        return field(change, text, null);
    }

    private static FieldChange field(Change change, @Nullable String before, @Nullable String after) {
        return new FieldChange(change.word(), before, after, false);
    }
}
