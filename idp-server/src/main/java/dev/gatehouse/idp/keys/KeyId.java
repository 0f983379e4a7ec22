package dev.gatehouse.idp.keys;

/** The {@code kid} of a signing key (RFC 7515 section 4.1.4). */
public record KeyId(String value) {}
