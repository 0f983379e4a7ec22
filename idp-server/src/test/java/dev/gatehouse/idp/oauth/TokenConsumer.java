package dev.gatehouse.idp.oauth;

import java.util.Set;

/** Every place where something is shown to open a door. */
enum TokenConsumer {
    ADMIN_API,
    /** RFC 6750 section 2.2, the token in a form. */
    USERINFO,
    INTROSPECTION,
    REVOCATION,
    CODE_GRANT,
    REFRESH_GRANT,
    DEVICE_GRANT,
    CLIENT_ASSERTION,
    CLIENT_SECRET,
    HINT_OF_LOGOUT,
    HINT_OF_AUTHORIZATION,
    REQUEST_URI,
    SESSION_COOKIE,
    FORM_TOKEN,
    USER_CODE,
    PASSWORD,
    LOGOUT_STATE,
    /** What comes back to the authorization endpoint from a sign-in. */
    AUTHORIZATION_STATE;

    boolean takes(TokenKind kind) {
        return kinds().contains(kind);
    }

    /** What the place is there for. */
    private Set<TokenKind> kinds() {
        return switch (this) {
            case ADMIN_API -> Set.of(TokenKind.ACCESS_TOKEN);
            case USERINFO, INTROSPECTION -> Set.of(TokenKind.ACCESS_TOKEN, TokenKind.ACCESS_TOKEN_FOR_OTHERS);
            case REVOCATION ->
                Set.of(TokenKind.ACCESS_TOKEN, TokenKind.ACCESS_TOKEN_FOR_OTHERS, TokenKind.REFRESH_TOKEN);
            case CODE_GRANT -> Set.of(TokenKind.CODE);
            case REFRESH_GRANT -> Set.of(TokenKind.REFRESH_TOKEN);
            case DEVICE_GRANT -> Set.of(TokenKind.DEVICE_CODE);
            case CLIENT_ASSERTION -> Set.of(TokenKind.CLIENT_ASSERTION);
            case CLIENT_SECRET -> Set.of(TokenKind.CLIENT_SECRET);
            case HINT_OF_LOGOUT, HINT_OF_AUTHORIZATION -> Set.of(TokenKind.ID_TOKEN);
            case REQUEST_URI -> Set.of(TokenKind.REQUEST_URI);
            case SESSION_COOKIE -> Set.of(TokenKind.SESSION_COOKIE);
            case FORM_TOKEN -> Set.of(TokenKind.FORM_TOKEN);
            case USER_CODE -> Set.of(TokenKind.USER_CODE);
            case PASSWORD -> Set.of(TokenKind.ONE_TIME_PASSWORD);
            case LOGOUT_STATE -> Set.of(TokenKind.LOGOUT_STATE);
            case AUTHORIZATION_STATE -> Set.of();
        };
    }
}
