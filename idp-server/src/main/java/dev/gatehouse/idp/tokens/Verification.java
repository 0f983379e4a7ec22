package dev.gatehouse.idp.tokens;

/** What became of a token that was presented to us. */
public sealed interface Verification {

    /** Ours, untouched, and for now. */
    record Verified(VerifiedAccessToken token) implements Verification {}

    /** Not an access token of ours that is for now. */
    record Rejected(Reason reason) implements Verification {}

    /** Why a token was rejected: for the audit trail, never for the caller. */
    enum Reason {
        OVERSIZED("oversized"),
        MALFORMED("malformed"),
        HEADER_REFUSED("header-refused"),
        WRONG_TYPE("wrong-type"),
        UNKNOWN_KEY("unknown-key"),
        WRONG_ALGORITHM("wrong-algorithm"),
        BAD_SIGNATURE("bad-signature"),
        WRONG_ISSUER("wrong-issuer"),
        EXPIRED("expired"),
        NOT_YET_VALID("not-yet-valid");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** As audit records say it. */
        public String code() {
            return code;
        }
    }
}
