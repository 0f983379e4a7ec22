package dev.gatehouse.idp.storage.layout;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes a record apart and puts it together, whatever its visibility. */
final class RecordAccess {

    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    private RecordAccess(MethodHandle[] accessors, MethodHandle constructor) {
        this.accessors = accessors;
        this.constructor = constructor;
    }

    static RecordAccess of(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            var lookup = MethodHandles.lookup();
            var accessors = new MethodHandle[components.length];
            for (int i = 0; i < components.length; i++) {
                Method accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                accessors[i] = lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
            }
            var canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            MethodHandle constructor = lookup.unreflectConstructor(canonical)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordAccess(accessors, constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be read as a record", e);
        }
    }

    @Nullable Object component(Object document, int index) {
        try {
            return (Object) accessors[index].invokeExact(document);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    Object create(@Nullable Object[] components) {
        try {
            return (Object) constructor.invokeExact(components);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
    }
}
