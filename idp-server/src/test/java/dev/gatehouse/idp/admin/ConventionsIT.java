package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.ObservedTrail;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.api.ApiRoutes;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.Outcome;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every route of the API, whatever it is about. Who may call which is in {@link OwnDoorsIT}. */
class ConventionsIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String NOWHERE = "no-such-thing";
    private static final String OBJECT_NOWHERE = "doc:no-such-thing";

    /** An object with two entries, beside another one. */
    private static final ObjectRef THING = ObjectRef.of("thing", "1");

    private static Api service;
    private static Account memberAccount;
    private static Api member;
    private static Api suspended;
    private static Api suspendedAdministrator;
    private static ObservedTrail trail;

    @BeforeAll
    static void authenticate() {
        var people = new People(SERVER);
        memberAccount = people.member("member");
        member = Api.as(SERVER, people.token(memberAccount));
        service = Api.asAdministrator(SERVER);
        suspended = suspended(people, people.member("gone"));
        suspendedAdministrator = suspended(people, people.administrator("gone-boss"));
        trail = SERVER.trail();
        Decisions.make(
                SERVER,
                "system",
                new Change.ObjectTypeDefined(ObjectType.of("thing", List.of(), List.of())),
                new Change.ObjectPut(THING, null, true),
                new Change.ObjectPut(ObjectRef.of("thing", "2"), null, true),
                new Change.EntryAdded(Entry.allow(THING, Subject.user("u1"), Rights.of(Right.READ))),
                new Change.EntryAdded(Entry.allow(THING, Subject.user("u2"), Rights.of(Right.READ))));
    }

    /** As somebody whose token was good until just now. */
    private static Api suspended(People people, Account account) {
        String token = people.token(account);
        service.post("/api/v1/users/" + account.id().value() + "/suspend").is(200);
        return Api.as(SERVER, token);
    }

    @BeforeEach
    void forget() {
        trail.clear();
    }

    private static List<ApiRoutes.Route> routes() {
        return SERVER.bean(ApiRoutes.class).all();
    }

    static String name(ApiRoutes.Route route) {
        return route.method() + " " + route.pattern().getPatternString();
    }

    static Stream<String> guarded() {
        return routes().stream()
                .filter(route -> route.operation().by() != Callers.ANYBODY)
                .map(ConventionsIT::name)
                .sorted();
    }

    /** The routes that answer pages of a list. */
    static Stream<String> lists() {
        var paths = Description.of(SERVER).root().path("paths");
        return guarded()
                .filter(route -> route.startsWith("GET ")
                        && paths.path(path(route))
                                .at("/get/responses/200/content/application~1json/schema/$ref")
                                .asString("")
                                .endsWith("Page"));
    }

    /** Some call of a route: of something that does not exist, with an empty object for a body. */
    static Api.Answer call(Api caller, String route) {
        String method = route.substring(0, route.indexOf(' '));
        String path = path(route)
                .replace("{id}", route.contains("/objects/") ? OBJECT_NOWHERE : NOWHERE)
                .replace("{member}", "user:nobody");
        return caller.send(method, path, method.startsWith("P") ? "{}" : null, null);
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    @Nested
    class Completeness {

        @Test
        void describesWhenMappedThenTheDescriptionHasExactlyTheseOperations() {
            Set<String> mapped = routes().stream().map(ConventionsIT::name).collect(Collectors.toSet());
            assertThat(Description.of(SERVER).operations()).containsExactlyInAnyOrderElementsOf(mapped);
        }

        @Test
        void describesWhenReferencedThenEverythingIsThere() {
            var root = Description.of(SERVER).root();
            root.findValuesAsString("$ref")
                    .forEach(reference -> assertThat(
                                    root.at(reference.substring(1)).isMissingNode())
                            .as(reference)
                            .isFalse());
            assertThat(root.path("openapi").asString()).startsWith("3.1.");
            assertThat(root.findValuesAsString("operationId"))
                    .doesNotHaveDuplicates()
                    .hasSize(routes().size());
        }

        @Test
        void describesWhenGuardedThenTheDescriptionSaysTheRightAndTheObject() {
            Description description = Description.of(SERVER);
            for (ApiRoutes.Route route : routes()) {
                var described = Objects.requireNonNull(description.operation(
                        route.method().name(), route.pattern().getPatternString()));
                assertThat(described.path("x-right").asString("") + " "
                                + described.path("x-object").asString(""))
                        .as(name(route))
                        .isEqualTo(route.operation().right() + " "
                                + route.operation().object());
            }
        }
    }

    @Nested
    class Access {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.ConventionsIT#guarded")
        void callsWhenThereAreNoCredentialsThenChallenged(String route) {
            Api.Answer answer = call(Api.withoutCredentials(SERVER), route).is(401, "unauthenticated");
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.ConventionsIT#guarded")
        void callsWhenTheTokenIsInvalidThenRefused(String route) {
            call(Api.as(SERVER, "not.a.token"), route).is(401, "invalid-token");
            String signed = SERVER.adminToken();
            String bent = signed.substring(0, signed.length() - 2) + (signed.endsWith("A") ? "BB" : "AA");
            call(Api.as(SERVER, bent), route).is(401, "invalid-token");
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.ConventionsIT#guarded")
        void callsWhenTheCallerIsSuspendedThenRefusedWhateverTheirRole(String route) {
            call(suspended, route).is(403, "ACCOUNT_SUSPENDED");
            call(suspendedAdministrator, route).is(403, "ACCOUNT_SUSPENDED");
        }

        @Test
        void describesWhenThereAreNoCredentialsThenAnswered() {
            Api.withoutCredentials(SERVER).get("/api/openapi.json").is(200);
        }
    }

    /** A page of a list is asked for with a cursor that was given out for that list, or not at all. */
    @Nested
    class Cursor {

        static Stream<String> lists() {
            return ConventionsIT.lists();
        }

        @Test
        void listsWhenDescribedAsPagesThenTheyAreKnownHere() {
            assertThat(lists())
                    .containsExactlyInAnyOrder(
                            "GET /api/v1/audit",
                            "GET /api/v1/audit/keys",
                            "GET /api/v1/clients",
                            "GET /api/v1/entries",
                            "GET /api/v1/me/consents",
                            "GET /api/v1/me/sessions",
                            "GET /api/v1/object-types",
                            "GET /api/v1/objects",
                            "GET /api/v1/objects/{id}/entries",
                            "GET /api/v1/objects/{id}/parents",
                            "GET /api/v1/roles",
                            "GET /api/v1/roles/{id}/members",
                            "GET /api/v1/sessions",
                            "GET /api/v1/signing-keys",
                            "GET /api/v1/users");
        }

        @ParameterizedTest
        @MethodSource("lists")
        void listsWhenTheCursorIsNoneOfItsOwnThenAProblemAndNoPage(String route) {
            List<String> garbled =
                    new ArrayList<>(List.of("", "x", ".", "a.b", "%00", "%C3%BC.%C3%BC", "x".repeat(5_000)));
            garbled.add(next("GET /api/v1/clients") + "x");
            garbled.add(next("GET /api/v1/clients").replaceFirst("^.", "_"));
            garbled.add(next(route.endsWith("/clients") ? "GET /api/v1/users" : "GET /api/v1/clients"));
            for (String cursor : garbled) {
                Api.Answer answer = read(route, "cursor=" + cursor)
                        .is(400, takesCursor(route) ? "invalid-cursor" : "unknown-parameter");
                assertThat(answer.json().has("items")).as(cursor).isFalse();
            }
        }

        @ParameterizedTest
        @MethodSource("lists")
        void listsWhenTheCursorIsItsOwnThenTheNextPage(String route) {
            if (takesCursor(route)) {
                assertThat(read(route, "limit=1&cursor=" + next(route)).is(200).json())
                        .isNotEqualTo(read(route, "limit=1").is(200).json());
            } else {
                assertThat(read(route, "").is(200).json().path("next").isNull()).isTrue();
            }
        }

        private static boolean takesCursor(String route) {
            return routes().stream()
                    .filter(one -> name(one).equals(route))
                    .anyMatch(one -> List.of(one.operation().parameters()).contains("cursor"));
        }

        private static String next(String route) {
            return read(route, "limit=1").is(200).text("next");
        }

        private static Api.Answer read(String route, String query) {
            boolean own = route.contains("/me/");
            String about = route.endsWith("/v1/sessions")
                    ? "user=" + memberAccount.id().value() + "&"
                    : route.endsWith("/objects") ? "type=thing&" : "";
            String path = path(route).replace("{id}", route.contains("/roles/") ? "admins" : THING.toString());
            return (own ? member : service).get(path + "?" + about + query);
        }
    }

    @Nested
    class OnRecord {

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.ConventionsIT#guarded")
        void callsWhenAnsweredThenOnRecordWithTheCaller(String route) {
            call(service, route);
            assertThat(trail.entries())
                    .isNotEmpty()
                    .allSatisfy(entry -> assertThat(entry.actor()).isEqualTo(Actor.service(TestServer.BOOTSTRAP_ID)));
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.ConventionsIT#guarded")
        void callsWhenRefusedBeforeAuthenticationThenOnRecordWithTheRoute(String route) {
            call(Api.withoutCredentials(SERVER), route);
            assertThat(trail.events()).singleElement().isInstanceOfSatisfying(ApiEvent.class, event -> {
                assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
                assertThat(event.reason()).hasValue("unauthenticated");
                assertThat(event.facts()).containsEntry("http.route", path(route));
            });
            assertThat(trail.entries().getFirst().actor()).isEqualTo(Actor.unknown());
        }

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.ConventionsIT#guarded")
        void callsWhenTheTrailIsAwayThenUnavailableAndNothingIsTold(String route) {
            trail.unavailable(true);
            try {
                Api.Answer answer = call(service, route).is(503, "audit-unavailable");
                assertThat(answer.json().propertyNames()).doesNotContain("items", "client_id", "id");
            } finally {
                trail.unavailable(false);
            }
        }

        @Test
        void readsWhenPersonalThenOnRecordInTheClassOfPersonalReads() {
            service.get("/api/v1/users/" + memberAccount.id().value()).is(200);
            assertThat(trail.events()).singleElement().isInstanceOfSatisfying(ApiEvent.class, event -> {
                assertThat(event.action()).isEqualTo("user.read");
                assertThat(event.personalData()).isTrue();
                assertThat(event.target().id()).isEqualTo(memberAccount.id().value());
                assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
            });
        }

        @Test
        void changesWhenDoneThenIntentAndOutcomeAndNoThirdRecord() {
            service.post("/api/v1/users", "{\"username\":\"recorded\"}").is(201);
            assertThat(trail.summary()).containsExactly("user.created INTENDED", "user.created SUCCESS");
        }

        @Test
        void callsWhenNoRouteIsMeantThenOnRecordAllTheSame() {
            service.get("/api/v1/nothing").is(404);
            assertThat(trail.summary()).containsExactly("api.called DENIED");
        }

        @Test
        void asksWhenABrowserChecksFirstThenThatIsNotRecorded() {
            SERVER.send(SERVER.request("/api/v1/users")
                    .method("OPTIONS", BodyPublishers.noBody())
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "GET"));
            assertThat(trail.events()).isEmpty();
        }
    }

    @Nested
    class Form {

        @ParameterizedTest
        @CsvSource({
            "PUT,/api/v1/clients,405,method-not-allowed",
            "DELETE,/api/v1/clients,405,method-not-allowed",
            "POST,/api/v1/users/x,405,method-not-allowed",
            "GET,/api/v1/clients/,404,not-found",
            "GET,/api/v1/users/x/y,404,not-found",
            "GET,/api/v1,404,not-found",
            "GET,/api/v2/users,404,not-found"
        })
        void callsWhenNoRouteFitsThenTheSpecifiedStatus(String method, String path, int status, String code) {
            Api.Answer answer =
                    service.send(method, path, SERVER.request(path).method(method, BodyPublishers.noBody()));
            if (!path.equals("/api/v1")) {
                answer.is(status, code);
            }
        }

        @ParameterizedTest
        @CsvSource({"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"})
        void callsWhenTheBodyIsNotJsonThenUnsupportedMediaType(String type) {
            service.send(
                            "POST",
                            "/api/v1/users",
                            SERVER.request("/api/v1/users")
                                    .header("Content-Type", type)
                                    .POST(BodyPublishers.ofString("username=x")))
                    .is(415, "unsupported-media-type");
        }

        @Test
        void callsWhenOnlyXmlIsAcceptedThenNotAcceptable() {
            service.send(
                            "GET",
                            "/api/v1/clients",
                            SERVER.request("/api/v1/clients").header("Accept", "application/xml"))
                    .is(406, "not-acceptable");
        }

        @Test
        void callsWhenTheBodyIsHugeThenTooLarge() {
            String huge = "{\"username\":\"" + "x".repeat(2 << 20) + "\"}";
            service.post("/api/v1/users", huge).is(413);
            service.post("/api/v1/users", "{\"username\":\"" + "x".repeat(300_000) + "\"}")
                    .is(413, "too-large");
            service.post("/api/v1/users", "{\"username\":\"" + "x".repeat(200_000) + "\"}")
                    .is(400, "invalid-members");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '\0',
                value = {
                    "{\"username\":\"a\",\"username\":\"b\"}",
                    "{\"username\":\"a\"}{}",
                    "{\"username\":\"a\"} x",
                    "{\"username\":",
                    "[{\"username\":\"a\"}]",
                    "null",
                    "\"a\"",
                    "<user/>"
                })
        void callsWhenTheBodyIsNotOneJsonObjectThenMalformed(String body) {
            service.post("/api/v1/users", body).is(400, "malformed-json");
        }

        @Test
        void callsWhenTheBodyIsMissingThenMalformed() {
            service.post("/api/v1/users", "").is(400, "malformed-json");
        }
    }
}
