package dev.gatehouse.acl;

/**
 * The syntax of ids and names. Ids are opaque and compared byte by byte: no case folding, no normalisation, so what
 * looks alike may differ.
 */
final class Names {

    private Names() {}

    /** Accepts what has an encoding in UTF-8 that is neither empty nor too long, without control characters. */
    static String id(String what, String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("The id of a " + what + " is empty");
        }
        if (utf8Length(what, id) > Limits.ID_BYTES) {
            throw new IllegalArgumentException(
                    "The id of a " + what + " is longer than " + Limits.ID_BYTES + " bytes of UTF-8");
        }
        return id;
    }

    private static int utf8Length(String what, String id) {
        int bytes = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException("The id of a " + what + " contains a control character");
            }
            if (Character.isHighSurrogate(c) && i + 1 < id.length() && Character.isLowSurrogate(id.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("The id of a " + what + " contains half of a surrogate pair");
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }

    /** Accepts ASCII letters, digits and the given marks. */
    static String name(String what, String name, String marks) {
        if (name.isEmpty() || name.length() > Limits.NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "The name of a " + what + " has 1 to " + Limits.NAME_LENGTH + " characters");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && marks.indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        "The name of a " + what + " has ASCII letters, digits and " + marks + " only");
            }
        }
        return name;
    }
}
