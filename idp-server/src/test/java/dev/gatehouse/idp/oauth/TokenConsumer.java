package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.oauth.TokenKind.ACCESS_TOKEN;
import static dev.gatehouse.idp.oauth.TokenKind.ACCESS_TOKEN_FOR_OTHERS;
import static dev.gatehouse.idp.oauth.TokenKind.REFRESH_TOKEN;

import java.util.Set;

/** Every place where something is shown to open a door, with what it is there for. */
enum TokenConsumer {
    ADMIN_API(ACCESS_TOKEN),
    /** RFC 6750 section 2.2, the token in a form. */
    USERINFO(ACCESS_TOKEN, ACCESS_TOKEN_FOR_OTHERS),
    INTROSPECTION(ACCESS_TOKEN, ACCESS_TOKEN_FOR_OTHERS),
    REVOCATION(ACCESS_TOKEN, ACCESS_TOKEN_FOR_OTHERS, REFRESH_TOKEN),
    CODE_GRANT(TokenKind.CODE),
    REFRESH_GRANT(REFRESH_TOKEN),
    DEVICE_GRANT(TokenKind.DEVICE_CODE),
    CLIENT_ASSERTION(TokenKind.CLIENT_ASSERTION),
    CLIENT_SECRET(TokenKind.CLIENT_SECRET),
    HINT_OF_LOGOUT(TokenKind.ID_TOKEN),
    HINT_OF_AUTHORIZATION(TokenKind.ID_TOKEN),
    REQUEST_URI(TokenKind.REQUEST_URI),
    SESSION_COOKIE(TokenKind.SESSION_COOKIE),
    FORM_TOKEN(TokenKind.FORM_TOKEN),
    USER_CODE(TokenKind.USER_CODE),
    PASSWORD(TokenKind.ONE_TIME_PASSWORD),
    LOGOUT_STATE(TokenKind.LOGOUT_STATE),
    /** What comes back to the authorization endpoint from a sign-in. */
    AUTHORIZATION_STATE;

    private final Set<TokenKind> takes;

    TokenConsumer(TokenKind... takes) {
        this.takes = Set.of(takes);
    }

    boolean takes(TokenKind kind) {
        return takes.contains(kind);
    }
}
