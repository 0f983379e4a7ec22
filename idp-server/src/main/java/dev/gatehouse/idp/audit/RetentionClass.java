package dev.gatehouse.idp.audit;

import java.util.Locale;

/** How long a record is kept; each class has chains of its own. */
public enum RetentionClass {
    /** Sign-ins, tokens issued and revoked, changes, reads of personal data. 400 days by default. */
    SECURITY,
    /** Introspection, userinfo, decisions, reads without personal data. 30 days by default. */
    TRAFFIC;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** How records and chains name it. */
    public String word() {
        return word;
    }
}
