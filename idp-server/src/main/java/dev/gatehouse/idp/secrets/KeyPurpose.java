package dev.gatehouse.idp.secrets;

/** What a derived key is for. No two purposes ever share a key. */
public enum KeyPurpose {
    /** Tells whether a master key is the right one without telling what it is; derived from the master key. */
    MASTER_KEY_CHECK("gatehouse/master-key-check/v1"),
    /** Wraps the data keys; derived from the master key. */
    DATA_KEY_WRAPPING("gatehouse/data-key-wrapping/v1"),
    FIELD_ENCRYPTION("gatehouse/field-encryption/v1"),
    TOKEN_HASHING("gatehouse/token-hashing/v1"),
    CLIENT_SECRET_HASHING("gatehouse/client-secret-hashing/v1"),
    API_KEY_HASHING("gatehouse/api-key-hashing/v1"),
    SESSION_HASHING("gatehouse/session-hashing/v1"),
    /** Names under which failed sign-ins are counted: a typed name may be a password. */
    SIGN_IN_COUNTING("gatehouse/sign-in-counting/v1"),
    COOKIE_SEALING("gatehouse/cookie-sealing/v1"),
    CSRF("gatehouse/csrf/v1"),
    CURSOR_SIGNING("gatehouse/cursor-signing/v1"),
    /** The key of the access engine's cursors is derived with it. */
    ACCESS_CURSORS("gatehouse/access-cursors/v1"),
    /** Whether a secret among the settings is another than at the start before. */
    SETTINGS_COMPARISON("gatehouse/settings-comparison/v1"),
    AUDIT_LOOKUP("gatehouse/audit-lookup/v1");

    private final String label;

    KeyPurpose(String label) {
        this.label = label;
    }

    /** The HKDF {@code info} (RFC 5869 section 3.2). */
    public String label() {
        return label;
    }
}
