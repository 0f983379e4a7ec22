package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.PostalAddress;
import dev.gatehouse.idp.accounts.Profile;
import dev.gatehouse.idp.accounts.TestAccounts;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.secrets.CheapHasher;
import dev.gatehouse.idp.storage.DocumentStore;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** People with accounts on a test server. */
final class People {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private People() {}

    /** Somebody who has no account yet, with one. */
    static Account somebody(TestServer server) {
        return accounts(server).person("person" + NUMBER.incrementAndGet());
    }

    /** Somebody of whom everything is known. */
    static Account wellKnown(TestServer server) {
        String name = "person" + NUMBER.incrementAndGet();
        var profile = new Profile(
                "Jane Q. Doe",
                "Jane",
                "Doe",
                "Quentin",
                "JD",
                "jane",
                "https://example.com/jane",
                "https://example.com/jane.jpg",
                "https://jane.example/",
                "female",
                "1980-02-29",
                "Europe/Paris",
                "fr-FR",
                "+33142685300",
                true,
                new PostalAddress("1 rue X\n75001 Paris", "1 rue X", "Paris", "IdF", "75001", "FR"));
        return accounts(server)
                .created(TestAccounts.draft(name)
                        .withPassword(TestAccounts.PASSWORD, false)
                        .withProfile(profile)
                        .withEmail(TestAccounts.email(name + "@example.com"), true));
    }

    /** Somebody who can sign in on the page, which takes the time of a real password hash. */
    static Account withPassword(TestServer server) {
        NewAccount draft =
                TestAccounts.draft("person" + NUMBER.incrementAndGet()).withPassword(TestAccounts.PASSWORD, false);
        return switch (server.bean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }

    /** An administrator who signs in without a password of a costly hash. */
    static Account administrator(TestServer server) {
        return Administrators.add(
                server,
                accounts(server)
                        .created(TestAccounts.draft("admin" + NUMBER.incrementAndGet())
                                .withPassword(TestAccounts.PASSWORD, false)));
    }

    static TestAccounts accounts(TestServer server) {
        return new TestAccounts(server.bean(DocumentStore.class), new CheapHasher(), server.bean(Clock.class));
    }
}
