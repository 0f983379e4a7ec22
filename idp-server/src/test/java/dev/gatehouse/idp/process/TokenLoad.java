package dev.gatehouse.idp.process;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.oauth.RelyingParty;
import dev.gatehouse.idp.process.Acknowledged.RefreshChain;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Clients that use a server all at once, until it dies: they get tokens, introspect, refresh and revoke them, and
 * register clients. They note every answer that they got in full, and nothing else.
 */
final class TokenLoad {

    /** A server that is gone, or did not answer in full. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final ServerInstance server;
    private final SignedInBrowser browser;
    private final Registered party;
    private final String adminToken;
    private final Acknowledged acknowledged;
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

    /** A confidential client for the code grant. */
    record Registered(String id, String secret) {

        private static final String FORM = """
                {"client_name": "Relying party", "grant_types": ["authorization_code", "refresh_token"],
                 "redirect_uris": ["%s"], "scope": "openid"}
                """.formatted(RelyingParty.REDIRECT_URI);

        static Registered at(ServerInstance server, String adminToken) throws IOException, InterruptedException {
            JsonNode client = TestServer.json(server.send(registration(server, adminToken, FORM)));
            return new Registered(
                    client.required("client_id").asString(),
                    client.required("client_secret").asString());
        }
    }

    TokenLoad(
            ServerInstance server,
            SignedInBrowser browser,
            Registered party,
            String adminToken,
            Acknowledged acknowledged) {
        this.server = server;
        this.browser = browser;
        this.party = party;
        this.adminToken = adminToken;
        this.acknowledged = acknowledged;
    }

    static String adminToken(ServerInstance server) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.send(
                form(server, "/oauth2/token", ServerInstance.CLIENT_ID, ServerInstance.CLIENT_SECRET, CREDENTIALS));
        return TestServer.json(answer).required("access_token").asString();
    }

    private static final Map<String, String> CREDENTIALS =
            Map.of("grant_type", "client_credentials", "scope", "gatehouse");

    static HttpRequest.Builder form(
            ServerInstance server, String path, String id, String secret, Map<String, String> form) {
        return server.form(path, form).header("Authorization", TestServer.basic(id, secret));
    }

    static HttpRequest.Builder registration(ServerInstance server, String adminToken, String json) {
        return server.request("/api/v1/clients")
                .header("Authorization", "Bearer " + adminToken)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    TokenLoad start(int workers, SplittableRandom random) {
        for (int i = 0; i < workers; i++) {
            SplittableRandom own = random.split();
            threads.add(Thread.ofVirtual().start(() -> new Worker(own).run()));
        }
        return this;
    }

    /** Returns when every worker has seen the server die. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("under load", faults.peek());
        }
    }

    private final class Worker implements Runnable {
        private final SplittableRandom random;
        private @Nullable RefreshChain chain;

        Worker(SplittableRandom random) {
            this.random = random;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    step();
                }
            } catch (NoAnswer _) {
                RefreshChain known = chain;
                if (known != null) {
                    acknowledged.chains.add(known);
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                faults.add(e);
            }
        }

        private void step() throws NoAnswer, InterruptedException {
            switch (random.nextInt(20)) {
                case 0, 1 -> revoke();
                case 2 -> register();
                case 3, 4, 5 -> refresh();
                case 6 -> endFamily();
                case 7, 8, 9, 10, 11, 12 -> introspect();
                default -> issue();
            }
        }

        private void issue() throws NoAnswer, InterruptedException {
            String id = UUID.randomUUID().toString();
            JsonNode answer = json(asClient("/oauth2/token", CREDENTIALS), id);
            String token = answer.required("access_token").asString();
            acknowledged.alive.put(jti(token), token);
            acknowledged.note(id, "token.issued", jti(token));
        }

        private void introspect() throws NoAnswer, InterruptedException {
            Map.Entry<String, String> token = anyAlive();
            if (token == null) {
                return;
            }
            String id = UUID.randomUUID().toString();
            json(asClient("/oauth2/introspect", Map.of("token", token.getValue())), id);
            acknowledged.note(id, "token.introspected", token.getKey());
        }

        private void revoke() throws NoAnswer, InterruptedException {
            Map.Entry<String, String> token = anyAlive();
            if (token == null || acknowledged.alive.remove(token.getKey()) == null) {
                return;
            }
            String id = UUID.randomUUID().toString();
            send(asClient("/oauth2/revoke", Map.of("token", token.getValue())), id);
            acknowledged.revoked.add(token.getValue());
            acknowledged.note(id, "token.revoked", token.getKey());
        }

        private void register() throws NoAnswer, InterruptedException {
            String id = UUID.randomUUID().toString();
            String form =
                    "{\"client_name\": \"" + id + "\", \"grant_types\": [\"client_credentials\"], \"scope\": \"a\"}";
            String client = json(registration(server, adminToken, form), id)
                    .required("client_id")
                    .asString();
            acknowledged.clients.add(client);
            acknowledged.note(id, "client.created", client);
        }

        private void refresh() throws NoAnswer, InterruptedException {
            RefreshChain before = chain;
            chain = null; // until it is answered nobody knows which token is the next
            String next = before == null ? begun() : before.next();
            String id = UUID.randomUUID().toString();
            JsonNode answer = json(asParty(Map.of("grant_type", "refresh_token", "refresh_token", next)), id);
            acknowledged.note(
                    id, "token.refreshed", jti(answer.required("access_token").asString()));
            chain = new RefreshChain(answer.required("refresh_token").asString(), next);
        }

        private String begun() throws NoAnswer, InterruptedException {
            var request = Map.of(
                    "client_id",
                    party.id(),
                    "redirect_uri",
                    RelyingParty.REDIRECT_URI,
                    "response_type",
                    "code",
                    "scope",
                    "openid",
                    "code_challenge",
                    RelyingParty.CHALLENGE,
                    "code_challenge_method",
                    "S256");
            String code;
            try {
                code = browser.code(server, "/oauth2/authorize?" + TestServer.encoded(request));
            } catch (IOException _) {
                throw new NoAnswer();
            }
            String id = UUID.randomUUID().toString();
            JsonNode answer = json(
                    asParty(Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            code,
                            "redirect_uri",
                            RelyingParty.REDIRECT_URI,
                            "code_verifier",
                            RelyingParty.VERIFIER)),
                    id);
            acknowledged.note(
                    id, "token.issued", jti(answer.required("access_token").asString()));
            return answer.required("refresh_token").asString();
        }

        /** RFC 7009 section 2.1: with a refresh token all that hangs on its grant goes. */
        private void endFamily() throws NoAnswer, InterruptedException {
            RefreshChain before = chain;
            if (before == null) {
                return;
            }
            chain = null;
            String id = UUID.randomUUID().toString();
            send(form(server, "/oauth2/revoke", party.id(), party.secret(), Map.of("token", before.next())), id);
            acknowledged.ended.add(before.next());
            acknowledged.note(id, "grant.ended", "");
        }

        private Map.@Nullable Entry<String, String> anyAlive() {
            return acknowledged.alive.entrySet().stream()
                    .skip(random.nextInt(8))
                    .findFirst()
                    .orElse(null);
        }

        private HttpRequest.Builder asClient(String path, Map<String, String> form) {
            return TokenLoad.form(server, path, ServerInstance.CLIENT_ID, ServerInstance.CLIENT_SECRET, form);
        }

        private HttpRequest.Builder asParty(Map<String, String> form) {
            return TokenLoad.form(server, "/oauth2/token", party.id(), party.secret(), form);
        }

        private JsonNode json(HttpRequest.Builder request, String id) throws NoAnswer, InterruptedException {
            return TestServer.json(send(request, id));
        }

        private HttpResponse<String> send(HttpRequest.Builder request, String id)
                throws NoAnswer, InterruptedException {
            HttpResponse<String> answer;
            try {
                answer = server.send(request.header("X-Request-ID", id));
            } catch (IOException _) {
                throw new NoAnswer();
            }
            if (answer.statusCode() == 503) {
                acknowledged.refused.incrementAndGet();
                throw new NoAnswer();
            }
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        }
    }

    static String jti(String accessToken) {
        return RelyingParty.claims(accessToken).required("jti").asString();
    }
}
