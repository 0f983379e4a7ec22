package dev.gatehouse.idp.audit;

/**
 * The class of the Open Cybersecurity Schema Framework that an event belongs to.
 *
 * @see <a href="https://schema.ocsf.io/">OCSF</a>
 */
public enum OcsfClass {
    ACCOUNT_CHANGE(3001),
    AUTHENTICATION(3002),
    ENTITY_MANAGEMENT(3004),
    USER_ACCESS_MANAGEMENT(3005),
    GROUP_MANAGEMENT(3006),
    APPLICATION_LIFECYCLE(6002),
    API_ACTIVITY(6003);

    private final int uid;

    OcsfClass(int uid) {
        this.uid = uid;
    }

    /** The {@code class_uid}. */
    public int uid() {
        return uid;
    }

    /** The class of an event: of a change by the type of what was changed, of everything else by its kind. */
    public static OcsfClass of(AuditEvent event) {
        return switch (event) {
            case SignInEvent _, SessionEvent _ -> AUTHENTICATION;
            case TokenEvent token ->
                switch (token.kind()) {
                    case ISSUED, REFRESHED, REVOKED, AUTHORIZATION_PUSHED, DEVICE_STARTED -> AUTHENTICATION;
                    case INTROSPECTED, USERINFO -> API_ACTIVITY;
                };
            case ApiEvent _ -> API_ACTIVITY;
            case ServerEvent _ -> APPLICATION_LIFECYCLE;
            case TrailEvent trail ->
                switch (trail.kind()) {
                    case CHAIN_OPENED, CHAIN_CLOSED, UNANSWERED -> APPLICATION_LIFECYCLE;
                    case REFUSALS -> AUTHENTICATION;
                };
            case ChangeEvent change ->
                switch (change.target().type()) {
                    case "user" -> ACCOUNT_CHANGE;
                    case "session", "token", "grant" -> AUTHENTICATION;
                    case "entry" -> USER_ACCESS_MANAGEMENT;
                    case "role" -> GROUP_MANAGEMENT;
                    default -> ENTITY_MANAGEMENT;
                };
        };
    }
}
