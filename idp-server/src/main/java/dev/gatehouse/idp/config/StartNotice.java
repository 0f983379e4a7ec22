package dev.gatehouse.idp.config;

/**
 * A line that the operator reads at start: the administrator, the crypto provider, the fingerprint to trust. Beans of
 * this type are printed in their order, once the server listens.
 */
public record StartNotice(String label, String text) {}
