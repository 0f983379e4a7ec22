package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.api.ApiRoutes;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RetentionClass;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call without credentials may do on a server that has a guest. */
class GuestIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded()
            .with("gatehouse.guest.enabled", "true")
            .with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final ObjectRef CLIENTS = ObjectRef.of("clients", "all");
    private static final ObjectRef ROOT = ObjectRef.of("workspace", "system");

    private final Api guest = Api.withoutCredentials(SERVER);

    @BeforeEach
    void forget() {
        SERVER.trail().clear();
    }

    static Stream<String> guarded() {
        return SERVER.bean(ApiRoutes.class).all().stream()
                .filter(route -> route.operation().by() != Callers.ANYBODY)
                .map(ConventionsIT::name)
                .sorted();
    }

    private static void add(Entry entry) {
        Decisions.make(SERVER, "system", new Change.EntryAdded(entry));
    }

    private static void remove(Entry entry) {
        Decisions.make(SERVER, "system", new Change.EntryRemoved(entry));
    }

    private static void assertChallenged(Api.Answer answer) {
        answer.is(401, "unauthenticated");
        assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
    }

    @Nested
    class WithoutRights {

        /** A call that says nothing is told so before anybody asks who may, as it is to all who are let in. */
        private static final Set<String> SAY_NOTHING = Set.of(
                "POST /api/v1/roles", "POST /api/v1/objects/{id}/entries", "DELETE /api/v1/objects/{id}/entries");

        @ParameterizedTest
        @MethodSource("dev.gatehouse.idp.admin.GuestIT#guarded")
        void callsWhenBareThenChallengedOnEveryRoute(String route) {
            Api.Answer answer = ConventionsIT.call(guest, route);
            if (SAY_NOTHING.contains(route)) {
                answer.is(400);
            } else {
                assertChallenged(answer);
            }
        }

        /** What anybody can make the server record must not be kept for a year. */
        @Test
        void writesWhenRefusedThenOnRecordAsANobodysReadIs() {
            guest.put("/api/v1/roles/admins/members/guest", "").is(401, "unauthenticated");
            assertThat(SERVER.trail().entries()).singleElement().satisfies(entry -> {
                assertThat(entry.actor()).isEqualTo(Actor.unknown());
                assertThat(entry.event().retention()).isEqualTo(RetentionClass.TRAFFIC);
                assertThat(entry.event().action()).isEqualTo("role-member.add");
            });
        }

        @Test
        void writesWhenItSaysWhatThenChallenged() {
            assertChallenged(guest.post("/api/v1/roles", "{\"role\":\"mine\"}"));
            String entry = "{\"effect\":\"allow\",\"to\":\"guest\",\"rights\":[\"read\"]}";
            assertChallenged(guest.post("/api/v1/objects/clients:all/entries", entry));
            assertChallenged(guest.delete("/api/v1/objects/clients:all/entries?effect=allow&to=guest&rights=read"));
        }

        /** The guest is not everyone. */
        @Test
        void readsWhenEveryoneMayThenChallenged() {
            Entry everyone = Entry.allow(CLIENTS, Everyone.EVERYONE, Rights.of(Right.READ));
            add(everyone);
            assertChallenged(guest.get("/api/v1/clients"));
            remove(everyone);
        }

        @Test
        void readsWhenRefusedThenRecordedAsNobodys() {
            guest.get("/api/v1/clients");
            assertThat(SERVER.trail().entries()).singleElement().satisfies(entry -> {
                assertThat(entry.actor()).isEqualTo(Actor.unknown());
                assertThat(((ApiEvent) entry.event()).outcome()).isEqualTo(Outcome.DENIED);
            });
        }
    }

    @Nested
    class WithRights {

        private final Entry mayRead = Entry.allow(CLIENTS, RoleRef.here("guests"), Rights.of(Right.READ));

        @BeforeEach
        void allow() {
            add(mayRead);
            SERVER.trail().clear();
        }

        @AfterEach
        void takeBack() {
            remove(mayRead);
        }

        @Test
        void readsWhenGuestsMayThenAnsweredAndOnRecordAsTheGuests() {
            guest.get("/api/v1/clients").is(200);
            guest.get("/api/v1/clients/webapp").is(200);
            guest.get("/api/v1/clients/no-such-client").is(404, "not-found");
            assertThat(SERVER.trail().entries().getFirst().actor()).isEqualTo(Actor.guest());
            assertChallenged(guest.patch("/api/v1/clients/webapp", "{}"));
            assertChallenged(guest.get("/api/v1/users"));
        }

        @Test
        void readsWhenTheGuestIsDeniedThenChallenged() {
            Entry denied = Entry.deny(CLIENTS, Subject.GUEST, Rights.of(Right.READ));
            add(denied);
            assertChallenged(guest.get("/api/v1/clients"));
            remove(denied);
        }

        @Test
        void readsWhenCredentialsAreBadThenNotTheGuest() {
            Api.as(SERVER, "not.a.token").get("/api/v1/clients").is(401, "invalid-token");
            for (String header : new String[] {"Basic Z3Vlc3Q6", "Bearer", "Negotiate abc", "guest"}) {
                var request = SERVER.request("/api/v1/clients")
                        .header("Authorization", header)
                        .GET();
                assertThat(SERVER.send(request).statusCode()).as(header).isEqualTo(401);
            }
        }
    }

    /** Whoever may do everything as the guest still has no account, and is no caller of the decision API. */
    @Nested
    class WithEveryRight {

        private final Entry everything = Entry.allow(ROOT, Subject.GUEST, Rights.ALL);

        @BeforeEach
        void allow() {
            add(everything);
        }

        @AfterEach
        void takeBack() {
            remove(everything);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET /api/v1/me",
                    "PATCH /api/v1/me",
                    "GET /api/v1/me/sessions",
                    "POST /access/v1/evaluation",
                    "POST /access/v1/search/subject",
                    "POST /access/v1/changes"
                })
        void callsWhenThereIsNoGuestThenChallenged(String route) {
            assertChallenged(ConventionsIT.call(guest, route));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/oauth2/introspect", "/oauth2/revoke", "/oauth2/par", "/userinfo", "/scim/v2/Users"})
        void callsWhenItIsAProtocolThenThereIsNoGuest(String path) {
            var request = SERVER.request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=x"));
            assertThat(SERVER.send(request).statusCode()).isEqualTo(401);
        }
    }
}
