package dev.gatehouse.idp.accounts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passwords that attackers try first, and what is made of them without thought: padded with digits or signs,
 * repeated, or typed along a row of keys.
 */
public final class CommonPasswords {

    private static final String LIST = "/passwords/common.txt";

    /** Rows that fingers walk along, forwards or backwards. */
    private static final String[] ROWS = {
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwertzuiopasdfghjklyxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn"
    };

    private final Set<String> words;

    CommonPasswords(Set<String> words) {
        this.words = Set.copyOf(words);
    }

    /** Reads the list that is shipped. */
    public static CommonPasswords shipped() {
        try (InputStream list =
                        Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), "no resource " + LIST);
                BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return new CommonPasswords(
                    reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether a password, in lower case, is common. */
    boolean contains(String folded) {
        return words.contains(folded)
                || words.contains(withoutPadding(folded))
                || isRepetition(folded)
                || isWalk(folded);
    }

    private static String withoutPadding(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && !Character.isLetter(text.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The same few characters, or the same common word, over and over. */
    private boolean isRepetition(String text) {
        for (int length = 1; length <= text.length() / 2; length++) {
            String unit = text.substring(0, length);
            if (repeats(unit, text) && (length <= 4 || words.contains(unit) || isWalk(unit))) {
                return true;
            }
        }
        return false;
    }

    private static boolean repeats(String unit, String text) {
        for (int i = unit.length(); i < text.length(); i++) {
            if (text.charAt(i) != unit.charAt(i % unit.length())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWalk(String text) {
        String backwards = new StringBuilder(text).reverse().toString();
        for (String row : ROWS) {
            if (row.contains(text) || row.contains(backwards)) {
                return true;
            }
        }
        return false;
    }
}
