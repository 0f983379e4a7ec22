package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/openapi.json}: the description of this API (OpenAPI 3.1), written by hand in {@code docs/api}. */
@RestController
public final class ApiDescription {

    private static final String RESOURCE = "/api/openapi.yaml";

    private final Supplier<byte[]> json = SingletonSupplier.of(ApiDescription::read);

    @Operation(action = "api.described", on = "api", by = Callers.ANYBODY)
    @GetMapping(path = "/api/openapi.json")
    ResponseEntity<byte[]> show() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.get());
    }

    private static byte[] read() {
        try (InputStream file = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("the build left out " + RESOURCE);
            }
            Object description = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return JsonMapper.builder().build().writeValueAsBytes(description);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
