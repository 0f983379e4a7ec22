package dev.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.RegisteredRoutes;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.AccountStatus;
import dev.gatehouse.idp.clients.ClientStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every state of an account or client against every {@link WayIn}: what was ready before the state arose is tried after
 * it. A state or a way that is new does not compile before {@link #expected} knows its line.
 */
class AccountStateMatrixTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded()
            .with("gatehouse.signin.failures-per-address", "10000")
            .with("gatehouse.signin.failures-per-account", "2");

    /** What can happen to an account or a client. */
    enum State {
        GOOD,
        SUSPENDED,
        RESUMED,
        DELETED,
        PASSWORD_RESET,
        LOCKED_OUT,
        CLIENT_DISABLED,
        CLIENT_DELETED
    }

    private static void arise(State state, StatefulScene scene) {
        switch (state) {
            case GOOD -> {}
            case SUSPENDED -> scene.suspend();
            case RESUMED -> {
                scene.suspend();
                scene.resume();
            }
            case DELETED -> scene.deleteAccount();
            case PASSWORD_RESET -> scene.resetPassword();
            case LOCKED_OUT -> scene.guessPasswords();
            case CLIENT_DISABLED -> scene.disableClient();
            case CLIENT_DELETED -> scene.deleteClient();
        }
    }

    @TestFactory
    Stream<DynamicTest> entersWhenTheStateHasArisenThenOnlyWhereItMay() {
        return Arrays.stream(State.values())
                .flatMap(state -> Arrays.stream(WayIn.values())
                        .map(way -> DynamicTest.dynamicTest(state + " x " + way, () -> check(state, way))));
    }

    private static void check(State state, WayIn way) {
        boolean typed = way == WayIn.PASSWORD || way == WayIn.NEW_PASSWORD;
        var scene = new StatefulScene(SERVER, typed || state == State.LOCKED_OUT);
        Supplier<String> attempt = way.prepare(scene);
        arise(state, scene);

        assertThat(attempt.get()).isEqualTo(expected(state, way));
    }

    private static String expected(State state, WayIn way) {
        return switch (way) {
            case PASSWORD ->
                switch (state) {
                    case GOOD, RESUMED, CLIENT_DISABLED, CLIENT_DELETED -> "signed in";
                    case SUSPENDED, DELETED -> "the common text";
                    case PASSWORD_RESET -> "sent to /login/password";
                    case LOCKED_OUT -> "429";
                };
            case NEW_PASSWORD ->
                switch (state) {
                    case GOOD, LOCKED_OUT, CLIENT_DISABLED, CLIENT_DELETED -> "signed in";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "400";
                };
            case SESSION_COOKIE ->
                switch (state) {
                    case GOOD, LOCKED_OUT, CLIENT_DISABLED, CLIENT_DELETED -> "the page";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "sent to /login";
                };
            case DEVICE_APPROVAL ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "the page";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "403";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "404";
                };
            case AUTHORIZATION ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "a code";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "login_required";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "400, no redirect";
                };
            case CONSENT ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "a code";
                    // The form's token is the session's, and the session is over.
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "403";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "400, no redirect";
                };
            case CODE, REFRESH, OFFLINE_REFRESH, DEVICE_CODE ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "tokens";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "400 invalid_grant";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid_client";
                };
            case PUSHED_REQUEST ->
                switch (state) {
                    case GOOD, LOCKED_OUT, SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "201";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid_client";
                };
            case DEVICE_AUTHORIZATION, REVOCATION ->
                switch (state) {
                    case GOOD, LOCKED_OUT, SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "200";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid_client";
                };
            case CLIENT_CREDENTIALS ->
                switch (state) {
                    case GOOD, LOCKED_OUT, SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "tokens";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid_client";
                };
            case INTROSPECTION ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "active";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET, CLIENT_DISABLED, CLIENT_DELETED ->
                        "{\"active\":false}";
                };
            case INTROSPECTION_OF_A_SERVICE ->
                switch (state) {
                    case GOOD, LOCKED_OUT, SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "active";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "{\"active\":false}";
                };
            case USERINFO ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "200";
                    case SUSPENDED, RESUMED, DELETED, PASSWORD_RESET, CLIENT_DISABLED, CLIENT_DELETED ->
                        "401 invalid_token";
                };
            case ADMIN_API, OWN_ACCOUNT_API, DECISION_API ->
                switch (state) {
                    case GOOD, LOCKED_OUT -> "200";
                    case SUSPENDED -> "403 ACCOUNT_SUSPENDED";
                    case RESUMED, DELETED, PASSWORD_RESET, CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid-token";
                };
            case DECISION_API_WITH_A_SECRET ->
                switch (state) {
                    case GOOD, LOCKED_OUT, SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "200";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid-client";
                };
            case ADMIN_API_AS_A_SERVICE ->
                switch (state) {
                    case GOOD, LOCKED_OUT, SUSPENDED, RESUMED, DELETED, PASSWORD_RESET -> "200";
                    case CLIENT_DISABLED, CLIENT_DELETED -> "401 invalid-token";
                };
        };
    }

    /** A status that is new does not compile before it has its state in the matrix. */
    @Test
    void namesAStatusWhenAnAccountOrClientCanHaveItThenTheMatrixHasItsState() {
        Set<State> states = EnumSet.noneOf(State.class);
        for (AccountStatus status : AccountStatus.values()) {
            states.add(
                    switch (status) {
                        case ACTIVE -> State.GOOD;
                        case SUSPENDED -> State.SUSPENDED;
                    });
        }
        for (ClientStatus status : ClientStatus.values()) {
            states.add(
                    switch (status) {
                        case ACTIVE -> State.GOOD;
                        case DISABLED -> State.CLIENT_DISABLED;
                        case DELETED -> State.CLIENT_DELETED;
                    });
        }
        assertThat(states)
                .containsExactlyInAnyOrder(State.GOOD, State.SUSPENDED, State.CLIENT_DISABLED, State.CLIENT_DELETED);
    }

    /** Every grant type that the token endpoint takes is a way of the matrix. */
    @Test
    void offersAGrantTypeWhenItIsInTheMatrixThenAndOnlyThen() {
        Set<String> inTheMatrix = EnumSet.allOf(WayIn.class).stream()
                .flatMap(way -> grantType(way).stream())
                .collect(Collectors.toSet());

        assertThat(TestServer.json(SERVER.get("/.well-known/openid-configuration"))
                        .get("grant_types_supported")
                        .valueStream()
                        .map(type -> type.asString())
                        .collect(Collectors.toSet()))
                .isEqualTo(inTheMatrix);
    }

    /** The way of the matrix that stands for a route outside the API. */
    private static final Map<String, Set<WayIn>> ROUTES = Map.ofEntries(
            Map.entry("GET /account/", Set.of(WayIn.SESSION_COOKIE)),
            Map.entry("POST /account/consents/withdraw", Set.of(WayIn.SESSION_COOKIE)),
            Map.entry("GET /account/password", Set.of(WayIn.SESSION_COOKIE)),
            Map.entry("POST /account/password", Set.of(WayIn.SESSION_COOKIE)),
            Map.entry("POST /account/sessions/end", Set.of(WayIn.SESSION_COOKIE)),
            Map.entry("POST /account/sessions/end-others", Set.of(WayIn.SESSION_COOKIE)),
            Map.entry("GET /login", Set.of(WayIn.PASSWORD)),
            Map.entry("POST /login", Set.of(WayIn.PASSWORD)),
            Map.entry("GET /login/password", Set.of(WayIn.NEW_PASSWORD)),
            Map.entry("POST /login/password", Set.of(WayIn.NEW_PASSWORD)),
            Map.entry("GET /oauth2/authorize", Set.of(WayIn.AUTHORIZATION)),
            Map.entry("POST /oauth2/authorize", Set.of(WayIn.AUTHORIZATION)),
            Map.entry("GET /oauth2/authorize/consent", Set.of(WayIn.CONSENT)),
            Map.entry("POST /oauth2/authorize/consent", Set.of(WayIn.CONSENT)),
            Map.entry("POST /oauth2/device_authorization", Set.of(WayIn.DEVICE_AUTHORIZATION)),
            Map.entry("GET /oauth2/device_verification", Set.of(WayIn.DEVICE_APPROVAL)),
            Map.entry("POST /oauth2/device_verification", Set.of(WayIn.DEVICE_APPROVAL)),
            Map.entry("POST /oauth2/introspect", Set.of(WayIn.INTROSPECTION, WayIn.INTROSPECTION_OF_A_SERVICE)),
            Map.entry("POST /oauth2/par", Set.of(WayIn.PUSHED_REQUEST)),
            Map.entry("POST /oauth2/revoke", Set.of(WayIn.REVOCATION)),
            Map.entry(
                    "POST /oauth2/token",
                    Set.of(
                            WayIn.CODE,
                            WayIn.REFRESH,
                            WayIn.OFFLINE_REFRESH,
                            WayIn.DEVICE_CODE,
                            WayIn.CLIENT_CREDENTIALS)),
            Map.entry("GET /userinfo", Set.of(WayIn.USERINFO)),
            Map.entry("POST /userinfo", Set.of(WayIn.USERINFO)));

    /** Routes that let nobody in: they tell everybody the same, lead elsewhere, or end a session. */
    private static final Set<String> NO_WAY_IN = Set.of(
            "GET /",
            "GET /.well-known/authzen-configuration",
            "GET /.well-known/oauth-authorization-server",
            "GET /.well-known/oauth-authorization-server/**",
            "GET /.well-known/openid-configuration",
            "GET /account",
            "GET /connect/logout",
            "POST /connect/logout",
            "POST /connect/logout/confirm",
            "GET /logout",
            "POST /logout",
            "GET /oauth2/form-post.js",
            "GET /oauth2/jwks",
            "GET /pages/{version}/{name}");

    /** A page or endpoint that is new fails here until somebody has said which way in it is. */
    @Test
    void judgesWhenMappedThenEveryRouteHasItsWayInTheMatrix() {
        Set<String> known = new TreeSet<>(ROUTES.keySet());
        known.addAll(NO_WAY_IN);
        assertThat(RegisteredRoutes.of(SERVER).stream().filter(route -> !RegisteredRoutes.isApi(route)))
                .containsExactlyInAnyOrderElementsOf(known);

        Set<WayIn> behindRoutes = EnumSet.noneOf(WayIn.class);
        ROUTES.values().forEach(behindRoutes::addAll);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(behindRoutes)))
                .containsExactlyInAnyOrder(
                        WayIn.ADMIN_API,
                        WayIn.ADMIN_API_AS_A_SERVICE,
                        WayIn.OWN_ACCOUNT_API,
                        WayIn.DECISION_API,
                        WayIn.DECISION_API_WITH_A_SECRET);
    }

    /** Every route of the API, new ones too, says what {@code GET /api/v1/users} says to a token that is good no more. */
    @ParameterizedTest
    @EnumSource(
            names = {"GOOD", "LOCKED_OUT"},
            mode = EnumSource.Mode.EXCLUDE)
    void callsTheApiWhenTheStateHasArisenThenEveryRouteRefuses(State state) {
        var scene = new StatefulScene(SERVER, false);
        String token = scene.tokens("openid gatehouse").get("access_token").asString();
        arise(state, scene);

        Stream<String> guarded = RegisteredRoutes.of(SERVER).stream()
                .filter(RegisteredRoutes::isApi)
                .filter(route -> !route.endsWith("/api/openapi.json"));

        assertThat(guarded).isNotEmpty().allSatisfy(route -> {
            List<String> words = List.of(route.split(" "));
            HttpResponse<String> answer = SERVER.send(SERVER.request(
                            words.getLast().replace("{id}", "none").replace("{member}", "user:none"))
                    .header("Authorization", "Bearer " + token)
                    .header(
                            "Content-Type",
                            words.getFirst().equals("PATCH") ? "application/merge-patch+json" : "application/json")
                    .method(words.getFirst(), BodyPublishers.ofString("{}")));
            assertThat(WayIn.api(answer)).isEqualTo(expected(state, WayIn.ADMIN_API));
        });
    }

    private static List<String> grantType(WayIn way) {
        return switch (way) {
            case CODE -> List.of("authorization_code");
            case REFRESH, OFFLINE_REFRESH -> List.of("refresh_token");
            case DEVICE_CODE -> List.of("urn:ietf:params:oauth:grant-type:device_code");
            case CLIENT_CREDENTIALS -> List.of("client_credentials");
            case PASSWORD,
                    NEW_PASSWORD,
                    SESSION_COOKIE,
                    PUSHED_REQUEST,
                    DEVICE_AUTHORIZATION,
                    REVOCATION,
                    AUTHORIZATION,
                    CONSENT,
                    DEVICE_APPROVAL,
                    INTROSPECTION,
                    INTROSPECTION_OF_A_SERVICE,
                    USERINFO,
                    ADMIN_API,
                    ADMIN_API_AS_A_SERVICE,
                    OWN_ACCOUNT_API,
                    DECISION_API,
                    DECISION_API_WITH_A_SECRET -> List.of();
        };
    }
}
