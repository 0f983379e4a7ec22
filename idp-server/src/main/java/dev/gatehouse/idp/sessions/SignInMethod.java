package dev.gatehouse.idp.sessions;

import java.util.List;

/**
 * How a person proved who they are.
 *
 * @param acr the authentication assurance level that was reached (NIST SP 800-63B-4): {@code aal1}
 * @param amr the methods that were used (RFC 8176 section 2)
 */
public record SignInMethod(String acr, List<String> amr) {

    /** A password and nothing else. */
    public static final SignInMethod PASSWORD = new SignInMethod("aal1", List.of("pwd"));

    public SignInMethod {
        amr = List.copyOf(amr);
    }
}
