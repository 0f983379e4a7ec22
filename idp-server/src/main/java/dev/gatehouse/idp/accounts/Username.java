package dev.gatehouse.idp.accounts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The name that a person signs in with.
 *
 * <p>Two names are one when their keys are: width, case and composition do not tell them apart (RFC 8265 section 3.3).
 *
 * @param typed as it was chosen
 * @param key as it is looked up
 */
public record Username(String typed, String key) {

    public static final int MOST_CHARACTERS = 128;

    public Username {
        if (!key.equals(keyOf(typed)) || !isWellFormed(key)) {
            throw new IllegalArgumentException("not a username");
        }
    }

    /** Letters, digits, marks and visible ASCII (the IdentifierClass of RFC 8264), without spaces around it. */
    public static Optional<Username> parse(String text) {
        String typed = text.strip();
        if (typed.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String key = keyOf(typed);
        return isWellFormed(key) ? Optional.of(new Username(typed, key)) : Optional.empty();
    }

    /** Whether a key is of a name that begins so. */
    public static boolean begins(String key, String prefix) {
        return key.startsWith(keyOf(prefix));
    }

    static String keyOf(String typed) {
        String lower = Normalizer.normalize(typed, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    private static boolean isWellFormed(String key) {
        return !key.isEmpty()
                && key.length() <= MOST_CHARACTERS
                && key.codePoints().allMatch(Username::isIdentifierCharacter);
    }

    private static boolean isIdentifierCharacter(int character) {
        if (character < 0x80) {
            return character > ' ' && character != 0x7f;
        }
        return switch (Character.getType(character)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }
}
