package dev.gatehouse.idp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.accounts.TestAccounts;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.grants.Race;
import dev.gatehouse.idp.oauth.ScriptedBrowser;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A password that is good for one sign-in lets one person choose the next, however many know it. */
class OneTimePasswordTest {

    private static final String OWN = "a candle in the hall ";

    /** Each sends its form several times, for a sign-in takes the time of a real hash. */
    private static final int BROWSERS = 8;

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Account person = newcomer();

    /** A browser at the page where a password is chosen. */
    private record Chooser(ScriptedBrowser browser, HttpResponse<String> page) {

        HttpResponse<String> choose(String password) {
            return browser.submit(page, "newPassword", password, "confirmation", password);
        }
    }

    @Test
    void choosesWhenManyHaveShownItThenOneSucceedsAndTheOthersAreLost() {
        List<Chooser> choosers = new ArrayList<>();
        for (int i = 0; i < BROWSERS; i++) {
            choosers.add(chooser());
        }
        var next = new AtomicInteger();

        List<Integer> statuses = Race.run(() -> {
            int mine = next.getAndIncrement();
            return choosers.get(mine % BROWSERS).choose(OWN + mine).statusCode();
        });

        // A server whose hashing is busy says so (503), and the one who is told may try again.
        assertThat(statuses).containsOnlyOnce(303).containsOnly(303, 400, 503);
    }

    @Test
    void choosesWhenAnotherHasChosenThenThePasswordIsTheOthers() {
        Chooser thief = chooser();
        assertThat(chooser().choose(OWN + "mine").statusCode()).isEqualTo(303);

        assertThat(thief.choose(OWN + "theirs").statusCode()).isEqualTo(400);
        assertThat(signIn(OWN + "theirs").statusCode()).isEqualTo(403);
        assertThat(signIn(OWN + "mine").statusCode()).isEqualTo(303);
    }

    @Test
    void choosesWhenAnAdministratorHasResetItAgainThenTheOlderIsWorthNothing() {
        Chooser thief = chooser();
        SERVER.bean(Passwords.class).change(Actor.system(), person, Password.typed("one more lantern here"), true);

        assertThat(thief.choose(OWN).statusCode()).isEqualTo(400);
        assertThat(signIn(OWN).statusCode()).isEqualTo(403);
    }

    @Test
    void choosesWhenTheAccountWasSuspendedMeanwhileThenWhatWasShownBeforeIsWorthNothing() {
        Chooser before = chooser();
        Accounts accounts = SERVER.bean(Accounts.class);
        accounts.suspend(Actor.system(), person.id(), OptionalLong.empty());
        accounts.resume(Actor.system(), person.id(), OptionalLong.empty());

        assertThat(before.choose(OWN).statusCode()).isEqualTo(400);
        assertThat(chooser().choose(OWN).statusCode()).isEqualTo(303);
    }

    private Chooser chooser() {
        var browser = new ScriptedBrowser(SERVER);
        HttpResponse<String> shown = browser.submit(
                browser.get("/login"), "username", person.username(), "password", TestAccounts.PASSWORD.reveal());
        assertThat(ScriptedBrowser.location(shown)).startsWith("/login/password");
        return new Chooser(browser, browser.follow(shown));
    }

    private HttpResponse<String> signIn(String password) {
        var browser = new ScriptedBrowser(SERVER);
        return browser.submit(browser.get("/login"), "username", person.username(), "password", password);
    }

    private static Account newcomer() {
        var draft = TestAccounts.draft("newcomer" + NUMBER.incrementAndGet()).withPassword(TestAccounts.PASSWORD, true);
        return switch (SERVER.bean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }
}
