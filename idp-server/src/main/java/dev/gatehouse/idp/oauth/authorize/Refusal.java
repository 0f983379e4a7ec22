package dev.gatehouse.idp.oauth.authorize;

/**
 * Why a request is refused.
 *
 * @param error the code of the specification: {@code invalid_request}
 * @param description one sentence for the developer of the client, in the characters that RFC 6749 section 4.1.2.1 allows
 */
public record Refusal(String error, String description) {}
