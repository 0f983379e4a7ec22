package dev.gatehouse.idp.oauth.authorize;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the client is told: a code, or an error. Either carries the request's {@code state} and our {@code iss} (RFC
 * 9207).
 */
record AuthorizationResponse(ReplyTo replyTo, Map<String, String> parameters) {

    static AuthorizationResponse code(ReplyTo replyTo, String issuer, String code) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("code", code);
        return with(replyTo, issuer, parameters);
    }

    static AuthorizationResponse error(ReplyTo replyTo, String issuer, Refusal refusal) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", refusal.error());
        parameters.put("error_description", refusal.description());
        return with(replyTo, issuer, parameters);
    }

    private static AuthorizationResponse with(ReplyTo replyTo, String issuer, Map<String, String> parameters) {
        if (replyTo.state() != null) {
            parameters.put("state", replyTo.state());
        }
        parameters.put("iss", issuer);
        return new AuthorizationResponse(replyTo, parameters);
    }

    /** The redirect URI with the parameters; a query that was registered "MUST be retained" (RFC 6749 section 3.1.2). */
    String location() {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String uri = replyTo.redirectUri();
        String separator = uri.indexOf('?') < 0 ? "?" : uri.endsWith("?") || uri.endsWith("&") ? "" : "&";
        return uri + separator + query;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
