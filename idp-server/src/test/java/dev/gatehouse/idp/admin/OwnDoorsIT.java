package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.api.ApiRoutes;
import dev.gatehouse.idp.api.Callers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may call which route of the APIs: the access model says, and nothing else. Routes that are none of an API are in
 * {@code RouteMatrixIT}. A route without a line here fails.
 */
class OwnDoorsIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    /**
     * What a bare call is answered, of something that does not exist: to a person without rights, a person who may do
     * everything in another workspace, an administrator, and a client that is one. To nobody it is always 401.
     */
    private record Expected(int member, int elsewhere, int administrator, int service) {

        /** For those with a right in their workspace. */
        static Expected permitted(int status) {
            return new Expected(403, status, status, status);
        }

        /** For those with a right in {@code system}, which is there once for all workspaces. */
        static Expected instance(int status) {
            return new Expected(403, 403, status, status);
        }

        static Expected person(int status) {
            return new Expected(status, status, status, 403);
        }

        static Expected all(int status) {
            return new Expected(status, status, status, status);
        }
    }

    private static final Map<String, Expected> BARE = Map.ofEntries(
            Map.entry("GET /access/v1/changes", Expected.permitted(200)),
            Map.entry("POST /access/v1/changes", Expected.all(400)),
            Map.entry("POST /access/v1/import", Expected.all(400)),
            Map.entry("POST /access/v1/evaluation", Expected.all(400)),
            Map.entry("POST /access/v1/evaluations", Expected.all(400)),
            Map.entry("POST /access/v1/filter", Expected.all(400)),
            Map.entry("POST /access/v1/filter/lists", Expected.all(400)),
            Map.entry("POST /access/v1/preview", Expected.all(400)),
            Map.entry("POST /access/v1/explain", Expected.all(400)),
            Map.entry("POST /access/v1/search/subject", Expected.all(400)),
            Map.entry("POST /access/v1/search/resource", Expected.all(400)),
            Map.entry("POST /access/v1/search/action", Expected.all(400)),
            Map.entry("GET /api/v1/clients", Expected.permitted(200)),
            Map.entry("POST /api/v1/clients", Expected.permitted(400)),
            Map.entry("GET /api/v1/clients/{id}", Expected.permitted(404)),
            Map.entry("PATCH /api/v1/clients/{id}", Expected.permitted(404)),
            Map.entry("DELETE /api/v1/clients/{id}", Expected.permitted(404)),
            Map.entry("POST /api/v1/clients/{id}/secret", Expected.permitted(404)),
            Map.entry("GET /api/v1/users", Expected.permitted(200)),
            Map.entry("POST /api/v1/users", Expected.permitted(400)),
            Map.entry("GET /api/v1/users/{id}", Expected.permitted(404)),
            Map.entry("PATCH /api/v1/users/{id}", Expected.permitted(404)),
            Map.entry("DELETE /api/v1/users/{id}", Expected.permitted(404)),
            Map.entry("POST /api/v1/users/{id}/suspend", Expected.permitted(404)),
            Map.entry("POST /api/v1/users/{id}/resume", Expected.permitted(404)),
            Map.entry("POST /api/v1/users/{id}/password-reset", Expected.permitted(404)),
            Map.entry("GET /api/v1/sessions", Expected.permitted(400)),
            Map.entry("DELETE /api/v1/sessions", Expected.permitted(400)),
            Map.entry("DELETE /api/v1/sessions/{id}", Expected.permitted(404)),
            Map.entry("GET /api/v1/roles", Expected.permitted(200)),
            Map.entry("POST /api/v1/roles", Expected.all(400)),
            Map.entry("GET /api/v1/roles/{id}", Expected.permitted(404)),
            Map.entry("DELETE /api/v1/roles/{id}", Expected.permitted(404)),
            Map.entry("GET /api/v1/roles/{id}/members", Expected.permitted(404)),
            Map.entry("PUT /api/v1/roles/{id}/members/{member}", Expected.permitted(404)),
            Map.entry("DELETE /api/v1/roles/{id}/members/{member}", Expected.permitted(404)),
            Map.entry("GET /api/v1/object-types", Expected.permitted(200)),
            Map.entry("GET /api/v1/object-types/{id}", Expected.permitted(404)),
            Map.entry("PUT /api/v1/object-types/{id}", new Expected(403, 201, 201, 200)),
            Map.entry("GET /api/v1/objects", Expected.permitted(400)),
            Map.entry("GET /api/v1/objects/{id}", Expected.permitted(404)),
            Map.entry("PUT /api/v1/objects/{id}", Expected.permitted(409)),
            Map.entry("DELETE /api/v1/objects/{id}", Expected.permitted(404)),
            Map.entry("GET /api/v1/objects/{id}/parents", Expected.permitted(404)),
            Map.entry("GET /api/v1/objects/{id}/entries", Expected.permitted(404)),
            Map.entry("POST /api/v1/objects/{id}/entries", Expected.all(400)),
            Map.entry("DELETE /api/v1/objects/{id}/entries", Expected.all(400)),
            Map.entry("GET /api/v1/entries", Expected.permitted(200)),
            Map.entry("GET /api/v1/audit", Expected.instance(200)),
            Map.entry("GET /api/v1/audit/keys", Expected.instance(200)),
            Map.entry("POST /api/v1/audit/keys/rotate", Expected.instance(200)),
            Map.entry("GET /api/v1/signing-keys", Expected.instance(200)),
            Map.entry("POST /api/v1/signing-keys/rotate", Expected.instance(200)),
            Map.entry("GET /api/v1/me", Expected.person(200)),
            Map.entry("PATCH /api/v1/me", Expected.person(200)),
            Map.entry("POST /api/v1/me/password", Expected.person(400)),
            Map.entry("GET /api/v1/me/sessions", Expected.person(200)),
            Map.entry("DELETE /api/v1/me/sessions/{id}", Expected.person(404)),
            Map.entry("GET /api/v1/me/consents", Expected.person(200)),
            Map.entry("DELETE /api/v1/me/consents/{id}", Expected.person(404)));

    private static People people;
    private static Account memberAccount;
    private static Api member;
    private static Api elsewhere;
    private static Api administrator;
    private static Api service;

    @BeforeAll
    static void authenticate() {
        people = new People(SERVER);
        memberAccount = people.member("member");
        member = Api.as(SERVER, people.token(memberAccount));
        elsewhere = Api.as(
                SERVER, people.token(Administrators.addElsewhere(SERVER, "acme", people.member("acme", "acme-boss"))));
        administrator = Api.as(SERVER, people.token(people.administrator("boss")));
        service = Api.asAdministrator(SERVER);
    }

    static Stream<String> guarded() {
        return SERVER.bean(ApiRoutes.class).all().stream()
                .filter(route -> route.operation().by() != Callers.ANYBODY)
                .map(ConventionsIT::name)
                .sorted();
    }

    private static int status(Api caller, String route) {
        return ConventionsIT.call(caller, route).status();
    }

    private static Change allow(Account account, String object, Right... rights) {
        return new Change.EntryAdded(
                Entry.allow(ObjectRef.parse(object), Subject.user(account.id().value()), Rights.of(rights)));
    }

    /** Somebody with a few rights in {@code system}. */
    private static Api somebody(String username, String object, Right... rights) {
        Account account = people.member(username);
        Decisions.make(SERVER, "system", allow(account, object, rights));
        return Api.as(SERVER, people.token(account));
    }

    @Nested
    class Matrix {

        @Test
        void judgesWhenMappedThenEveryRouteHasItsLine() {
            assertThat(guarded()).containsExactlyInAnyOrderElementsOf(BARE.keySet());
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.OwnDoorsIT#guarded")
        void callsWhenBareThenAsTheMatrixSays(String route) {
            assertThat(status(Api.withoutCredentials(SERVER), route)).isEqualTo(401);
            assertThat(new Expected(
                            status(member, route),
                            status(elsewhere, route),
                            status(administrator, route),
                            status(service, route)))
                    .isEqualTo(Objects.requireNonNull(BARE.get(route), route));
        }

        /** All doors but those for persons, which lead to their own account. */
        @Test
        void resignsWhenTheTokenWasIssuedBeforeThenEveryDoorIsClosedAtOnce() {
            Account account = people.administrator("resigning");
            Api resigning = Api.as(SERVER, people.token(account));
            List<ApiRoutes.Route> doors = SERVER.bean(ApiRoutes.class).all().stream()
                    .filter(route -> route.operation().by() == Callers.PERMITTED)
                    .toList();
            assertThat(doors)
                    .allSatisfy(door -> assertThat(status(resigning, ConventionsIT.name(door)))
                            .isNotEqualTo(403));
            Administrators.remove(SERVER, Subject.user(account.id().value()));
            assertThat(doors)
                    .allSatisfy(door -> assertThat(status(resigning, ConventionsIT.name(door)))
                            .isEqualTo(403));
            resigning.get("/api/v1/me").is(200);
        }
    }

    @Nested
    class Existence {

        @Test
        void readsWhenNotPermittedThenTheRightAndTheObjectAreNamedWhetherItIsThereOrNot() {
            for (String id : List.of(memberAccount.id().value(), "usr_nobody", "%00", "a%2Fb", "x".repeat(600))) {
                Api.Answer answer =
                        member.get("/api/v1/users/" + id).is(id.equals("%00") || id.equals("a%2Fb") ? 400 : 403);
                if (answer.status() == 403) {
                    answer.is(403, "forbidden");
                    assertThat(answer.text("right")).isEqualTo("read");
                    assertThat(answer.text("object")).isEqualTo("user:" + id);
                }
            }
        }

        @ParameterizedTest
        @CsvSource({"PATCH,''", "DELETE,''", "POST,/secret"})
        void changesWhenNotReadableThenForbiddenWhetherItIsThereOrNot(String method, String below) {
            String name = "changes-" + method.toLowerCase(java.util.Locale.ROOT);
            Api blind = somebody(name, "clients:all", Right.UPDATE, Right.DELETE);
            for (String id : List.of("webapp", "no-such-client")) {
                Api.Answer answer = blind.send(
                                method, "/api/v1/clients/" + id + below, method.equals("PATCH") ? "{}" : null, null)
                        .is(403, "forbidden");
                assertThat(answer.text("right")).isEqualTo("read");
            }
        }

        @Test
        void listsSessionsWhenThePersonIsNotReadableThenForbiddenWhetherTheyAreThereOrNot() {
            Api blind = somebody("sessions", "sessions:all", Right.READ, Right.DELETE);
            for (String user : List.of(memberAccount.id().value(), "usr_nobody")) {
                blind.get("/api/v1/sessions?user=" + user).is(403, "forbidden");
                blind.delete("/api/v1/sessions?user=" + user).is(403, "forbidden");
            }
        }

        @Test
        void readsWhenOnlyOneIsReadableThenThatOneAlone() {
            String path = "/api/v1/users/" + memberAccount.id().value();
            Api one = somebody("one", "user:" + memberAccount.id().value(), Right.READ);
            one.get(path).is(200);
            one.get("/api/v1/users").is(403, "forbidden");
            one.get("/api/v1/users/usr_nobody").is(403, "forbidden");
            assertThat(one.patch(path, "{}").is(403, "forbidden").text("right")).isEqualTo("update");
        }

        @Test
        void readsWhenDeniedThenNeitherTheRoleNorTheRootHelps() {
            Account account = people.administrator("denied");
            Decisions.make(
                    SERVER,
                    "system",
                    new Change.EntryAdded(Entry.deny(
                            ObjectRef.of("keys", "all"),
                            Subject.user(account.id().value()),
                            Rights.of(Right.READ))));
            Api denied = Api.as(SERVER, people.token(account));
            denied.get("/api/v1/signing-keys").is(403, "forbidden");
            denied.get("/api/v1/clients").is(200);
        }
    }

    @Nested
    class OtherWorkspaces {

        @Test
        void readsWhenItIsAnotherWorkspacesThenNotThere() {
            elsewhere.get("/api/v1/clients/webapp").is(404, "not-found");
            elsewhere
                    .post("/api/v1/clients/" + TestServer.BOOTSTRAP_ID + "/secret")
                    .is(404, "not-found");
            elsewhere.get("/api/v1/users/" + memberAccount.id().value()).is(404, "not-found");
            elsewhere.get("/api/v1/sessions?user=" + memberAccount.id().value()).is(404, "not-found");
        }

        @Test
        void listsWhenAnotherWorkspaceHasSomeThenOnlyTheCallersOwn() {
            String id = elsewhere
                    .post("/api/v1/clients", "{\"grant_types\":[\"client_credentials\"]}")
                    .is(201)
                    .text("client_id");
            assertThat(elsewhere.get("/api/v1/clients").is(200).json().path("items"))
                    .singleElement()
                    .satisfies(client ->
                            assertThat(client.path("client_id").asString()).isEqualTo(id));
            assertThat(elsewhere.get("/api/v1/users").is(200).json().path("items"))
                    .singleElement()
                    .satisfies(
                            user -> assertThat(user.path("username").asString()).isEqualTo("acme-boss"));
            administrator.get("/api/v1/clients/" + id).is(404, "not-found");
        }
    }

    /** Who can set somebody's password or secret can act as them. */
    @Nested
    class Takeover {

        @Test
        void changesWhenThePersonHasNoMoreThanTheCallerThenDone() {
            Api helpDesk = somebody("help-desk", "users:all", Right.READ, Right.UPDATE);
            Account equal = people.member("equal");
            helpDesk.post("/api/v1/users/" + equal.id().value() + "/password-reset")
                    .is(200);
        }

        @Test
        void changesWhenThePersonIsInARoleThatTheCallerIsNotInThenRefused() {
            Api helpDesk = somebody("help-desk-2", "users:all", Right.READ, Right.UPDATE);
            String path = "/api/v1/users/" + people.administrator("above").id().value();
            helpDesk.get(path).is(200);
            helpDesk.post(path + "/password-reset").is(403, "outranked");
            helpDesk.patch(path, "{\"email\":\"mine@example.com\"}").is(403, "outranked");
            helpDesk.post(path + "/suspend").is(403, "outranked");
            administrator.post(path + "/suspend").is(200);
        }

        @Test
        void changesWhenAnEntryGivesThePersonMoreThanTheCallerHasThenRefused() {
            Api helpDesk = somebody("help-desk-3", "users:all", Right.READ, Right.UPDATE);
            Account auditor = people.member("auditor");
            String path = "/api/v1/users/" + auditor.id().value() + "/password-reset";
            Decisions.make(SERVER, "system", allow(auditor, "users:all", Right.READ));
            helpDesk.post(path).is(200);
            Decisions.make(SERVER, "system", allow(auditor, "audit:trail", Right.READ));
            helpDesk.post(path).is(403, "outranked");
        }

        /** Everything in one's own workspace is less than something in {@code system}. */
        @Test
        void changesWhenThePersonHasMoreInSystemThanWhoMayDoAllInTheirWorkspaceThenRefused() {
            Account inRole = Administrators.add(SERVER, people.member("globex", "globex-admin-of-system"));
            Account byEntry = people.member("globex", "globex-key-keeper");
            Decisions.make(SERVER, "system", allow(byEntry, "keys:all", Right.UPDATE));
            Account equal = people.member("globex", "globex-equal");
            Api boss = Api.as(
                    SERVER,
                    people.token(
                            Administrators.addElsewhere(SERVER, "globex", people.member("globex", "globex-boss"))));
            for (Account more : List.of(inRole, byEntry)) {
                boss.post("/api/v1/users/" + more.id().value() + "/password-reset")
                        .is(403, "outranked");
            }
            boss.post("/api/v1/users/" + equal.id().value() + "/password-reset").is(200);
        }

        @Test
        void changesWhenTheClientIsInARoleThatTheCallerIsNotInThenRefused() {
            Api keeper = somebody("client-keeper", "clients:all", Right.READ, Right.UPDATE);
            String path = "/api/v1/clients/" + TestServer.BOOTSTRAP_ID;
            keeper.post(path + "/secret").is(403, "outranked");
            keeper.patch(path, "{\"client_name\":\"mine\"}").is(403, "outranked");
            keeper.post("/api/v1/clients/webapp/secret").is(409);
        }
    }

    @Nested
    class OwnScope {

        private static final String WITH_SCOPE = "{\"grant_types\":[\"client_credentials\"],\"scope\":\"gatehouse\"}";
        private static final String WITHOUT = "{\"grant_types\":[\"client_credentials\"]}";

        @Test
        void registersWhenTheCallerMayNotShareThenWithoutTheScopeOfOurApis() {
            Api registrar = somebody("registrar", "clients:all", Right.READ, Right.UPDATE);
            assertThat(registrar
                            .post("/api/v1/clients", WITH_SCOPE)
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/scope not-yours-to-grant");
            String id = registrar.post("/api/v1/clients", WITHOUT).is(201).text("client_id");
            assertThat(registrar
                            .patch("/api/v1/clients/" + id, "{\"scope\":\"gatehouse\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/scope not-yours-to-grant");
        }

        @Test
        void registersWhenTheCallerMayShareThenWithTheScopeOfOurApis() {
            somebody("sharer", "clients:all", Right.READ, Right.UPDATE, Right.SHARE)
                    .post("/api/v1/clients", WITH_SCOPE)
                    .is(201);
        }
    }
}
