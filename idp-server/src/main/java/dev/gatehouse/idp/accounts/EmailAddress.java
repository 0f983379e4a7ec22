package dev.gatehouse.idp.accounts;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An e-mail address. Upper and lower case do not tell two addresses apart, and neither does the form of the domain.
 *
 * @param typed as it was given
 * @param key as it is looked up: lower case, the domain in its ASCII form (RFC 5891)
 */
public record EmailAddress(String typed, String key) {

    private static final int MOST_CHARACTERS = 254;
    private static final int MOST_LOCAL_CHARACTERS = 64;

    public EmailAddress {
        if (!Optional.of(key).equals(keyOf(typed))) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    public static Optional<EmailAddress> parse(String text) {
        String typed = text.strip();
        return keyOf(typed).map(key -> new EmailAddress(typed, key));
    }

    private static Optional<String> keyOf(String typed) {
        int at = typed.lastIndexOf('@');
        boolean plausible = at > 0
                && at <= MOST_LOCAL_CHARACTERS
                && typed.indexOf('@') == at
                && typed.length() <= MOST_CHARACTERS
                && typed.codePoints().noneMatch(EmailAddress::isForbidden);
        if (!plausible) {
            return Optional.empty();
        }
        String local = Normalizer.normalize(typed.substring(0, at), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT);
        return domain(typed.substring(at + 1)).map(domain -> local + "@" + domain);
    }

    private static Optional<String> domain(String text) {
        try {
            String domain = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            boolean plausible = !domain.isEmpty() && !domain.startsWith(".") && !domain.endsWith(".");
            return plausible ? Optional.of(domain) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || "<>()[],;:\\\"".indexOf(character) >= 0;
    }
}
