package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.clients.TestClients;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The roles of a token's subject: in the token, at userinfo and at introspection. */
class RolesInTokensTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    private static JsonNode introspected(String client, String token) {
        return json(SERVER.post("/oauth2/introspect", Map.of("token", token), client, RegisteredClients.SECRET));
    }

    private static List<String> roles(JsonNode json) {
        return json.path("roles").valueStream().map(JsonNode::asString).toList();
    }

    private static Map<String, Object> claims(String token) throws Exception {
        return SignedJWT.parse(token).getJWTClaimsSet().getClaims();
    }

    /** Puts a member into many new roles of {@code system}; their names. */
    private static List<String> inRoles(String prefix, Member member, int count) {
        List<String> names =
                IntStream.range(0, count).mapToObj(i -> prefix + i).sorted().toList();
        List<Change> changes = new ArrayList<>();
        names.forEach(name -> changes.add(new Change.RoleCreated(new RoleId(name))));
        names.forEach(name -> changes.add(new Change.MemberAdded(new RoleId(name), member)));
        Decisions.make(SERVER, "system", changes.toArray(Change[]::new));
        return names;
    }

    @Nested
    class OfAClient {

        @Test
        void issuesWhenItsWorkspaceIsAnotherThenRolesOfSystemAreNamedAsSuch() throws Exception {
            CLIENTS.add(TestClients.service("of-acme").workspace("acme"));
            Member client = Subject.service("of-acme");
            inRoles("support", client, 1);
            Decisions.make(
                    SERVER,
                    "acme",
                    new Change.RoleCreated(new RoleId("staff")),
                    new Change.RoleCreated(new RoleId("board")),
                    new Change.MemberAdded(new RoleId("board"), client),
                    new Change.MemberAdded(new RoleId("staff"), RoleRef.here("board")));
            assertThat(claims(CLIENTS.token("of-acme", "read")))
                    .containsEntry("workspace", "acme")
                    .containsEntry("roles", List.of("board", "staff", "system/support0", "system/users"));
        }

        @Test
        void introspectsWhenARoleWasTakenSinceThenTheRolesOfNow() throws Exception {
            CLIENTS.add(TestClients.service("demoted"));
            Administrators.add(SERVER, Subject.service("demoted"));
            String token = CLIENTS.token("demoted", "read");
            assertThat(claims(token)).containsEntry("roles", List.of("admins", "users"));
            assertThat(roles(introspected("demoted", token))).containsExactly("admins", "users");
            Administrators.remove(SERVER, Subject.service("demoted"));
            JsonNode now = introspected("demoted", token);
            assertThat(roles(now)).containsExactly("users");
            assertThat(now.path("sub").asString()).isEqualTo("demoted");
            assertThat(now.path("scope").asString()).isEqualTo("read");
        }

        @Test
        void issuesWhenThereAreMoreThan64ThenADigestAndIntrospectionHasAll() throws Exception {
            CLIENTS.add(TestClients.service("busy"));
            List<String> names = Stream.concat(
                            inRoles("busy-", Subject.service("busy"), 63).stream(), Stream.of("users"))
                    .toList();
            assertThat(claims(CLIENTS.token("busy", "read"))).containsEntry("roles", names);
            List<String> more = Stream.concat(inRoles("more-", Subject.service("busy"), 1).stream(), names.stream())
                    .sorted()
                    .toList();
            String token = CLIENTS.token("busy", "read");
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", more).getBytes(StandardCharsets.UTF_8));
            String digest = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            assertThat(claims(token)).doesNotContainKey("roles").containsEntry("roles_digest", digest);
            JsonNode answer = introspected("busy", token);
            assertThat(roles(answer)).isEqualTo(more);
            assertThat(answer.path("roles_digest").asString()).isEqualTo(digest);
        }
    }

    @Nested
    class OfAPerson {

        private final RelyingParty client = RelyingParty.confidential(SERVER);
        private final Account person = People.wellKnown(SERVER);
        private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);

        private JsonNode userinfo(String token) {
            return json(SERVER.get("/userinfo", token));
        }

        @Test
        void issuesWhenSignedInThenTheTokenAndUserinfoAgreeAndUserinfoFollows() throws Exception {
            Subject subject = Subject.user(person.id().value());
            Administrators.add(SERVER, subject);
            String token = client.tokens(browser, "scope", "openid")
                    .get("access_token")
                    .asString();
            assertThat(claims(token)).containsEntry("roles", List.of("admins", "users"));
            assertThat(roles(userinfo(token))).containsExactly("admins", "users");
            Administrators.remove(SERVER, subject);
            assertThat(roles(userinfo(token))).containsExactly("users");
        }

        @Test
        void refreshesWhenARoleWasTakenSinceThenTheNewTokenIsWithoutIt() throws Exception {
            Subject subject = Subject.user(person.id().value());
            Administrators.add(SERVER, subject);
            JsonNode first = client.tokens(browser);
            Administrators.remove(SERVER, subject);
            JsonNode second = json(SERVER.post(
                    "/oauth2/token",
                    Map.of(
                            "grant_type",
                            "refresh_token",
                            "refresh_token",
                            first.get("refresh_token").asString()),
                    client.id(),
                    RelyingParty.SECRET));
            assertThat(claims(second.get("access_token").asString())).containsEntry("roles", List.of("users"));
        }

        @Test
        void issuesWhenThereAreMoreThan64ThenADigestAndUserinfoHasAll() throws Exception {
            List<String> names =
                    inRoles(person.username() + "-", Subject.user(person.id().value()), 70);
            String token = client.tokens(browser, "scope", "openid")
                    .get("access_token")
                    .asString();
            assertThat(claims(token)).containsKey("roles_digest").doesNotContainKey("roles");
            assertThat(roles(userinfo(token))).hasSize(71).containsAll(names).contains("users");
        }
    }

    @Nested
    class TokensOfOthers {

        private static Change mayIntrospect(String client) {
            return new Change.EntryAdded(Entry.allow(
                    ObjectRef.of("tokens", "all"), Subject.service(client), Rights.of(new Right("introspect"))));
        }

        @Test
        void introspectsWhenTheClientHasTheRightThenActiveUntilItIsTaken() {
            CLIENTS.add(TestClients.service("gateway"));
            CLIENTS.add(TestClients.service("owner"));
            String token = CLIENTS.token("owner", "read");
            assertThat(introspected("gateway", token).path("active").asBoolean())
                    .isFalse();
            Decisions.make(SERVER, "system", mayIntrospect("gateway"));
            assertThat(introspected("gateway", token).path("active").asBoolean())
                    .isTrue();
            Change.EntryAdded given = (Change.EntryAdded) mayIntrospect("gateway");
            Decisions.make(SERVER, "system", new Change.EntryRemoved(given.entry()));
            assertThat(introspected("gateway", token).path("active").asBoolean())
                    .isFalse();
        }

        @Test
        void introspectsWhenTheRightIsInAnotherWorkspaceThenInactive() {
            CLIENTS.add(TestClients.service("acme-gateway").workspace("acme"));
            CLIENTS.add(TestClients.service("acme-owner").workspace("acme"));
            CLIENTS.add(TestClients.service("system-owner"));
            Decisions.make(SERVER, "acme", mayIntrospect("acme-gateway"));
            assertThat(introspected("acme-gateway", CLIENTS.token("acme-owner", "read"))
                            .path("active")
                            .asBoolean())
                    .isTrue();
            assertThat(introspected("acme-gateway", CLIENTS.token("system-owner", "read"))
                            .path("active")
                            .asBoolean())
                    .isFalse();
        }
    }
}
