package dev.gatehouse.idp.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the members of an object one by one and collects what is wrong with all of them, so that a caller learns of
 * every bad member at once. A member that is absent or {@code null} is absent. INVARIANT: a member that nobody asked
 * for is a violation, unless the body is one of a protocol that lets them be; {@link #end()} says so.
 */
public final class Members {

    private static final int MAX_VIOLATIONS = 100;

    private final ObjectNode node;
    private final Pointer pointer;
    private final List<Violation> violations;
    private final boolean strict;
    private final Set<String> asked = new HashSet<>();

    private Members(ObjectNode node, Pointer pointer, List<Violation> violations, boolean strict) {
        this.node = node;
        this.strict = strict;
        this.pointer = pointer;
        this.violations = violations;
    }

    public static Members of(ObjectNode node) {
        return new Members(node, new Pointer.Root(), new ArrayList<>(), true);
    }

    /** Reads a whole body: the members that {@code read} asks for, and no others. */
    public static <T> Checked<T> read(ObjectNode node, Function<Members, T> read) {
        return read(of(node), read);
    }

    /** Reads the members that {@code read} asks for, and lets all others be. */
    public static <T> Checked<T> readKnown(ObjectNode node, Function<Members, T> read) {
        return read(new Members(node, new Pointer.Root(), new ArrayList<>(), false), read);
    }

    private static <T> Checked<T> read(Members members, Function<Members, T> read) {
        T value = read.apply(members);
        members.end();
        return members.violations.isEmpty()
                ? new Checked.Valid<>(value)
                : new Checked.Refused<>(Refusal.invalid(members.violations));
    }

    public boolean has(String name) {
        return present(name).isPresent();
    }

    public Optional<String> text(String name, int maxLength) {
        return present(name).flatMap(value -> text(value, at(name), maxLength));
    }

    /** The text, or the empty text and a violation. */
    public String requiredText(String name, int maxLength) {
        if (!has(name)) {
            violation(name, "required", "is required");
            return "";
        }
        return text(name, maxLength).orElse("");
    }

    /** A text that may be empty. */
    public Optional<String> textOrEmpty(String name, int maxLength) {
        return present(name)
                .flatMap(value -> value.isString() && value.stringValue().isEmpty()
                        ? Optional.of("")
                        : text(value, at(name), maxLength));
    }

    /** A text that may have line breaks. */
    public Optional<String> lines(String name, int maxLength) {
        return present(name)
                .flatMap(value -> value.isString()
                                && text(value.stringValue().replaceAll("\\R", " "), at(name), maxLength)
                                        .isEmpty()
                        ? Optional.empty()
                        : rawText(value, at(name)));
    }

    /** A text that is taken as it is: any character, blank too. */
    public Optional<String> verbatim(String name, int maxLength) {
        return present(name).flatMap(value -> rawText(value, at(name))).flatMap(text -> {
            if (text.length() > maxLength) {
                return bad(at(name), "too-long", "must have at most " + maxLength + " characters");
            }
            return Optional.of(text);
        });
    }

    /** The text as it is, or the empty text and a violation. */
    public String requiredVerbatim(String name, int maxLength) {
        if (!has(name)) {
            violation(name, "required", "is required");
            return "";
        }
        return verbatim(name, maxLength).orElse("");
    }

    /** What {@code read} makes of a text; what it refuses with an {@link IllegalArgumentException} is a violation. */
    public <T> Optional<T> required(String name, int maxLength, Function<String, T> read) {
        if (!has(name)) {
            violation(name, "required", "is required");
            return Optional.empty();
        }
        return verbatim(name, maxLength).flatMap(text -> parsed(name, () -> read.apply(text)));
    }

    /** A value that has been read from a member; its refusal is a violation of that member. */
    public <T> Optional<T> parsed(String name, Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (IllegalArgumentException refused) {
            violation(name, "malformed", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    /** One of a few words. */
    public Optional<String> choice(String name, Set<String> words) {
        return text(name, 100).flatMap(word -> {
            if (!words.contains(word)) {
                return bad(at(name), "not-a-choice", "must be one of " + new TreeSet<>(words));
            }
            return Optional.of(word);
        });
    }

    public Optional<Boolean> flag(String name) {
        return present(name).flatMap(value -> {
            if (!value.isBoolean()) {
                return wrongType(at(name), "true or false");
            }
            return Optional.of(value.booleanValue());
        });
    }

    /** A whole number within bounds, both inclusive. */
    public Optional<Long> number(String name, long least, long most) {
        return present(name).flatMap(value -> {
            if (!value.isIntegralNumber()) {
                return wrongType(at(name), "a whole number");
            }
            if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
                return bad(at(name), "out-of-range", "must be from " + least + " to " + most);
            }
            return Optional.of(value.longValue());
        });
    }

    /** An array of texts, none twice. */
    public Optional<List<String>> texts(String name, int maxItems, int maxLength) {
        return present(name).flatMap(value -> {
            if (!(value instanceof ArrayNode array)) {
                return wrongType(at(name), "an array of texts");
            }
            if (array.size() > maxItems) {
                return bad(at(name), "too-many", "must have at most " + maxItems + " items");
            }
            var items = new ArrayList<String>();
            for (int i = 0; i < array.size(); i++) {
                Pointer where = new Pointer.Item(at(name), i);
                text(array.get(i), where, maxLength).ifPresent(item -> {
                    if (items.contains(item)) {
                        bad(where, "duplicate", "is there already");
                    }
                    items.add(item);
                });
            }
            return Optional.of(items);
        });
    }

    /** An object whose members {@code read} reads. */
    public <T> Optional<T> object(String name, Function<Members, T> read) {
        return present(name).flatMap(value -> {
            if (!(value instanceof ObjectNode object)) {
                return wrongType(at(name), "an object");
            }
            Members inner = new Members(object, at(name), violations, strict);
            T result = read.apply(inner);
            inner.end();
            return Optional.of(result);
        });
    }

    /** What {@code read} makes of each object in an array; an item that is none is a violation. */
    public <T> List<T> objects(String name, Function<Members, T> read) {
        List<T> results = new ArrayList<>();
        present(name).ifPresent(value -> {
            if (!(value instanceof ArrayNode array)) {
                wrongType(at(name), "an array of objects");
                return;
            }
            for (int i = 0; i < array.size(); i++) {
                Pointer where = new Pointer.Item(at(name), i);
                if (array.get(i) instanceof ObjectNode object) {
                    Members inner = new Members(object, where, violations, strict);
                    results.add(read.apply(inner));
                    inner.end();
                } else {
                    wrongType(where, "an object");
                }
            }
        });
        return results;
    }

    /** An object with members of any name. */
    public Optional<ObjectNode> anyObject(String name) {
        return present(name).flatMap(value -> {
            if (!(value instanceof ObjectNode object)) {
                return wrongType(at(name), "an object");
            }
            return Optional.of(object);
        });
    }

    /** The names of all members. */
    public List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    /** Accepts a member without reading it. */
    public void skip(String name) {
        asked.add(name);
    }

    /** Calls {@code each} with the name and value of every member. */
    public void forEach(BiConsumer<String, JsonNode> each) {
        node.properties().forEach(member -> {
            asked.add(member.getKey());
            each.accept(member.getKey(), member.getValue());
        });
    }

    public void violation(String name, String code, String detail) {
        bad(at(name), code, detail);
    }

    public void violationAt(String name, int index, String code, String detail) {
        bad(new Pointer.Item(at(name), index), code, detail);
    }

    private void end() {
        if (!strict) {
            return;
        }
        node.properties().forEach(member -> {
            if (!asked.contains(member.getKey())) {
                bad(at(member.getKey()), "unknown-member", "is not a member of this object");
            }
        });
    }

    private Optional<JsonNode> present(String name) {
        if (strict) {
            asked.add(name);
        }
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    private Optional<String> text(JsonNode value, Pointer where, int maxLength) {
        return rawText(value, where).flatMap(text -> text(text, where, maxLength));
    }

    private Optional<String> rawText(JsonNode value, Pointer where) {
        return value.isString() ? Optional.of(value.stringValue()) : wrongType(where, "a text");
    }

    private Optional<String> text(String text, Pointer where, int maxLength) {
        if (text.codePointCount(0, text.length()) > maxLength) {
            return bad(where, "too-long", "must have at most " + maxLength + " characters");
        }
        if (text.codePoints().anyMatch(Members::unprintable)) {
            return bad(where, "invalid-characters", "must not have control characters");
        }
        if (text.isBlank()) {
            return bad(where, "blank", "must not be blank");
        }
        return Optional.of(text);
    }

    /** Controls, halves of surrogate pairs, and what turns the direction of text so that it reads as another. */
    private static boolean unprintable(int c) {
        return Character.isISOControl(c)
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || !Character.isDefined(c);
    }

    private <T> Optional<T> wrongType(Pointer where, String wanted) {
        return bad(where, "wrong-type", "must be " + wanted);
    }

    private <T> Optional<T> bad(Pointer where, String code, String detail) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(new Violation(where.written(), code, detail));
        }
        return Optional.empty();
    }

    private Pointer at(String name) {
        return new Pointer.Member(pointer, name);
    }
}
