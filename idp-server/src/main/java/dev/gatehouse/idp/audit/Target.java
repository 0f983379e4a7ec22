package dev.gatehouse.idp.audit;

/** What was acted upon: {@code client c1}, {@code user u7}, {@code token <jti>}. */
public record Target(String type, String id) {}
