package dev.gatehouse.idp.storage.layout;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Component types that no plain value can hold are stored as JSON. */
final class NestedValues {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Map<Class<?>, Supplier<Object>> EMPTY =
            Map.of(List.class, List::of, Set.class, Set::of, Map.class, Map::of, Optional.class, Optional::empty);

    private NestedValues() {}

    static Field field(String name, Type type) {
        JavaType javaType = JSON.constructType(type);
        ObjectWriter writer = JSON.writerFor(javaType);
        ObjectReader reader = JSON.readerFor(javaType);
        return new Field(
                name,
                FieldKind.NESTED,
                value -> Text.wellFormed(writer.writeValueAsString(value)),
                stored -> reader.readValue((String) stored),
                absent(type));
    }

    /** An old document has an empty collection where the component did not exist yet. */
    private static @Nullable Object absent(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        Supplier<Object> empty = raw instanceof Class<?> plain ? EMPTY.get(plain) : null;
        return empty == null ? null : empty.get();
    }
}
