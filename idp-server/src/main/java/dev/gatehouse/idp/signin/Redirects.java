package dev.gatehouse.idp.signin;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Sends a browser on with GET, whatever it came with (RFC 9110 section 15.4.4). */
final class Redirects {

    private Redirects() {}

    /** To a location that we chose. It MUST NOT come from the request. */
    static ResponseEntity<String> to(String location) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, location)
                .build();
    }
}
