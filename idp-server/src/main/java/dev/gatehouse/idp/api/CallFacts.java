package dev.gatehouse.idp.api;

/** What a call that changes nothing says about itself on its record. */
public final class CallFacts {

    /** The workspace that the call is about, when that is not the caller's. */
    static final String WORKSPACE = "workspace";

    private CallFacts() {}

    /** Notes a fact that describes no person: a decision, a count, a digest. */
    public static void note(String name, String value) {
        AuditedCall.note(name, value);
    }

    /** Notes which workspace the call is about. */
    public static void inWorkspace(String workspace) {
        AuditedCall.note(WORKSPACE, workspace);
    }

    /** Notes which client somebody claimed to be who could not prove it. */
    public static void claimedClient(String client) {
        AuditedCall.note("client.claimed", client);
    }
}
