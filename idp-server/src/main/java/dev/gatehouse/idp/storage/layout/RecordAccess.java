package dev.gatehouse.idp.storage.layout;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a record apart and puts it together, whatever its visibility.
 *
 * <p>The handles are made when they are first used. Making all of them took a twentieth of a start, in which most
 * collections are opened and left alone. Threads that race make equal ones.
 */
final class RecordAccess {

    private final Method[] getters;
    private final Constructor<?> canonical;
    private final @Nullable MethodHandle[] accessors;
    private @Nullable MethodHandle constructor;

    private RecordAccess(Method[] getters, Constructor<?> canonical) {
        this.getters = getters;
        this.canonical = canonical;
        this.accessors = new MethodHandle[getters.length];
    }

    static RecordAccess of(Class<?> type) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            var getters = new Method[components.length];
            for (int i = 0; i < components.length; i++) {
                getters[i] = components[i].getAccessor();
                getters[i].setAccessible(true);
            }
            var canonical = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            canonical.setAccessible(true);
            return new RecordAccess(getters, canonical);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be read as a record", e);
        }
    }

    @Nullable Object component(Object document, int index) {
        try {
            MethodHandle accessor = accessors[index];
            if (accessor == null) {
                accessor = MethodHandles.lookup()
                        .unreflect(getters[index])
                        .asType(MethodType.methodType(Object.class, Object.class));
                accessors[index] = accessor;
            }
            return (Object) accessor.invokeExact(document);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    Object create(@Nullable Object[] components) {
        try {
            MethodHandle made = constructor;
            if (made == null) {
                made = MethodHandles.lookup()
                        .unreflectConstructor(canonical)
                        .asSpreader(Object[].class, getters.length)
                        .asType(MethodType.methodType(Object.class, Object[].class));
                constructor = made;
            }
            return (Object) made.invokeExact(components);
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
