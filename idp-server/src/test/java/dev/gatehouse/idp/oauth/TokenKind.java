package dev.gatehouse.idp.oauth;

/** Everything that opens a door when it is shown at the right one. */
enum TokenKind {
    ID_TOKEN,
    /** An access token for our own APIs: our issuer in {@code aud}, scope {@code gatehouse}. */
    ACCESS_TOKEN,
    /** An access token for a resource server. */
    ACCESS_TOKEN_FOR_OTHERS,
    REFRESH_TOKEN,
    CLIENT_ASSERTION,
    CODE,
    DEVICE_CODE,
    USER_CODE,
    REQUEST_URI,
    SESSION_COOKIE,
    /** The token in our own forms that keeps other sites from sending them. */
    FORM_TOKEN,
    ONE_TIME_PASSWORD,
    /** The id of a sign-out that waits for its answer. */
    LOGOUT_STATE,
    CLIENT_SECRET
}
