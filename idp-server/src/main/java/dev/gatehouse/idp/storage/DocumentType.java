package dev.gatehouse.idp.storage;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a collection: its name, the record that a document is, its indexes and its expiry field.
 *
 * <p>Fields are record components. An index field is a {@code String}, {@code long}, {@code boolean}, enum or
 * {@code Instant} component, nullable or not; a document whose indexed component is null is not in a unique index.
 *
 * @param expiry the {@code Instant} component at which a document is expired ({@code now >= expiry}), if any
 * @param appendOnly whether replace, delete and take are refused; an append-only document leaves by expiry alone
 */
public record DocumentType<T extends Record>(
        String name, Class<T> type, List<Index> indexes, Optional<String> expiry, boolean appendOnly) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /**
     * An index over record components, in order.
     *
     * @param deferred whether a store may fill it some time after the write, in larger portions; a query sees every
     *     document all the same. A document of which one of the fields is null is not in it.
     */
    public record Index(String name, boolean unique, boolean deferred, List<String> fields) {
        public Index {
            requireName(name);
            fields = List.copyOf(fields);
            if (unique && deferred) {
                throw new IllegalArgumentException("index " + name + " cannot be unique and be filled later");
            }
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("index " + name + " has no field");
            }
        }
    }

    public DocumentType {
        requireName(name);
        indexes = List.copyOf(indexes);
        if (indexes.stream().map(Index::name).distinct().count() < indexes.size()) {
            throw new IllegalArgumentException(name + " declares two indexes of one name");
        }
        for (Index index : indexes) {
            index.fields().forEach(field -> requireComponent(type, field));
            if (index.deferred() && !appendOnly) {
                throw new IllegalArgumentException(
                        name + " is not append-only, so " + index.name() + " has to be filled with the write");
            }
        }
        expiry.ifPresent(field -> requireComponent(type, field));
    }

    /** The declared index of that name. */
    public Index index(String index) {
        return indexes.stream()
                .filter(declared -> declared.name().equals(index))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " has no index " + index));
    }

    public static <T extends Record> Builder<T> named(String name, Class<T> type) {
        return new Builder<>(name, type);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a collection or index name: " + name);
        }
    }

    private static void requireComponent(Class<?> type, String field) {
        if (Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .noneMatch(field::equals)) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no component " + field);
        }
    }

    /** Collects the parts of a declaration. */
    public static final class Builder<T extends Record> {
        private final String name;
        private final Class<T> type;
        private final List<Index> indexes = new ArrayList<>();
        private @Nullable String expiry;
        private boolean appendOnly;

        private Builder(String name, Class<T> type) {
            this.name = name;
            this.type = type;
        }

        public Builder<T> index(String index, String... fields) {
            indexes.add(new Index(index, false, false, List.of(fields)));
            return this;
        }

        /** An index of an append-only collection that may be filled after the write; see {@link Index}. */
        public Builder<T> deferredIndex(String index, String... fields) {
            indexes.add(new Index(index, false, true, List.of(fields)));
            return this;
        }

        public Builder<T> unique(String index, String... fields) {
            indexes.add(new Index(index, true, false, List.of(fields)));
            return this;
        }

        public Builder<T> expiringAt(String field) {
            this.expiry = field;
            return this;
        }

        public Builder<T> appendOnly() {
            this.appendOnly = true;
            return this;
        }

        public DocumentType<T> build() {
            return new DocumentType<>(name, type, indexes, Optional.ofNullable(expiry), appendOnly);
        }
    }
}
