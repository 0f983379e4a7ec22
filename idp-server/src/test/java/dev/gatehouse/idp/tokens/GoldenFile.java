package dev.gatehouse.idp.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that must stay as it is, under {@code src/test/resources/golden}. What differs from run to run is put out of the
 * way first. Regenerate with {@code -Dgolden.write=true}, and read the difference.
 */
public final class GoldenFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Pattern TOKEN_ID = Pattern.compile("\"jti\" : \"[A-Za-z0-9_-]{22}\"");
    private static final Pattern PORT = Pattern.compile("http://localhost:[0-9]+");

    private final Path path;

    private GoldenFile(Path path) {
        this.path = path;
    }

    public static GoldenFile of(String name) {
        return new GoldenFile(Path.of("src", "test", "resources", "golden", name));
    }

    public void holds(JsonNode actual) throws IOException {
        String text = PORT.matcher(TOKEN_ID.matcher(JSON.writeValueAsString(actual))
                                .replaceAll("\"jti\" : \"(22 random characters)\""))
                        .replaceAll("http://localhost:9000")
                + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }
        assertThat(text).isEqualTo(Files.readString(path));
    }
}
