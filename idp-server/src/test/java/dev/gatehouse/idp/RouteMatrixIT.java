package dev.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.oauth.ScriptedBrowser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route of the server that is no API of ours, called barely by browsers of five kinds. Those of the APIs are in
 * {@code admin.OwnDoorsIT}; of these none has a guest, who is nobody here. A route without a line fails.
 */
class RouteMatrixIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.guest.enabled", "true");

    /**
     * The statuses for nobody, a member, who may do everything in another workspace, an administrator, and somebody
     * suspended since they signed in.
     */
    private record Expected(int nobody, int member, int elsewhere, int administrator, int suspended) {

        static Expected all(int status) {
            return new Expected(status, status, status, status, status);
        }

        /** The signed-in get it, the others are sent to sign in. */
        static Expected signedIn(int status) {
            return new Expected(303, status, status, status, 303);
        }
    }

    private static final Map<String, Expected> BARE = Map.ofEntries(
            Map.entry("GET /", Expected.all(302)),
            Map.entry("GET /.well-known/authzen-configuration", Expected.all(200)),
            Map.entry("GET /.well-known/oauth-authorization-server", Expected.all(200)),
            Map.entry("GET /.well-known/oauth-authorization-server/**", Expected.all(200)),
            Map.entry("GET /.well-known/openid-configuration", Expected.all(200)),
            Map.entry("GET /account", Expected.all(303)),
            Map.entry("GET /account/", Expected.signedIn(200)),
            Map.entry("POST /account/consents/withdraw", Expected.signedIn(403)),
            Map.entry("GET /account/password", Expected.signedIn(200)),
            Map.entry("POST /account/password", Expected.signedIn(403)),
            Map.entry("POST /account/sessions/end", Expected.signedIn(403)),
            Map.entry("POST /account/sessions/end-others", Expected.signedIn(403)),
            Map.entry("GET /connect/logout", Expected.all(200)),
            Map.entry("POST /connect/logout", Expected.signedIn(200)),
            Map.entry("POST /connect/logout/confirm", Expected.all(403)),
            Map.entry("GET /login", new Expected(200, 303, 303, 303, 200)),
            Map.entry("POST /login", Expected.all(403)),
            Map.entry("GET /login/password", Expected.all(400)),
            Map.entry("POST /login/password", Expected.all(403)),
            Map.entry("GET /logout", Expected.all(200)),
            Map.entry("POST /logout", Expected.all(403)),
            Map.entry("GET /oauth2/authorize", Expected.all(400)),
            Map.entry("POST /oauth2/authorize", Expected.all(400)),
            Map.entry("GET /oauth2/authorize/consent", Expected.all(400)),
            Map.entry("POST /oauth2/authorize/consent", Expected.all(403)),
            Map.entry("POST /oauth2/device_authorization", Expected.all(401)),
            Map.entry("GET /oauth2/device_verification", Expected.signedIn(200)),
            Map.entry("POST /oauth2/device_verification", Expected.all(403)),
            Map.entry("GET /oauth2/form-post.js", Expected.all(200)),
            Map.entry("POST /oauth2/introspect", Expected.all(401)),
            Map.entry("GET /oauth2/jwks", Expected.all(200)),
            Map.entry("POST /oauth2/par", Expected.all(401)),
            Map.entry("POST /oauth2/revoke", Expected.all(401)),
            Map.entry("POST /oauth2/token", Expected.all(401)),
            Map.entry("GET /pages/{version}/{name}", Expected.all(404)),
            Map.entry("GET /userinfo", Expected.all(401)),
            Map.entry("POST /userinfo", Expected.all(401)));

    private static ScriptedBrowser nobody;
    private static ScriptedBrowser member;
    private static ScriptedBrowser elsewhere;
    private static ScriptedBrowser administrator;
    private static ScriptedBrowser suspended;

    @BeforeAll
    static void signIn() {
        nobody = new ScriptedBrowser(SERVER);
        member = new ScriptedBrowser(SERVER).signIn(created(draft("member")));
        Account boss =
                created(NewAccount.named("acme", Username.parse("acme-boss").orElseThrow()));
        Administrators.addElsewhere(SERVER, "acme", boss);
        elsewhere = new ScriptedBrowser(SERVER).signIn(boss);
        administrator = new ScriptedBrowser(SERVER).signIn(Administrators.add(SERVER, created(draft("boss"))));
        Account gone = created(draft("gone"));
        suspended = new ScriptedBrowser(SERVER).signIn(gone);
        HttpResponse<String> answer =
                SERVER.send(SERVER.request("/api/v1/users/" + gone.id().value() + "/suspend")
                        .header("Authorization", "Bearer " + SERVER.adminToken())
                        .POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static NewAccount draft(String username) {
        return NewAccount.named("system", Username.parse(username).orElseThrow());
    }

    private static Account created(NewAccount draft) {
        return switch (SERVER.bean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }

    static Stream<String> routes() {
        return RegisteredRoutes.of(SERVER).stream().filter(route -> !RegisteredRoutes.isApi(route));
    }

    private static int call(ScriptedBrowser browser, String route) {
        List<String> words = List.of(route.split(" "));
        String path = words.getLast()
                .replace("{version}", "1")
                .replace("{name}", "none.css")
                .replace("/**", "/some-path");
        return words.getFirst().equals("GET")
                ? browser.get(path).statusCode()
                : browser.post(path, Map.of()).statusCode();
    }

    @Test
    void judgesWhenMappedThenEveryRouteHasItsLineInTheMatrix() {
        assertThat(routes()).containsExactlyInAnyOrderElementsOf(BARE.keySet());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void callsWhenBareThenAsTheMatrixSays(String route) {
        Expected expected = Objects.requireNonNull(BARE.get(route), route);
        assertThat(new Expected(
                        call(nobody, route),
                        call(member, route),
                        call(elsewhere, route),
                        call(administrator, route),
                        call(suspended, route)))
                .isEqualTo(expected);
    }
}
