package dev.gatehouse.idp.signin;

/** The paths of our pages. */
public final class AccountPaths {

    public static final String LOGIN = "/login";
    public static final String LOGIN_PASSWORD = "/login/password";
    public static final String LOGOUT = "/logout";
    public static final String HOME = "/account/";
    public static final String PASSWORD = "/account/password";
    public static final String END_SESSION = "/account/sessions/end";
    public static final String END_OTHER_SESSIONS = "/account/sessions/end-others";

    public static final String WITHDRAW_CONSENT = "/account/consents/withdraw";

    private AccountPaths() {}
}
