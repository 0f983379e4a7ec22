package dev.gatehouse.idp.signin;

import jakarta.servlet.http.Cookie;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.util.UriComponentsBuilder;

/** Keeps cookies from one request to the next, as a browser does. */
final class TestBrowser {

    private final Map<String, String> cookies = new LinkedHashMap<>();

    MockHttpServletRequest get(String location) {
        var uri = UriComponentsBuilder.fromUriString(location).build();
        var request = new MockHttpServletRequest("GET", uri.getPath());
        uri.getQueryParams().forEach((name, values) -> values.forEach(value -> request.addParameter(name, value)));
        return withCookies(request);
    }

    MockHttpServletRequest post(String location) {
        MockHttpServletRequest request = get(location);
        request.setMethod("POST");
        return request;
    }

    /** A form that a page of another site sends: cookies of ours stay at home. */
    static MockHttpServletRequest crossSitePost(String path) {
        return new MockHttpServletRequest("POST", path);
    }

    /** Takes the answer's cookies. */
    MockHttpServletResponse receive(MockHttpServletResponse response) {
        for (Cookie cookie : response.getCookies()) {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        }
        return response;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    private MockHttpServletRequest withCookies(MockHttpServletRequest request) {
        request.setCookies(cookies.entrySet().stream()
                .map(entry -> new Cookie(entry.getKey(), entry.getValue()))
                .toArray(Cookie[]::new));
        return request;
    }
}
