package dev.gatehouse.idp.keys;

import com.nimbusds.jose.JWSAlgorithm;

/** The algorithms that we sign with (RFC 7518 section 3.1, RFC 8037). */
public enum SigningAlgorithm {
    ES256,
    RS256,
    EDDSA;

    public JWSAlgorithm jws() {
        return switch (this) {
            case ES256 -> JWSAlgorithm.ES256;
            case RS256 -> JWSAlgorithm.RS256;
            case EDDSA -> JWSAlgorithm.EdDSA;
        };
    }
}
