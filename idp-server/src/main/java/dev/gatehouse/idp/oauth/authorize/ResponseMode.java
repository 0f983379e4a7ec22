package dev.gatehouse.idp.oauth.authorize;

import java.util.Arrays;
import java.util.Optional;

/** How the answer travels to the client (OAuth 2.0 Multiple Response Type Encoding Practices section 2.1). */
enum ResponseMode {
    QUERY("query"),
    /** OAuth 2.0 Form Post Response Mode. */
    FORM_POST("form_post");

    private final String word;

    ResponseMode(String word) {
        this.word = word;
    }

    static Optional<ResponseMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }
}
