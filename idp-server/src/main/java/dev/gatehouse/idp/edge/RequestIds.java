package dev.gatehouse.idp.edge;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The id of a request: the caller's when it sent a usable one, else one of ours. It proves nothing. */
final class RequestIds {

    static final String HEADER = "X-Request-ID";

    private static final int LONGEST = 128;
    private static final HexFormat HEX = HexFormat.of();

    private RequestIds() {}

    static String of(@Nullable String sent) {
        return sent != null && isUsable(sent) ? sent : fresh();
    }

    /** 1 to 128 visible ASCII characters: what can stand in a header, a log line and a record as it is. */
    private static boolean isUsable(String sent) {
        if (sent.isEmpty() || sent.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < sent.length(); i++) {
            char c = sent.charAt(i);
            if (c < '!' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }
}
