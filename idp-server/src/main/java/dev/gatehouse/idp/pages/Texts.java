package dev.gatehouse.idp.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** The texts of the pages, one file a language, and what else is shipped with them. */
final class Texts {

    private static final Map<Language, Map<String, String>> ALL =
            Arrays.stream(Language.values()).collect(Collectors.toUnmodifiableMap(language -> language, Texts::read));

    private Texts() {}

    static Map<String, String> of(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    private static Map<String, String> read(Language language) {
        String resource = "/pages/texts_" + language.locale().getLanguage() + ".properties";
        Properties properties = new Properties();
        try (InputStream stream = open(resource)) {
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, properties::getProperty));
    }

    static InputStream open(String resource) {
        return Objects.requireNonNull(Texts.class.getResourceAsStream(resource), "no resource " + resource);
    }
}
