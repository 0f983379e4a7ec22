package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;

/** Who is in the role {@code admins} of a running server: the access log says it, and nothing else. */
public final class Administrators {

    private static final RoleId ADMINS = new RoleId("admins");

    private Administrators() {}

    public static Account add(TestServer server, Account account) {
        add(server, Subject.user(account.id().value()));
        return account;
    }

    public static void add(TestServer server, Subject subject) {
        Decisions.make(server, "system", new Change.MemberAdded(ADMINS, subject));
    }

    /** Lets somebody do everything in a workspace that is not {@code system}, and nothing in {@code system}. */
    public static Account addElsewhere(TestServer server, String workspace, Account account) {
        Subject subject = Subject.user(account.id().value());
        Decisions.make(
                server,
                workspace,
                new Change.EntryAdded(Entry.allow(new WorkspaceId(workspace).root(), subject, Rights.ALL)));
        return account;
    }

    public static void remove(TestServer server, Subject subject) {
        Decisions.make(server, "system", new Change.MemberRemoved(ADMINS, subject));
    }
}
