package dev.gatehouse.idp.secrets;

/** What a data key is the root of. */
enum DataKeyKind {
    /** Encrypts fields. The newest encrypts, older ones decrypt. */
    FIELD_ENCRYPTION,
    /**
     * The keys for hashing, cookies and cursors are derived from it. There is one, and its value never changes: a stored
     * hash cannot be computed again without the secret.
     */
    DERIVATION
}
