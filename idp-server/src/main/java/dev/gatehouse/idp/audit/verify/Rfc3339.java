package dev.gatehouse.idp.audit.verify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/** Reads the two forms of time that records use, and nothing else. */
final class Rfc3339 {

    private static final long MICROS = 1_000_000;
    private static final String SECONDS = "dddd-dd-ddTdd:dd:ddZ";
    private static final String MICROSECONDS = "dddd-dd-ddTdd:dd:dd.ddddddZ";

    private Rfc3339() {}

    /** Microseconds since 1970 of {@code 2026-01-31T10:00:00.000001Z}. */
    static OptionalLong micros(String text) {
        return hasForm(text, MICROSECONDS) ? micros(text, digits(text, 20, 26)) : OptionalLong.empty();
    }

    /** Microseconds since 1970 of {@code 2026-01-31T10:00:00Z}. */
    static OptionalLong seconds(String text) {
        return hasForm(text, SECONDS) ? micros(text, 0) : OptionalLong.empty();
    }

    private static OptionalLong micros(String text, int fraction) {
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            return OptionalLong.empty();
        }
        try {
            long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                    .toEpochDay();
            return OptionalLong.of((((day * 24 + hour) * 60 + minute) * 60 + second) * MICROS + fraction);
        } catch (DateTimeException _) {
            return OptionalLong.empty();
        }
    }

    private static boolean hasForm(String text, String form) {
        if (text.length() != form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(i);
            if (form.charAt(i) == 'd' ? c < '0' || c > '9' : c != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, int begin, int end) {
        int value = 0;
        for (int i = begin; i < end; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }
}
