package dev.gatehouse.idp.clients;

import java.util.Set;

/**
 * The grant types that a client can be registered for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-2">RFC 7591 section 2</a>, {@code grant_types}
 */
public final class GrantType {

    public static final String AUTHORIZATION_CODE = "authorization_code";
    public static final String REFRESH_TOKEN = "refresh_token";
    public static final String CLIENT_CREDENTIALS = "client_credentials";

    /** RFC 8628 section 3.4. */
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

    /** Every grant type that has a name here. */
    public static final Set<String> ALL = Set.of(AUTHORIZATION_CODE, REFRESH_TOKEN, CLIENT_CREDENTIALS, DEVICE_CODE);

    private GrantType() {}
}
