package dev.gatehouse.idp.audit.log;

import java.util.regex.Pattern;

/**
 * The name of a chain, {@code node/class/epoch}: the node that writes it, the retention class of its records, and when
 * the node started in milliseconds since 1970, as fifteen digits so that the chains of a node and class sort by age.
 */
public record ChainId(String text) {

    private static final String WORD = "[a-z0-9][a-z0-9.-]{0,62}";
    private static final Pattern FORMAT = Pattern.compile(WORD + "/" + WORD + "/[0-9]{15}");

    public ChainId {
        if (!FORMAT.matcher(text).matches()) {
            throw new IllegalArgumentException("not the name of a chain: " + text);
        }
    }

    public static ChainId of(String node, String retention, long epoch) {
        return new ChainId("%s/%s/%015d".formatted(node, retention, epoch));
    }

    public long epoch() {
        return Long.parseLong(text.substring(text.lastIndexOf('/') + 1));
    }
}
