package dev.gatehouse.idp.storage.layout;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The component types that are stored as one plain value, so that an index can hold them. */
final class Scalars {

    private static final long MICROS = 1_000_000;

    private static final ClassValue<Optional<Field>> WRAPPERS = new ClassValue<>() {
        @Override
        protected Optional<Field> computeValue(Class<?> type) {
            return Optional.ofNullable(valueRecord("value", type));
        }
    };

    private Scalars() {}

    /** The field for a component of that type, or null when it has to be stored as JSON. */
    static @Nullable Field field(String name, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            Field content = field(name, generic.getActualTypeArguments()[0]);
            return content == null ? null : optional(content);
        }
        return type instanceof Class<?> plain ? plain(name, plain) : null;
    }

    private static @Nullable Field plain(String name, Class<?> type) {
        if (type == String.class) {
            return new Field(name, FieldKind.TEXT, Text::wellFormed, stored -> stored, null);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Field(name, FieldKind.FLAG, value -> value, stored -> stored, type.isPrimitive() ? false : null);
        }
        if (type == long.class || type == Long.class) {
            return number(name, value -> (Long) value, stored -> stored, type.isPrimitive() ? 0L : null);
        }
        if (type == int.class || type == Integer.class) {
            return number(
                    name, value -> ((Integer) value).longValue(), Math::toIntExact, type.isPrimitive() ? 0 : null);
        }
        if (type == Instant.class) {
            return number(name, value -> micros((Instant) value), Scalars::instant, null);
        }
        if (type == Duration.class) {
            return number(name, value -> ((Duration) value).toNanos(), Duration::ofNanos, null);
        }
        if (type == byte[].class) {
            return new Field(name, FieldKind.BYTES, value -> value, stored -> stored, null);
        }
        if (type.isEnum()) {
            return enumeration(name, type);
        }
        return type.isRecord() ? valueRecord(name, type) : null;
    }

    private static Field number(
            String name, Function<Object, Long> encoder, Function<Long, Object> decoder, @Nullable Object absent) {
        return new Field(name, FieldKind.NUMBER, encoder::apply, stored -> decoder.apply((Long) stored), absent);
    }

    private static Field enumeration(String name, Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new Field(
                name,
                FieldKind.TEXT,
                value -> ((Enum<?>) value).name(),
                stored -> {
                    Object constant = constants.get((String) stored);
                    if (constant == null) {
                        throw new IllegalStateException(type.getName() + " has no constant " + stored);
                    }
                    return constant;
                },
                null);
    }

    /** A record around one plain value is stored as that value. */
    private static @Nullable Field valueRecord(String name, Class<?> type) {
        var components = type.getRecordComponents();
        if (components.length != 1 || !(components[0].getGenericType() instanceof Class<?> content)) {
            return null;
        }
        Field inner = plain(name, content);
        if (inner == null) {
            return null;
        }
        var access = RecordAccess.of(type);
        return new Field(
                name,
                inner.kind(),
                value -> {
                    Object stored = inner.encode(access.component(value, 0));
                    if (stored == null) {
                        throw new IllegalArgumentException(name + " wraps null");
                    }
                    return stored;
                },
                stored -> access.create(new @Nullable Object[] {inner.decode(stored)}),
                null);
    }

    private static Field optional(Field content) {
        return new Field(
                content.name(),
                content.kind(),
                value -> content.encode(((Optional<?>) value).orElse(null)),
                stored -> Optional.ofNullable(content.decode(stored)),
                Optional.empty());
    }

    /** The stored form of a value that a query compares with. */
    static Object stored(Object value) {
        return switch (value) {
            case String text -> Text.wellFormed(text);
            case Boolean flag -> flag;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Instant instant -> micros(instant);
            case Duration duration -> duration.toNanos();
            case Enum<?> constant -> constant.name();
            case Record wrapper -> {
                Field field = WRAPPERS.get(wrapper.getClass()).orElseThrow(() -> unindexable(wrapper));
                yield Objects.requireNonNull(field.encode(wrapper));
            }
            default -> throw unindexable(value);
        };
    }

    private static IllegalArgumentException unindexable(Object value) {
        return new IllegalArgumentException("no index holds a " + value.getClass());
    }

    static long micros(Instant instant) {
        try {
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
        } catch (ArithmeticException tooFar) {
            throw new IllegalArgumentException("an instant that no store can hold: " + instant, tooFar);
        }
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
    }
}
