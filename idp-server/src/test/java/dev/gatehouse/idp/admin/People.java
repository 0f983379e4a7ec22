package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.sessions.LiveSession;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import dev.gatehouse.idp.tokens.GrantedAccess;
import dev.gatehouse.idp.tokens.SignIn;
import dev.gatehouse.idp.tokens.TokenMint;
import java.util.List;
import java.util.Optional;

/** People of a running server, and tokens as the console would hold for them. */
public final class People {

    static final String PASSWORD = "a lantern in the fog";

    private final TestServer server;

    public People(TestServer server) {
        this.server = server;
    }

    public Account member(String username) {
        return created(draft(username));
    }

    /** Somebody of another workspace. */
    Account member(String workspace, String username) {
        return created(NewAccount.named(workspace, Username.parse(username).orElseThrow()));
    }

    Account administrator(String username) {
        return Administrators.add(server, member(username));
    }

    /** A token of the console for a person, in a session that has just begun. */
    public String token(Account account) {
        return token(account, session(account));
    }

    LiveSession session(Account account) {
        return server.bean(Sessions.class)
                .begin(now(account), SignInMethod.PASSWORD, Optional.empty())
                .session();
    }

    String token(Account account, LiveSession session) {
        Account now = now(account);
        var signIn = new SignIn(
                now.generation(),
                session.session().authTime(),
                "aal1",
                List.of("pwd"),
                session.session().sid().value());
        return server.bean(TokenMint.class)
                .accessToken(new GrantedAccess(
                        server.bean(Clients.class).find("webapp").orElseThrow(),
                        account.id().value(),
                        List.of("openid", Client.GATEHOUSE_SCOPE),
                        List.of(),
                        account.workspace(),
                        List.of(), // What the token says of roles opens and closes nothing.
                        signIn,
                        null))
                .value();
    }

    Account now(Account account) {
        return server.bean(AccountDirectory.class)
                .find(account.id())
                .orElseThrow()
                .value();
    }

    private static NewAccount draft(String username) {
        return NewAccount.named("system", Username.parse(username).orElseThrow())
                .withPassword(Password.typed(PASSWORD), false);
    }

    private Account created(NewAccount draft) {
        return switch (server.bean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }
}
