package dev.gatehouse.idp.storage.layout;

/** Text that UTF-8 can carry. Two ids that differ only in a broken surrogate would become one in a database. */
final class Text {

    private Text() {}

    static String wellFormed(Object value) {
        String text = (String) value;
        utf8Length(text);
        return text;
    }

    /** The length in UTF-8; refuses an unpaired surrogate. */
    static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < 0x80) {
                continue;
            }
            if (unit < 0x800) {
                bytes++;
            } else if (!Character.isSurrogate(unit)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2;
                i++;
            } else {
                throw new IllegalArgumentException("text with an unpaired surrogate at " + i);
            }
        }
        return bytes;
    }

    /** The order of the UTF-8 bytes, which is the order that databases use. */
    static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                if (Character.isSurrogate(a) != Character.isSurrogate(b)) {
                    return Character.isSurrogate(a) ? 1 : -1;
                }
                return Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
