package dev.gatehouse.idp.pages;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The languages of our pages. The first is for everybody who wishes for none of them. */
public enum Language {
    ENGLISH(Locale.ENGLISH),
    GERMAN(Locale.GERMAN);

    private static final int MOST_CHARACTERS = 512;

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /**
     * The best language for a person.
     *
     * @param uiLocales what the client wishes for, best first (OpenID Connect Core section 3.1.2.1); goes before
     * @param acceptLanguage what the browser wishes for (RFC 9110 section 12.5.4)
     */
    public static Language choose(List<String> uiLocales, @Nullable String acceptLanguage) {
        List<Locale.LanguageRange> wishes = new ArrayList<>();
        uiLocales.forEach(tag -> wishes.addAll(ranges(tag)));
        if (acceptLanguage != null) {
            wishes.addAll(ranges(acceptLanguage));
        }
        Locale found = Locale.lookup(
                wishes, Arrays.stream(values()).map(Language::locale).toList());
        return Arrays.stream(values())
                .filter(language -> language.locale.equals(found))
                .findFirst()
                .orElse(ENGLISH);
    }

    public Locale locale() {
        return locale;
    }

    /** All texts by name, for templates. */
    public Map<String, String> texts() {
        return Texts.of(this);
    }

    /** A text, its places filled in. */
    public String text(String name, Object... values) {
        String text = Objects.requireNonNull(texts().get(name), name);
        return values.length == 0 ? text : new MessageFormat(text, locale).format(values);
    }

    /** A wish that cannot be read is no wish: neither the parameter nor the header may fail a request. */
    private static List<Locale.LanguageRange> ranges(String text) {
        try {
            return text.length() > MOST_CHARACTERS ? List.of() : Locale.LanguageRange.parse(text);
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }
}
