package dev.gatehouse.idp.outbound;

/** What an outgoing call came to. */
public sealed interface OutboundAnswer {

    /** An answer with a status of success, complete and within the limits; the body as UTF-8. */
    record Received(String body) implements OutboundAnswer {}

    /** No usable answer. */
    record Failed(Reason reason) implements OutboundAnswer {}

    /** Why there is none. */
    enum Reason {
        /** The host has no address. */
        UNRESOLVED,
        /** The host has an address that may not be called. */
        ADDRESS_NOT_PUBLIC,
        /** No connection, or it broke. */
        UNREACHABLE,
        /** The certificate is not trusted, or is another host's. */
        TLS,
        /** A redirect, which is not followed. */
        REDIRECTED,
        /** Any other status that is not success. */
        STATUS,
        TOO_LARGE,
        TOO_SLOW;

        /** {@code address-not-public}. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
