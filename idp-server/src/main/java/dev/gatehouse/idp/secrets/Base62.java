package dev.gatehouse.idp.secrets;

import java.math.BigInteger;

/** Numbers in the digits {@code 0-9A-Za-z}, at a fixed width: letters and digits survive every shell, URL and editor. */
final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger RADIX = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    static String encode(BigInteger number, int width) {
        char[] text = new char[width];
        BigInteger rest = number;
        for (int i = width - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(RADIX);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("does not fit into " + width + " digits");
        }
        return new String(text);
    }

    static boolean isBase62(String text) {
        return text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }
}
