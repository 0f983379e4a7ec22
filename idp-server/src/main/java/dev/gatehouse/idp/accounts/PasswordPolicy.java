package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.accounts.PasswordVerdict.Acceptable;
import dev.gatehouse.idp.accounts.PasswordVerdict.Common;
import dev.gatehouse.idp.accounts.PasswordVerdict.Guessable;
import dev.gatehouse.idp.accounts.PasswordVerdict.TooLong;
import dev.gatehouse.idp.accounts.PasswordVerdict.TooShort;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The rules for new passwords (NIST SP 800-63B-4 section 3.1.1.2): length and a blocklist. No rule asks for kinds of
 * characters, and no password expires.
 */
public final class PasswordPolicy {

    /** The least length of a password that is the only factor. */
    public static final int LEAST_CHARACTERS = 15;

    /** A context word shorter than this is part of too many good passwords. */
    private static final int LEAST_CONTEXT_CHARACTERS = 4;

    /** So much of a password must be left when the words that anyone would guess are taken out. */
    private static final int LEAST_REMAINDER = 8;

    private final CommonPasswords common;

    public PasswordPolicy(CommonPasswords common) {
        this.common = common;
    }

    /**
     * Judges a new password.
     *
     * @param context words that an attacker would try for this person: username, e-mail address, names, the service
     */
    public PasswordVerdict judge(Password password, Collection<String> context) {
        if (password.tooLong()) {
            return new TooLong(Password.MOST_BYTES);
        }
        if (password.characters() < LEAST_CHARACTERS) {
            return new TooShort(LEAST_CHARACTERS);
        }
        String folded = fold(password.reveal());
        if (common.contains(folded)) {
            return new Common();
        }
        return isGuessable(folded, context) ? new Guessable() : new Acceptable();
    }

    private boolean isGuessable(String folded, Collection<String> context) {
        // The longest first: a username may be the beginning of the e-mail address.
        List<String> words = context.stream()
                .map(PasswordPolicy::fold)
                .filter(word -> word.length() >= LEAST_CONTEXT_CHARACTERS)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String rest = folded;
        for (String word : words) {
            rest = rest.replace(word, "");
        }
        return rest.length() < folded.length() && (rest.length() < LEAST_REMAINDER || common.contains(rest));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
