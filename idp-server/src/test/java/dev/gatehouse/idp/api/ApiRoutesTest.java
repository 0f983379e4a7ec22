package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class ApiRoutesTest {

    private static final String PATH = "/api/v1/things/{id}";

    @RestController
    static final class NoOperation {
        @GetMapping(PATH)
        void call() {}
    }

    @RestController
    static final class NoRight {
        @Operation(action = "thing.read", on = "thing")
        @GetMapping(PATH)
        void call() {}
    }

    @RestController
    static final class NoObject {
        @Operation(action = "thing.read", on = "thing", right = "read")
        @GetMapping(PATH)
        void call() {}
    }

    @RestController
    static final class UnknownVariable {
        @Operation(action = "thing.read", on = "thing", right = "read", object = "thing:{name}")
        @GetMapping(PATH)
        void call() {}
    }

    @RestController
    static final class RightForAnybody {
        @Operation(action = "thing.read", on = "thing", by = Callers.ANYBODY, right = "read", object = "thing:{id}")
        @GetMapping(PATH)
        void call() {}
    }

    @RestController
    static final class Declared {
        @Operation(action = "thing.read", on = "thing", right = "read", object = "thing:{id}")
        @GetMapping(PATH)
        void call() {}
    }

    private static ApiRoutes routes(Class<?> controller) {
        var context = new StaticApplicationContext();
        context.registerSingleton("controller", controller);
        context.refresh();
        var mapping = new RequestMappingHandlerMapping();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        return new ApiRoutes(() -> mapping);
    }

    @ParameterizedTest
    @CsvSource({"NoOperation", "NoRight", "NoObject", "UnknownVariable", "RightForAnybody"})
    void startsWhenARouteDoesNotSayWhatItTakesThenRefused(String name) {
        Class<?> controller = Arrays.stream(ApiRoutesTest.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(routes(Objects.requireNonNull(controller))::afterSingletonsInstantiated)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/api/v1/things");
    }

    @Test
    void startsWhenARouteSaysItsRightAndObjectThenTaken() {
        ApiRoutes routes = routes(Declared.class);
        routes.afterSingletonsInstantiated();
        assertThat(routes.all())
                .singleElement()
                .satisfies(route -> assertThat(route.operation().object()).isEqualTo("thing:{id}"));
    }
}
