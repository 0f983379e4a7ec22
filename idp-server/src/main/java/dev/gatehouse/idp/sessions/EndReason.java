package dev.gatehouse.idp.sessions;

/** Why a session ended before its time. */
public enum EndReason {
    SIGNED_OUT("signed-out"),
    /** Ended by its person from another session. */
    ENDED_BY_PERSON("ended-by-person"),
    ENDED_BY_ADMINISTRATOR("ended-by-administrator"),
    PASSWORD_CHANGED("password-changed"),
    /** Somebody else signed in with the same browser. */
    REPLACED("replaced");

    private final String code;

    EndReason(String code) {
        this.code = code;
    }

    /** The reason in the trail. */
    public String code() {
        return code;
    }
}
