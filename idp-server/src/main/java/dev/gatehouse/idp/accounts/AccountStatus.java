package dev.gatehouse.idp.accounts;

/** Whether an account may be used. */
public enum AccountStatus {
    ACTIVE("active"),
    SUSPENDED("suspended");

    private final String wireName;

    AccountStatus(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the HTTP API and in the trail. */
    public String wireName() {
        return wireName;
    }
}
