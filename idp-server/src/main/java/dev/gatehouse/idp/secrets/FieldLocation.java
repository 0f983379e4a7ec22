package dev.gatehouse.idp.secrets;

/** Where an encrypted field lives; bound into its ciphertext, so that it opens nowhere else. */
public record FieldLocation(String collection, String document, String field) {}
