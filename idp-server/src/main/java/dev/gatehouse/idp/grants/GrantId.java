package dev.gatehouse.idp.grants;

/** The id of a grant. Every token issued from the grant names it, so they form a family and die together. */
public record GrantId(String value) {
    public GrantId {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a grant id is not empty");
        }
    }
}
